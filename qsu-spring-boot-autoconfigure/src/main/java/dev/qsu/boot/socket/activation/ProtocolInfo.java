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

package dev.qsu.boot.socket.activation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketType;

/**
 * Description of a socket that was duplicated for this process on Windows.
 *
 * @param family the number of the address family on Windows
 * @param type the number of the socket type, 1 for stream and 2 for datagram
 * @param bytes the complete {@code WSAPROTOCOL_INFOW}, from which one socket can be
 * opened
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsock2/ns-winsock2-wsaprotocol_infow">WSAPROTOCOL_INFOW</a>
 */
public record ProtocolInfo(int family, int type, byte[] bytes) {

	/** Size of {@code WSAPROTOCOL_INFOW}, on every architecture. */
	static final int SIZE = 628;

	/** Offset of {@code iAddressFamily}. */
	private static final int FAMILY = 76;

	/** Offset of {@code iSocketType}. */
	private static final int TYPE = 88;

	private static final Set<AddressFamily> INTERNET = EnumSet.of(AddressFamily.INET, AddressFamily.INET6);

	private static final Set<SocketType> USABLE = EnumSet.of(SocketType.STREAM, SocketType.DATAGRAM);

	/**
	 * Parse the response of systemfd, which is a sequence of structures.
	 * @param answer the response
	 * @return the sockets, in the order in which they were passed
	 * @throws IllegalArgumentException if the response is malformed or describes no
	 * socket; the message states why and what to do
	 */
	public static List<ProtocolInfo> parse(byte[] answer) {
		int count = answer.length / SIZE;
		check(answer.length > 0, "handed over no socket. Give it one: 'systemfd -s http::8080 -- ...'");
		check(answer.length <= SystemfdClient.MAX_SOCKETS * SIZE,
				"answered with more than the %d sockets that are allowed. Check what listens there",
				SystemfdClient.MAX_SOCKETS);
		check(answer.length % SIZE == 0,
				"answered with %d bytes, which is not a multiple of %d: it failed after %d sockets,"
						+ " or is not systemfd. Restart systemfd",
				answer.length, SIZE, count);
		List<ProtocolInfo> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sockets.add(of(Arrays.copyOfRange(answer, i * SIZE, (i + 1) * SIZE)));
		}
		return sockets;
	}

	private static ProtocolInfo of(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		return new ProtocolInfo(buffer.getInt(FAMILY), buffer.getInt(TYPE), bytes);
	}

	/**
	 * Return whether this is a TCP or UDP socket.
	 * @return {@code true} if it is a TCP or UDP socket
	 */
	public boolean isInternet() {
		return INTERNET.contains(AddressFamily.ofWindows(this.family)) && USABLE.contains(SocketType.of(this.type));
	}

	private static void check(boolean expression, String message, Object... arguments) {
		if (!expression) {
			throw new IllegalArgumentException(message.formatted(arguments));
		}
	}

}
