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
 * The sockets that this process inherited from whoever started it. Each is taken once, by
 * the application or by a web server; a web server serves those that nobody else took.
 * <p>
 * A socket is asked for by the name that the launcher gave it, or by its index from 0.
 * Names need not be unique: taking a name takes the first socket of that name that is
 * still free. Implementations are thread-safe.
 *
 * @since 0.1.0
 * @see InheritedSocket
 */
public interface InheritedSockets {

	/**
	 * Return why sockets that the launcher promised cannot be used.
	 * @return which check failed for which file descriptor, why that usually is so and
	 * what to do; {@code null} if all is well
	 */
	@Nullable String problem();

	/**
	 * Return the process that the sockets were fetched from, because a program between it
	 * and this one had closed them here.
	 * @return the id and the name of the process, or {@code null} if this process
	 * inherited the sockets itself
	 */
	@Nullable String origin();

	/**
	 * Return the names of the sockets.
	 * @return the names, in the order in which the sockets were handed over
	 */
	List<String> names();

	/**
	 * Return all sockets, whether taken or not.
	 * @return the sockets, in the order in which they were handed over
	 */
	List<SocketInfo> list();

	/**
	 * Return the sockets of a name.
	 * @param nameOrIndex the name, or the index if no socket has such a name
	 * @return the sockets, empty if there are none
	 */
	List<SocketInfo> find(String nameOrIndex);

	/**
	 * Take a listener, TCP or Unix. The channel is the caller's; if it is still open when
	 * the application context closes, it is closed then. Never call {@code shutdown} on
	 * the socket, which other processes may share.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is no listener,
	 * or if it is already taken
	 */
	ServerSocketChannel takeServerSocketChannel(String nameOrIndex);

	/**
	 * Take a connection, TCP or Unix, which is what a launcher hands over that accepts
	 * connections itself ({@code Accept=yes}). The channel is the caller's; if it is
	 * still open when the application context closes, it is closed then. Unlike all other
	 * sockets, a connection is taken once in the life of the process, and closing the
	 * channel ends it.
	 * @param nameOrIndex the name or index of the socket
	 * @return a connected channel
	 * @throws InheritedSocketException if there is no such socket, if it is no
	 * connection, if it is not connected any more, or if it is already taken
	 */
	SocketChannel takeSocketChannel(String nameOrIndex);

	/**
	 * Take a UDP socket. The channel is the caller's; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is no UDP
	 * socket, or if it is already taken
	 */
	DatagramChannel takeDatagramChannel(String nameOrIndex);

	/**
	 * Take a Unix datagram socket. It is the caller's; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return an open socket
	 * @throws InheritedSocketException if there is no such socket, if it is no Unix
	 * datagram socket, or if it is already taken
	 */
	UnixDatagramSocket takeUnixDatagramSocket(String nameOrIndex);

	/**
	 * Return the sockets that nobody has taken.
	 * @return the free sockets, in the order in which they were handed over
	 */
	List<SocketInfo> free();

}
