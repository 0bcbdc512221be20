/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.qsu.boot.socket;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketKind}.
 */
class SocketKindTests {

	@ParameterizedTest(name = "family {0}, type {1}, listening {2}: {3}")
	@CsvSource(textBlock = """
			# AF_UNIX
			1,  1, true,  UNIX_LISTENER
			1,  1, false, UNIX_CONNECTION
			1,  2, false, UNIX_DATAGRAM
			1,  5, true,  OTHER
			# AF_INET
			2,  1, true,  TCP_LISTENER
			2,  1, false, TCP_CONNECTION
			2,  2, false, UDP
			2,  3, false, OTHER
			# AF_INET6
			10, 1, true,  TCP_LISTENER
			10, 1, false, TCP_CONNECTION
			10, 2, false, UDP
			10, 5, true,  OTHER
			# AF_NETLINK and AF_VSOCK
			16, 2, false, OTHER
			40, 1, true,  OTHER
			0,  0, false, OTHER
			""")
	void ofLooksAtFamilyAndTypeAndListening(int family, int type, boolean listening, SocketKind expected) {
		assertThat(SocketKind.of(family, type, listening)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "TCP_LISTENER, TCP listener", "TCP_CONNECTION, TCP connection", "UDP, UDP socket",
			"UNIX_LISTENER, Unix listener", "UNIX_CONNECTION, Unix connection", "UNIX_DATAGRAM, Unix datagram socket",
			"OTHER, socket of another kind" })
	void toStringDescribesIt(SocketKind kind, String expected) {
		assertThat(kind).hasToString(expected);
	}

}
