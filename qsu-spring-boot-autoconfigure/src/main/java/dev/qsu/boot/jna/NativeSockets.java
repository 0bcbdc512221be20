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
 * What can be asked of, and done to, a socket on any operating system. A socket is known
 * by its number: the file descriptor on Linux, the {@code SOCKET} on Windows. Every
 * method throws {@link NativeCallException} when the operating system refuses.
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
	 * @return the address, or {@code null} if it is none that Java knows
	 */
	@Nullable SocketAddress localAddress(int socket);

	/**
	 * Return the address that a socket is connected to.
	 * @param socket the number of the socket
	 * @return the address; that of a Unix socket without a path is empty
	 */
	SocketAddress remoteAddress(int socket);

	/**
	 * Keep a socket from being handed to child processes.
	 * @param socket the number of the socket
	 */
	void keepFromChildren(int socket);

	/**
	 * Make another number of the same socket, which child processes do not get.
	 * @param socket the number of the socket
	 * @return the new number, to be closed by the caller
	 */
	int duplicate(int socket);

	/**
	 * Close a socket, which stays open under its other numbers and in other processes.
	 * @param socket the number of the socket
	 */
	void close(int socket);

	/**
	 * Have at least so many connections wait in the queue of a listener, where the
	 * operating system lets that be changed.
	 * @param socket the number of a TCP or Unix socket that listens
	 * @param backlog the number of connections, at least 1
	 */
	void raiseBacklog(int socket, int backlog);

}
