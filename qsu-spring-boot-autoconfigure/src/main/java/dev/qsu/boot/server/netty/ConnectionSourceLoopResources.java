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

import java.util.List;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.ServerDomainSocketChannel;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import reactor.netty.resources.LoopResources;

import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.socket.SocketInfo;

/**
 * {@link LoopResources} with a server channel that takes its connections from a
 * connection source. The event loops are those of a delegate, which may be stopped and
 * started together with the context. The connections are JDK channels, so the event loops
 * must be NIO event loops.
 */
final class ConnectionSourceLoopResources implements LoopResources {

	private static final Log logger = LogFactory.getLog(ConnectionSourceLoopResources.class);

	private final Supplier<LoopResources> delegate;

	private final WebServerSockets sockets;

	private final ListenAddress address;

	ConnectionSourceLoopResources(Supplier<LoopResources> delegate, WebServerSockets sockets, ListenAddress address) {
		this.delegate = delegate;
		this.sockets = sockets;
		this.address = address;
	}

	LoopResources delegate() {
		return this.delegate.get();
	}

	@Override
	public boolean daemon() {
		return this.delegate.get().daemon();
	}

	@Override
	public boolean isDisposed() {
		return this.delegate.get().isDisposed();
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return this.delegate.get().onServer(useNative && this.address.isForeign());
	}

	@Override
	public EventLoopGroup onServerSelect(boolean useNative) {
		return this.delegate.get().onServerSelect(useNative && this.address.isForeign());
	}

	@Override
	public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
		return this.delegate.get().onChannelClass(type, group);
	}

	// Reactor Netty uses the result only as a Channel, whatever the requested type
	@Override
	@SuppressWarnings("unchecked")
	public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
		String obstacle = obstacle(type);
		if (obstacle == null) {
			return (C) ((type == ServerDomainSocketChannel.class)
					? new ConnectionSourceServerChannel(this.sockets, this.address.own())
					: new ConnectionSourceServerSocketChannel(this.sockets, this.address.own()));
		}
		report(obstacle);
		return this.delegate.get().onChannel(type, group);
	}

	private void report(String obstacle) {
		List<SocketInfo> listeners = this.sockets.select();
		if (!listeners.isEmpty()) {
			throw new FailureAnalyzedException(
					"Reactor Netty is configured with " + obstacle + ", which cannot serve the inherited sockets "
							+ listeners + ".",
					"Use HTTP/1.1 or HTTP/2 on NIO event loops, or set 'qsu.socket.enabled=false' to bind"
							+ " 'server.port' instead.");
		}
		if (this.sockets.isNeeded()) {
			logger
				.warn("The listener is not kept across restarts because Reactor Netty is configured with " + obstacle);
		}
	}

	private @Nullable String obstacle(Class<? extends Channel> type) {
		if (this.address.isForeign()) {
			return "the address '" + this.address.configured() + "'";
		}
		if (DatagramChannel.class.isAssignableFrom(type)) {
			return "HTTP/3";
		}
		EventLoopGroup loops = onServer(false);
		boolean nio = loops instanceof IoEventLoopGroup group && group.isIoType(NioIoHandler.class);
		return (!nio) ? "event loops other than NIO" : null;
	}

}
