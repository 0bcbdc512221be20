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

/**
 * What an inherited socket is.
 *
 * @since 0.1.0
 */
public enum SocketKind {

	/**
	 * A TCP socket that listens for connections.
	 */
	TCP_LISTENER("TCP listener"),

	/**
	 * A TCP connection.
	 */
	TCP_CONNECTION("TCP connection"),

	/**
	 * A UDP socket.
	 */
	UDP("UDP socket"),

	/**
	 * A Unix stream socket that listens for connections.
	 */
	UNIX_LISTENER("Unix listener"),

	/**
	 * A Unix stream connection.
	 */
	UNIX_CONNECTION("Unix connection"),

	/**
	 * A Unix datagram socket.
	 */
	UNIX_DATAGRAM("Unix datagram socket"),

	/**
	 * Any other socket, such as one for sequential packets.
	 */
	OTHER("socket of another kind");

	private static final int STREAM = 1;

	private static final int DATAGRAM = 2;

	private final String description;

	SocketKind(String description) {
		this.description = description;
	}

	static SocketKind of(int family, int type, boolean listening) {
		boolean internet = family == AddressFamily.INET || family == AddressFamily.INET6;
		if (type == STREAM && internet) {
			return (listening) ? TCP_LISTENER : TCP_CONNECTION;
		}
		if (type == STREAM && family == AddressFamily.UNIX) {
			return (listening) ? UNIX_LISTENER : UNIX_CONNECTION;
		}
		if (type == DATAGRAM && internet) {
			return UDP;
		}
		return (type == DATAGRAM && family == AddressFamily.UNIX) ? UNIX_DATAGRAM : OTHER;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
