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

import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * {@link InheritedSockets} for the application. Its {@link SocketClaims} are shared with
 * the web servers.
 */
public final class ClaimedSockets implements InheritedSockets, AutoCloseable {

	private final SocketClaims claims;

	private final List<Channel> channels = new ArrayList<>();

	public ClaimedSockets(SocketClaims claims) {
		this.claims = claims;
	}

	@Override
	public @Nullable String problem() {
		return this.claims.problem();
	}

	@Override
	public @Nullable String origin() {
		return this.claims.origin();
	}

	@Override
	public List<String> names() {
		return list().stream().map(SocketInfo::name).toList();
	}

	@Override
	public List<SocketInfo> list() {
		return this.claims.list();
	}

	@Override
	public List<SocketInfo> find(String nameOrIndex) {
		return this.claims.find(nameOrIndex);
	}

	@Override
	public List<SocketInfo> free() {
		return this.claims.free();
	}

	@Override
	public ServerSocketChannel takeServerSocketChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.TCP_LISTENER, SocketKind.UNIX_LISTENER),
				(store, socket) -> store.duplicateListener(socket, SocketStore.UNCHANGED));
	}

	@Override
	public SocketChannel takeSocketChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.TCP_CONNECTION, SocketKind.UNIX_CONNECTION), SocketStore::handOver);
	}

	@Override
	public DatagramChannel takeDatagramChannel(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.UDP), SocketStore::duplicateDatagram);
	}

	@Override
	public UnixDatagramSocket takeUnixDatagramSocket(String nameOrIndex) {
		return take(nameOrIndex, Set.of(SocketKind.UNIX_DATAGRAM), SocketStore::duplicateUnixDatagram);
	}

	private synchronized <C extends Channel> C take(String nameOrIndex, Set<SocketKind> kinds,
			BiFunction<SocketStore, SocketInfo, C> opener) {
		C channel = this.claims.take(nameOrIndex, kinds, opener);
		this.channels.add(channel);
		return channel;
	}

	/**
	 * Close the channels that the application has taken. The inherited sockets themselves
	 * stay open for the lifetime of the process.
	 */
	@Override
	public synchronized void close() {
		this.channels.forEach(SocketClaims::closeQuietly);
		this.channels.clear();
	}

}
