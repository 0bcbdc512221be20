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

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketType;

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
			1,  5, true,  UNIX_SEQPACKET
			1,  5, false, UNIX_SEQPACKET
			1,  3, false, OTHER
			# AF_INET
			2,  1, true,  TCP_LISTENER
			2,  1, false, TCP_CONNECTION
			2,  2, false, UDP
			2,  3, false, RAW
			# AF_INET6
			10, 1, true,  TCP_LISTENER
			10, 1, false, TCP_CONNECTION
			10, 2, false, UDP
			10, 5, true,  OTHER
			# AF_NETLINK, AF_VSOCK and AF_PACKET
			16, 3, false, NETLINK
			40, 1, true,  VSOCK_LISTENER
			40, 1, false, VSOCK
			17, 3, false, OTHER
			0,  0, false, OTHER
			""")
	void ofLooksAtFamilyAndTypeAndListening(int family, int type, boolean listening, SocketKind expected) {
		assertThat(SocketKind.of(AddressFamily.ofLinux(family), SocketType.of(type), listening)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "TCP_LISTENER, TCP listener", "TCP_CONNECTION, TCP connection", "UDP, UDP socket",
			"UNIX_LISTENER, Unix listener", "UNIX_CONNECTION, Unix connection", "UNIX_DATAGRAM, Unix datagram socket",
			"UNIX_SEQPACKET, Unix seqpacket socket", "VSOCK_LISTENER, vsock listener", "VSOCK, vsock socket",
			"NETLINK, netlink socket", "RAW, raw IP socket", "OTHER, socket of another kind" })
	void toStringDescribesIt(SocketKind kind, String expected) {
		assertThat(kind).hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			TCP_LISTENER   | Take this one as a ServerSocketChannel.
			UNIX_LISTENER  | Take this one as a ServerSocketChannel.
			TCP_CONNECTION | Take this one as a SocketChannel, or set Accept=no in the .socket unit
			UNIX_CONNECTION | Take this one as a SocketChannel, or set Accept=no in the .socket unit
			UDP            | Take this one as a DatagramChannel.
			UNIX_DATAGRAM  | Take this one as a UnixDatagramSocket.
			UNIX_SEQPACKET | replace ListenSequentialPacket= with ListenStream= or ListenDatagram=.
			VSOCK_LISTENER | replace the vsock address in the .socket unit
			VSOCK          | replace the vsock address in the .socket unit
			NETLINK        | remove ListenNetlink= from the .socket unit.
			RAW            | remove it from the sockets that the launcher passes.
			OTHER          | remove it from the sockets that the launcher passes.
			""")
	void remedyReportsWhatToDo(SocketKind kind, String expected) {
		assertThat(kind.remedy()).contains(expected);
	}

}
