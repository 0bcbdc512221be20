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

package dev.qsu.boot.jna;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AddressFamily} and {@link SocketType}.
 */
class AddressFamilyTests {

	@ParameterizedTest
	@CsvSource({ "1, UNIX", "2, INET", "10, INET6", "16, NETLINK", "40, VSOCK", "17, OTHER", "23, OTHER", "0, OTHER" })
	void whenNumberIsOfLinuxFindsFamily(int number, AddressFamily expected) {
		assertThat(AddressFamily.ofLinux(number)).isSameAs(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, UNIX", "2, INET", "23, INET6", "10, OTHER", "0, OTHER" })
	void whenNumberIsOfWindowsFindsFamily(int number, AddressFamily expected) {
		assertThat(AddressFamily.ofWindows(number)).isSameAs(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, STREAM", "2, DATAGRAM", "3, RAW", "5, SEQPACKET", "4, OTHER", "0, OTHER" })
	void whenNumberIsOfATypeFindsIt(int number, SocketType expected) {
		assertThat(SocketType.of(number)).isSameAs(expected);
	}

}
