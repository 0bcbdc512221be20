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

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The sockets that this process inherited from whoever started it. Each is taken once, by
 * the application or by a web server; a web server serves those that nobody else took.
 * <p>
 * A socket is asked for by the name that the launcher gave it, or by its index from 0.
 * Names need not be unique: taking a name takes the first socket of that name that is
 * still free. This class is thread-safe.
 *
 * @since 0.1.0
 * @see InheritedSocket
 */
public final class InheritedSockets implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(InheritedSockets.class);

	private static final InheritedSockets NONE = new InheritedSockets(null);

	private static final String BEFORE_RESTART = "the application, before its context was restarted";

	private final @Nullable MasterSockets masters;

	private final Map<SocketInfo, String> takers = new HashMap<>();

	private final List<Channel> channels = new ArrayList<>();

	InheritedSockets(@Nullable MasterSockets masters) {
		this.masters = masters;
		if (masters != null) {
			masters.handedOver().forEach((socket) -> this.takers.put(socket, BEFORE_RESTART));
		}
	}

	/**
	 * Return the sockets of this process, which are looked for by the first call.
	 * @param properties the properties, which say where to look
	 * @return the sockets, free to be taken
	 */
	public static InheritedSockets ofThisProcess(SocketProperties properties) {
		return new InheritedSockets(MasterSockets.ofThisProcess(AncestorSearch.of(properties.getSearchAncestors())));
	}

	/**
	 * Return an instance without any sockets.
	 * @return an instance that has no sockets
	 */
	public static InheritedSockets none() {
		return NONE;
	}

	/**
	 * Return why sockets that the launcher promised cannot be used.
	 * @return which check failed for which file descriptor, why that usually is so and
	 * what to do; {@code null} if all is well
	 */
	public @Nullable String problem() {
		return (this.masters != null) ? this.masters.problem() : null;
	}

	/**
	 * Return the process that the sockets were fetched from, because a program between it
	 * and this one had closed them here.
	 * @return the id and the name of the process, or {@code null} if this process
	 * inherited the sockets itself
	 */
	public @Nullable String origin() {
		return (this.masters != null) ? this.masters.origin() : null;
	}

	/**
	 * Return the names of the sockets.
	 * @return the names, in the order in which the sockets were handed over
	 */
	public List<String> names() {
		return list().stream().map(SocketInfo::name).toList();
	}

	/**
	 * Return all sockets, whether taken or not.
	 * @return the sockets, in the order in which they were handed over
	 */
	public List<SocketInfo> list() {
		return (this.masters != null) ? this.masters.sockets() : Collections.emptyList();
	}

	/**
	 * Return the sockets of a name.
	 * @param nameOrIndex the name, or the index if no socket has such a name
	 * @return the sockets, empty if there are none
	 */
	public List<SocketInfo> find(String nameOrIndex) {
		Assert.notNull(nameOrIndex, "'nameOrIndex' must not be null");
		List<SocketInfo> named = list().stream().filter((socket) -> socket.name().equals(nameOrIndex)).toList();
		return (!named.isEmpty()) ? named
				: list().stream().filter((socket) -> Integer.toString(socket.index()).equals(nameOrIndex)).toList();
	}

	/**
	 * Take a listener, TCP or Unix. The channel is the caller's; if it is still open when
	 * the application context closes, it is closed then. Never call {@code shutdown} on
	 * the socket, which other processes may share.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is no listener,
	 * or if it is already taken
	 */
	public ServerSocketChannel takeServerSocketChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.TCP_LISTENER, SocketKind.UNIX_LISTENER),
				(socket) -> masters().duplicateListener(socket, MasterSockets.UNCHANGED));
	}

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
	public SocketChannel takeSocketChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.TCP_CONNECTION, SocketKind.UNIX_CONNECTION),
				(socket) -> masters().handOver(socket));
	}

	/**
	 * Take a UDP socket. The channel is the caller's; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return a bound channel
	 * @throws InheritedSocketException if there is no such socket, if it is no UDP
	 * socket, or if it is already taken
	 */
	public DatagramChannel takeDatagramChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.UDP), (socket) -> masters().duplicateDatagram(socket));
	}

	/**
	 * Take a Unix datagram socket. It is the caller's; if it is still open when the
	 * application context closes, it is closed then.
	 * @param nameOrIndex the name or index of the socket
	 * @return an open socket
	 * @throws InheritedSocketException if there is no such socket, if it is no Unix
	 * datagram socket, or if it is already taken
	 */
	public UnixDatagramSocket takeUnixDatagramSocket(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.UNIX_DATAGRAM), (socket) -> masters().duplicateUnixDatagram(socket));
	}

	/**
	 * Return the sockets that nobody has taken.
	 * @return the free sockets, in the order in which they were handed over
	 */
	public synchronized List<SocketInfo> free() {
		return list().stream().filter((socket) -> !this.takers.containsKey(socket)).toList();
	}

	/**
	 * Return the sockets that somebody could take: the free ones and those they already
	 * have.
	 */
	synchronized List<SocketInfo> availableTo(String taker) {
		return list().stream().filter((socket) -> taker.equals(this.takers.getOrDefault(socket, taker))).toList();
	}

	/**
	 * Return duplicates of listeners for a web server, which may ask again at its next
	 * start. The caller closes them.
	 */
	synchronized List<ServerSocketChannel> serve(List<SocketInfo> sockets, String taker, int backlog) {
		sockets.forEach((socket) -> checkFree(socket, taker));
		List<ServerSocketChannel> duplicates = new ArrayList<>();
		try {
			for (SocketInfo socket : sockets) {
				duplicates.add(masters().duplicateListener(socket, backlog));
				this.takers.put(socket, taker);
			}
			return duplicates;
		}
		catch (RuntimeException ex) {
			duplicates.forEach(InheritedSockets::closeQuietly);
			throw ex;
		}
	}

	private synchronized <C extends Channel> C take(String nameOrIndex, Set<SocketKind> kinds,
			Function<SocketInfo, C> duplicate) {
		List<SocketInfo> found = require(nameOrIndex, kinds);
		SocketInfo socket = found.stream()
			.filter((candidate) -> !this.takers.containsKey(candidate))
			.findFirst()
			.orElse(found.get(0));
		checkFree(socket, null);
		C channel = duplicate.apply(socket);
		this.takers.put(socket, "the application");
		this.channels.add(channel);
		return channel;
	}

	private void checkFree(SocketInfo socket, @Nullable String taker) {
		String other = this.takers.get(socket);
		if (other != null && !other.equals(taker)) {
			throw new InheritedSocketException("The inherited socket " + socket + " is already taken by " + other + ".",
					"Take each socket once. If the web server should leave it to the application,"
							+ " name the web server's own sockets in 'qsu.socket.server'.");
		}
	}

	/**
	 * Return the sockets of a name, each of which must be of a certain kind.
	 */
	List<SocketInfo> require(String nameOrIndex, Set<SocketKind> kinds) {
		List<SocketInfo> found = find(nameOrIndex);
		if (found.isEmpty()) {
			throw missing(nameOrIndex);
		}
		List<SocketInfo> matching = found.stream().filter((socket) -> kinds.contains(socket.kind())).toList();
		if (matching.isEmpty()) {
			throw unfit(found.get(0), kinds);
		}
		return matching;
	}

	private static InheritedSocketException unfit(SocketInfo socket, Set<SocketKind> kinds) {
		return new InheritedSocketException(
				"The inherited socket " + socket + " cannot be used as " + describe(kinds) + ".",
				socket.kind().remedy()
						+ " Or have the launcher hand over such a socket: in a .socket unit ListenStream="
						+ " makes listeners and ListenDatagram= makes UDP sockets; systemfd makes them with"
						+ " -s http::PORT and -s udp::PORT.");
	}

	private InheritedSocketException missing(String nameOrIndex) {
		if (this.masters == null) {
			return new InheritedSocketException(
					"The socket '" + nameOrIndex + "' cannot be used, because inherited sockets are disabled.",
					"Remove 'qsu.socket.enabled=false', or whatever asks for the socket.");
		}
		String inherited = list().stream().map(SocketInfo::toString).collect(Collectors.joining(", "));
		String problem = problem();
		return new InheritedSocketException(
				"No socket with the name or index '" + nameOrIndex + "' was inherited. "
						+ ((inherited.isEmpty()) ? "No socket was inherited at all" : "Inherited: " + inherited)
						+ ((problem != null) ? ". Not usable: " + problem : "") + ".",
				"Start the application with that socket: in a systemd .socket unit set FileDescriptorName="
						+ nameOrIndex + " and start the service by the socket; systemfd gives no names,"
						+ " so with it use the index, from 0.");
	}

	private static String describe(Set<SocketKind> kinds) {
		return kinds.stream().sorted().map((kind) -> "a " + kind).collect(Collectors.joining(" or "));
	}

	private MasterSockets masters() {
		Assert.state(this.masters != null, "No sockets");
		return this.masters;
	}

	/**
	 * Close the channels that the application took. The inherited sockets themselves stay
	 * open for as long as the process lives.
	 */
	@Override
	public synchronized void close() {
		this.channels.forEach(InheritedSockets::closeQuietly);
		this.channels.clear();
	}

	private static void closeQuietly(Channel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.warn("Could not close " + channel, ex);
		}
	}

}
