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

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketType;

/**
 * The kinds of inherited sockets.
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
	 * A Unix sequential-packet socket, listening or not. Java has no channel for it.
	 */
	UNIX_SEQPACKET("Unix seqpacket socket"),

	/**
	 * A listening socket for connections between a virtual machine and its host. Java has
	 * no channel for it.
	 */
	VSOCK_LISTENER("vsock listener"),

	/**
	 * A socket between a virtual machine and its host that is not listening. Java has no
	 * channel for it.
	 */
	VSOCK("vsock socket"),

	/**
	 * A netlink socket, for messages from the kernel. Java has no channel for it.
	 */
	NETLINK("netlink socket"),

	/**
	 * A raw IP socket. Java has no channel for it.
	 */
	RAW("raw IP socket"),

	/**
	 * Any other socket. Java has no channel for it.
	 */
	OTHER("socket of another kind");

	private final String description;

	SocketKind(String description) {
		this.description = description;
	}

	/**
	 * Return the kind of a socket.
	 * @param family the address family
	 * @param type the type of the socket
	 * @param listening whether it listens for connections
	 * @return the kind
	 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
	 */
	static SocketKind of(AddressFamily family, SocketType type, boolean listening) {
		return switch (family) {
			case INET, INET6 -> internet(type, listening);
			case UNIX -> unix(type, listening);
			case VSOCK -> (listening) ? VSOCK_LISTENER : VSOCK;
			case NETLINK -> NETLINK;
			default -> OTHER;
		};
	}

	private static SocketKind internet(SocketType type, boolean listening) {
		return switch (type) {
			case STREAM -> (listening) ? TCP_LISTENER : TCP_CONNECTION;
			case DATAGRAM -> UDP;
			case RAW -> RAW;
			default -> OTHER;
		};
	}

	private static SocketKind unix(SocketType type, boolean listening) {
		return switch (type) {
			case STREAM -> (listening) ? UNIX_LISTENER : UNIX_CONNECTION;
			case DATAGRAM -> UNIX_DATAGRAM;
			case SEQPACKET -> UNIX_SEQPACKET;
			default -> OTHER;
		};
	}

	/**
	 * Return what to do about a socket of this kind where another kind is needed.
	 * @return the remedy, one or more sentences
	 */
	String remedy() {
		return switch (this) {
			case TCP_LISTENER, UNIX_LISTENER -> "Take this one as a ServerSocketChannel.";
			case TCP_CONNECTION, UNIX_CONNECTION -> "Take this one as a SocketChannel,"
					+ " or set Accept=no in the .socket unit to get the listener instead of each connection.";
			case UDP -> "Take this one as a DatagramChannel.";
			case UNIX_DATAGRAM -> "Take this one as a UnixDatagramSocket.";
			case UNIX_SEQPACKET -> "Nothing in Java can use this one: in the .socket unit replace"
					+ " ListenSequentialPacket= with ListenStream= or ListenDatagram=.";
			case VSOCK_LISTENER, VSOCK -> "Nothing in Java can use this one: replace the vsock address in the .socket"
					+ " unit with a port or a path.";
			case NETLINK -> "Nothing in Java can use this one: remove ListenNetlink= from the .socket unit.";
			case RAW, OTHER -> "Nothing in Java can use this one: remove it from the sockets that the launcher passes.";
		};
	}

	@Override
	public String toString() {
		return this.description;
	}

}
