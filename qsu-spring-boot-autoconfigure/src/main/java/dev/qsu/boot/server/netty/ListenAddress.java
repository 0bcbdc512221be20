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

package dev.qsu.boot.server.netty;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;

import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.socket.SocketKind;

/**
 * The address for Reactor Netty to bind, which determines whether the server has a port.
 * It is requested at each start because the application may have taken listeners in the
 * meantime.
 */
final class ListenAddress implements Supplier<SocketAddress> {

	private final WebServerSockets sockets;

	private final @Nullable Supplier<? extends SocketAddress> configured;

	private final int port;

	ListenAddress(WebServerSockets sockets, @Nullable Supplier<? extends SocketAddress> configured, int port) {
		this.sockets = sockets;
		this.configured = configured;
		this.port = port;
	}

	@Override
	public SocketAddress get() {
		List<SocketInfo> listeners = this.sockets.select();
		if (listeners.isEmpty()) {
			return configured();
		}
		return (listeners.stream().allMatch(ListenAddress::isUnix))
				? new DomainSocketAddress(listeners.get(0).addressText()) : own();
	}

	/**
	 * Return the server's own address, as required by a connection source.
	 * @return the address to bind if there are no inherited listeners
	 */
	InetSocketAddress own() {
		return (configured() instanceof InetSocketAddress internet) ? internet : new InetSocketAddress(this.port);
	}

	SocketAddress configured() {
		return (this.configured != null) ? this.configured.get() : new InetSocketAddress(this.port);
	}

	/**
	 * Return whether the server listens on an address that a connection source does not
	 * support.
	 * @return whether there are no inherited listeners and the configured address is not
	 * an internet address
	 */
	boolean isForeign() {
		return this.sockets.select().isEmpty() && !(configured() instanceof InetSocketAddress);
	}

	static boolean isUnix(SocketInfo listener) {
		return listener.kind() == SocketKind.UNIX_LISTENER;
	}

}
