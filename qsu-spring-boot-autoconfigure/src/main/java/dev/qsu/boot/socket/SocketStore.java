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

import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeSockets;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.process.ServiceProcess;
import dev.qsu.boot.socket.activation.AncestorSearch;

/**
 * Holds the inherited sockets, which stay open for the lifetime of the process. Takers
 * get duplicates.
 */
public final class SocketStore {

	/** The minimum backlog, which every listener already has. */
	static final int UNCHANGED = 1;

	private final Supplier<NativeSockets> sockets;

	private final List<Stored> stored;

	private final @Nullable String origin;

	private final @Nullable String problem;

	private final Set<SocketInfo> handedOver = new HashSet<>();

	/**
	 * Create a store.
	 * @param sockets supplies the sockets of the operating system when one is used first
	 * @param stored the usable sockets
	 * @param origin the ancestor process that the sockets were duplicated from, or
	 * {@code null} if this process inherited them directly
	 * @param problem why announced sockets cannot be used and what to do about it, or
	 * {@code null}
	 */
	SocketStore(Supplier<NativeSockets> sockets, List<Stored> stored, @Nullable String origin,
			@Nullable String problem) {
		this.sockets = sockets;
		this.stored = List.copyOf(stored);
		this.origin = origin;
		this.problem = problem;
	}

	/**
	 * Return the store of this process. The first call receives the sockets.
	 * @param searchAncestors whether to look for missing sockets in ancestor processes
	 * @return the store
	 */
	static SocketStore ofThisProcess(boolean searchAncestors) {
		return ServiceProcess.get(SocketStore.class, () -> SocketReceiver.receive(ProcessFacts.ofThisProcess(),
				(searchAncestors) ? new AncestorSearch() : null));
	}

	public @Nullable String origin() {
		return this.origin;
	}

	public @Nullable String problem() {
		return this.problem;
	}

	/**
	 * Return the usable sockets.
	 * @return the sockets, in the order in which they were passed
	 */
	public List<SocketInfo> sockets() {
		return this.stored.stream().map(Stored::info).toList();
	}

	ServerSocketChannel duplicateListener(SocketInfo socket, int backlog) {
		return duplicate(socket, (fd) -> {
			if (backlog > UNCHANGED) {
				this.sockets.get().raiseBacklog(fd, backlog);
			}
			return SocketChannels.serverSocketChannel(fd, family(fd));
		});
	}

	DatagramChannel duplicateDatagram(SocketInfo socket) {
		return duplicate(socket, SocketChannels::datagramChannel);
	}

	UnixDatagramSocket duplicateUnixDatagram(SocketInfo socket) {
		return duplicate(socket, UnixDatagramSocket::new);
	}

	/**
	 * Hand a connection over to the caller. The store does not keep it open: its peer
	 * waits until it is closed.
	 * @param socket the connection
	 * @return the channel, owned by the caller
	 * @throws InheritedSocketException if the socket is not connected
	 */
	synchronized SocketChannel handOver(SocketInfo socket) {
		Assert.state(!this.handedOver.contains(socket), () -> socket + " has already been handed over");
		try {
			SocketChannel channel = duplicate(socket,
					(fd) -> SocketChannels.socketChannel(fd, family(fd), this.sockets.get().remoteAddress(fd)));
			this.handedOver.add(socket);
			this.sockets.get().close(stored(socket).fd());
			return channel;
		}
		catch (NativeCallException ex) {
			if (!ex.isNotConnected()) {
				throw ex;
			}
			throw new InheritedSocketException("The inherited socket " + socket + " is not connected.",
					"If it was a connection, its peer has reset it, and there is nothing to do."
							+ " If it was meant as a listener, have the launcher call listen() on it.");
		}
	}

	/**
	 * Return the connections that have been handed over and are no longer in the store.
	 * @return the connections
	 */
	synchronized Set<SocketInfo> handedOver() {
		return Set.copyOf(this.handedOver);
	}

	private Stored stored(SocketInfo socket) {
		return this.stored.stream().filter((candidate) -> candidate.info().equals(socket)).findFirst().orElseThrow();
	}

	private <C> C duplicate(SocketInfo socket, IntFunction<C> channel) {
		int fd = this.sockets.get().duplicate(stored(socket).fd());
		try {
			return channel.apply(fd);
		}
		catch (RuntimeException ex) {
			this.sockets.get().close(fd);
			throw ex;
		}
	}

	private StandardProtocolFamily family(int fd) {
		return switch (this.sockets.get().family(fd)) {
			case INET6 -> StandardProtocolFamily.INET6;
			case UNIX -> StandardProtocolFamily.UNIX;
			default -> StandardProtocolFamily.INET;
		};
	}

	/**
	 * A stored socket.
	 *
	 * @param info the description of the socket
	 * @param fd the file descriptor, on Windows the {@code SOCKET}
	 */
	record Stored(SocketInfo info, int fd) {
	}

}
