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

package dev.qsu.boot.reactor;

import java.net.InetSocketAddress;
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
import reactor.netty.resources.LoopResources;

import org.springframework.boot.diagnostics.FailureAnalyzedException;

import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.socket.WebServerSockets;

/**
 * Has Reactor Netty use a server channel that takes its connections from an intake. The
 * connections are channels of the JDK, so their event loops are NIO's.
 */
final class IntakeLoopResources extends LazyLoopResources {

	private static final Log logger = LogFactory.getLog(IntakeLoopResources.class);

	private final WebServerSockets sockets;

	private final List<SocketInfo> listeners;

	private final InetSocketAddress own;

	IntakeLoopResources(Supplier<LoopResources> delegate, WebServerSockets sockets, List<SocketInfo> listeners,
			InetSocketAddress own) {
		super(delegate);
		this.sockets = sockets;
		this.listeners = listeners;
		this.own = own;
	}

	@Override
	public EventLoopGroup onServer(boolean useNative) {
		return super.onServer(false);
	}

	@Override
	public EventLoopGroup onServerSelect(boolean useNative) {
		return super.onServerSelect(false);
	}

	/**
	 * Reactor Netty uses what is returned as a {@link Channel}, whatever it has asked
	 * for.
	 */
	@Override
	@SuppressWarnings("unchecked")
	public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
		String obstacle = obstacle(type);
		if (obstacle == null) {
			return (C) ((type == ServerDomainSocketChannel.class) ? new IntakeServerChannel(this.sockets, this.own)
					: new IntakeServerSocketChannel(this.sockets, this.own));
		}
		if (!this.listeners.isEmpty()) {
			throw new FailureAnalyzedException(
					"Reactor Netty is configured with " + obstacle + ", which cannot serve the inherited sockets "
							+ this.listeners + ".",
					"Use HTTP/1.1 or HTTP/2 on event loops of NIO, or set 'qsu.socket.enabled=false' to bind"
							+ " 'server.port' instead.");
		}
		logger.warn("The listener is not kept across restarts, because Reactor Netty is configured with " + obstacle);
		return super.onChannel(type, group);
	}

	private @Nullable String obstacle(Class<? extends Channel> type) {
		if (DatagramChannel.class.isAssignableFrom(type)) {
			return "HTTP/3";
		}
		EventLoopGroup loops = onServer(false);
		boolean nio = loops instanceof IoEventLoopGroup group && group.isIoType(NioIoHandler.class);
		return (!nio) ? "the event loops " + loops.getClass().getName() : null;
	}

}
