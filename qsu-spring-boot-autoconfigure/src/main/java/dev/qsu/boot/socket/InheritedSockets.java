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

import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The sockets that this process inherited from its launcher. Each socket can be taken
 * once, by the application or by a web server; a web server serves the listeners that are
 * not taken otherwise.
 * <p>
 * A socket is identified by the name that the launcher gave it or by its zero-based
 * index. Names need not be unique: taking a socket by name takes the first one of that
 * name that is still free. Implementations are thread-safe.
 *
 * @since 0.1.0
 * @see InheritedSocket
 */
public interface InheritedSockets {

	/**
	 * Return why sockets that the launcher announced cannot be used.
	 * @return which check failed for which file descriptor, the usual cause and what to
	 * do, or {@code null} if there is no problem
	 */
	@Nullable String problem();

	/**
	 * Return the ancestor process that the sockets were duplicated from because a process
	 * between it and this one had closed them.
	 * @return the id and name of the process, or {@code null} if this process inherited
	 * the sockets directly
	 */
	@Nullable String origin();

	/**
	 * Return the names of the sockets.
	 * @return the names, in the order in which the sockets were passed
	 */
	List<String> names();

	/**
	 * Return all sockets, whether taken or not.
	 * @return the sockets, in the order in which they were passed
	 */
	List<SocketInfo> list();

	/**
	 * Return the sockets with the given name.
	 * @param nameOrIndex the name, or the zero-based index if no socket has such a name
	 * @return the sockets, empty if there are none
	 */
	List<SocketInfo> find(String nameOrIndex);

	/**
	 * Take a TCP or Unix listener. The caller owns the channel; if it is still open when
	 * the application context closes, it is closed then. Never call {@code shutdown} on
	 * the socket, which other processes may share.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is not a
	 * listener, or if it is already taken
	 */
	ServerSocketChannel takeServerSocketChannel(String nameOrIndex);

	/**
	 * Take a TCP or Unix connection, which is what a launcher passes if it accepts
	 * connections itself ({@code Accept=yes}). The caller owns the channel; if it is
	 * still open when the application context closes, it is closed then. Unlike any other
	 * socket, a connection can be taken only once in the lifetime of the process, and
	 * closing the channel closes the connection.
	 * @param nameOrIndex the name or index of the socket
	 * @return a connected channel
	 * @throws InheritedSocketException if there is no such socket, if it is not a
	 * connection, if it is no longer connected, or if it is already taken
	 */
	SocketChannel takeSocketChannel(String nameOrIndex);

	/**
	 * Take a UDP socket. The caller owns the channel; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is not a UDP
	 * socket, or if it is already taken
	 */
	DatagramChannel takeDatagramChannel(String nameOrIndex);

	/**
	 * Take a Unix datagram socket. The caller owns it; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return an open socket
	 * @throws InheritedSocketException if there is no such socket, if it is not a Unix
	 * datagram socket, or if it is already taken
	 */
	UnixDatagramSocket takeUnixDatagramSocket(String nameOrIndex);

	/**
	 * Return the sockets that have not been taken.
	 * @return the free sockets, in the order in which they were passed
	 */
	List<SocketInfo> free();

}
