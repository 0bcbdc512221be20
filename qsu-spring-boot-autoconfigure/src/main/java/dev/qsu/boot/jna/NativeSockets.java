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

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

/**
 * Operations on sockets, independent of the operating system. A socket is identified by
 * its number: the file descriptor on Linux, the {@code SOCKET} on Windows. Every method
 * throws {@link NativeCallException} if the call fails.
 */
public interface NativeSockets {

	/**
	 * Return the type of a socket.
	 * @param socket the number of the socket
	 * @return the type
	 */
	SocketType type(int socket);

	/**
	 * Return the address family of a socket.
	 * @param socket the number of the socket
	 * @return the address family
	 */
	AddressFamily family(int socket);

	/**
	 * Return whether a socket listens for connections.
	 * @param socket the number of the socket
	 * @return whether {@code listen} was called on it
	 */
	boolean isListening(int socket);

	/**
	 * Return the address that a socket is bound to.
	 * @param socket the number of the socket
	 * @return the address, or {@code null} if Java has no representation of it
	 */
	@Nullable SocketAddress localAddress(int socket);

	/**
	 * Return the address that a socket is connected to.
	 * @param socket the number of the socket
	 * @return the address; empty for a Unix socket without a path
	 */
	SocketAddress remoteAddress(int socket);

	/**
	 * Prevent child processes from inheriting a socket.
	 * @param socket the number of the socket
	 */
	void keepFromChildren(int socket);

	/**
	 * Duplicate a socket. Child processes do not inherit the duplicate.
	 * @param socket the number of the socket
	 * @return the number of the duplicate, to be closed by the caller
	 */
	int duplicate(int socket);

	/**
	 * Close a socket. Its duplicates stay open, in this and in other processes.
	 * @param socket the number of the socket
	 */
	void close(int socket);

	/**
	 * Ensure a minimum length of the accept queue of a listener, if the operating system
	 * supports changing it.
	 * @param socket the number of a listening TCP or Unix socket
	 * @param backlog the minimum length of the queue, at least 1
	 */
	void raiseBacklog(int socket, int backlog);

}
