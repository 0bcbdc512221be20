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
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Tracks which inherited socket is taken by whom. Each socket can be taken once, by the
 * application or by a web server. This class is thread-safe.
 */
public final class SocketClaims {

	private static final Log logger = LogFactory.getLog(SocketClaims.class);

	private final @Nullable SocketStore store;

	private final Map<SocketInfo, SocketTaker> takers = new HashMap<>();

	SocketClaims(@Nullable SocketStore store) {
		this.store = store;
		if (store != null) {
			store.handedOver().forEach((socket) -> this.takers.put(socket, SocketTaker.PREVIOUS_CONTEXT));
		}
	}

	/**
	 * Create claims on the sockets of this process. The first call receives the sockets.
	 * @param properties the properties that determine whether and where to look for
	 * sockets
	 * @return new claims, with no socket taken except for connections that an earlier
	 * application context took
	 */
	public static SocketClaims ofThisProcess(SocketProperties properties) {
		if (!properties.isEnabled()) {
			return none();
		}
		boolean searchAncestors = properties.getSearchAncestors() == SocketProperties.SearchAncestors.AUTO;
		return new SocketClaims(SocketStore.ofThisProcess(searchAncestors));
	}

	/**
	 * Create claims for use when inherited sockets are disabled.
	 * @return claims without any sockets
	 */
	public static SocketClaims none() {
		return new SocketClaims(null);
	}

	/**
	 * Log why sockets cannot be used and which process they were duplicated from.
	 */
	public void logReceived() {
		if (problem() != null) {
			logger.warn("Inherited sockets cannot be used: " + problem());
		}
		if (origin() != null) {
			logger.info("The inherited sockets " + list() + " were duplicated from " + origin()
					+ ", because a program between it and this process has closed them");
		}
	}

	@Nullable String problem() {
		return (this.store != null) ? this.store.problem() : null;
	}

	public @Nullable String origin() {
		return (this.store != null) ? this.store.origin() : null;
	}

	/**
	 * Return all sockets, whether taken or not.
	 * @return the sockets, in the order in which they were passed
	 */
	public List<SocketInfo> list() {
		return (this.store != null) ? this.store.sockets() : Collections.emptyList();
	}

	/**
	 * Return the sockets with the given name.
	 * @param nameOrIndex the name, or the zero-based index if no socket has such a name
	 * @return the sockets, empty if there are none
	 */
	public List<SocketInfo> find(String nameOrIndex) {
		Assert.notNull(nameOrIndex, "'nameOrIndex' must not be null");
		List<SocketInfo> named = list().stream().filter((socket) -> socket.name().equals(nameOrIndex)).toList();
		return (!named.isEmpty()) ? named
				: list().stream().filter((socket) -> Integer.toString(socket.index()).equals(nameOrIndex)).toList();
	}

	synchronized List<SocketInfo> free() {
		return list().stream().filter((socket) -> !this.takers.containsKey(socket)).toList();
	}

	/**
	 * Return the sockets that are available to a taker: the free ones and those it has
	 * already taken.
	 * @param taker the taker
	 * @return the sockets, in the order in which they were passed
	 */
	public synchronized List<SocketInfo> availableTo(SocketTaker taker) {
		return list().stream().filter((socket) -> this.takers.getOrDefault(socket, taker) == taker).toList();
	}

	/**
	 * Take listeners for a web server, which may do so again at its next start.
	 * @param sockets the listeners
	 * @param taker the web server
	 * @param backlog the minimum length of the accept queue
	 * @return duplicates of the listeners, to be closed by the caller
	 * @throws InheritedSocketException if a listener is already taken by another taker
	 */
	public synchronized List<ServerSocketChannel> serve(List<SocketInfo> sockets, SocketTaker taker, int backlog) {
		sockets.forEach((socket) -> checkFree(socket, taker));
		List<ServerSocketChannel> duplicates = new ArrayList<>();
		try {
			for (SocketInfo socket : sockets) {
				duplicates.add(store().duplicateListener(socket, backlog));
				this.takers.put(socket, taker);
			}
			return duplicates;
		}
		catch (RuntimeException ex) {
			duplicates.forEach(SocketClaims::closeQuietly);
			throw ex;
		}
	}

	/**
	 * Take a socket for the application.
	 * @param <C> the type of channel
	 * @param nameOrIndex the name, or the zero-based index if no socket has such a name
	 * @param kinds the kinds of socket that are acceptable
	 * @param opener opens a channel for a socket of the store
	 * @return the channel, owned by the caller
	 * @throws InheritedSocketException if there is no such socket, if it is of another
	 * kind, or if it is already taken
	 */
	synchronized <C extends Channel> C take(String nameOrIndex, Set<SocketKind> kinds,
			BiFunction<SocketStore, SocketInfo, C> opener) {
		List<SocketInfo> found = require(nameOrIndex, kinds);
		SocketInfo socket = found.stream()
			.filter((candidate) -> !this.takers.containsKey(candidate))
			.findFirst()
			.orElse(found.get(0));
		checkFree(socket, null);
		C channel = opener.apply(store(), socket);
		this.takers.put(socket, SocketTaker.APPLICATION);
		return channel;
	}

	private void checkFree(SocketInfo socket, @Nullable SocketTaker taker) {
		SocketTaker other = this.takers.get(socket);
		if (other != null && other != taker) {
			throw new InheritedSocketException("The inherited socket " + socket + " is already taken by " + other + ".",
					"Take each socket once. If the web server should leave it to the application,"
							+ " name the web server's own sockets in 'qsu.socket.server'.");
		}
	}

	/**
	 * Return the sockets with the given name that are of certain kinds.
	 * @param nameOrIndex the name, or the zero-based index if no socket has such a name
	 * @param kinds the kinds
	 * @return the sockets, at least one
	 * @throws InheritedSocketException if there is no such socket, or none of these kinds
	 */
	public List<SocketInfo> require(String nameOrIndex, Set<SocketKind> kinds) {
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
		if (this.store == null) {
			return new InheritedSocketException(
					"The socket '" + nameOrIndex + "' cannot be used, because inherited sockets are disabled.",
					"Remove 'qsu.socket.enabled=false', or what requests the socket.");
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

	private SocketStore store() {
		Assert.state(this.store != null, "No sockets");
		return this.store;
	}

	static void closeQuietly(Channel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			logger.warn("Could not close " + channel, ex);
		}
	}

}
