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
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;

import io.netty.channel.ChannelOption;
import io.netty.channel.unix.DomainSocketAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.Assert;

import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.socket.SocketKind;
import dev.qsu.boot.socket.WebServerSockets;

/**
 * Has Reactor Netty serve inherited listeners, or keep its own one across restarts of the
 * context. Does nothing if neither is wanted.
 *
 * @since 0.1.0
 */
public final class InheritedNettyCustomizer
		implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private static final Log logger = LogFactory.getLog(InheritedNettyCustomizer.class);

	private final WebServerSockets sockets;

	private final ObjectProvider<ReactorResourceFactory> resources;

	public InheritedNettyCustomizer(WebServerSockets sockets, ObjectProvider<ReactorResourceFactory> resources) {
		this.sockets = sockets;
		this.resources = resources;
	}

	/**
	 * After whatever the user may customize.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Spring Boot would have the server run on the resources of the factory after the
	 * customizers, so they are taken from it and used by ours.
	 */
	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		if (factory.getPort() >= 0 && this.sockets.isNeeded()) {
			List<SocketInfo> listeners = this.sockets.select();
			this.sockets.announce("Reactor Netty");
			factory.setResourceFactory(null);
			factory.addServerCustomizers((server) -> customize(server, listeners, factory.getPort()));
		}
	}

	private HttpServer customize(HttpServer server, List<SocketInfo> listeners, int port) {
		Supplier<LoopResources> loops = loops(server);
		SocketAddress own = address(server);
		if (listeners.isEmpty() && !(own instanceof InetSocketAddress)) {
			logger
				.warn("The listener is not kept across restarts, because Reactor Netty is configured with the address '"
						+ own + "'");
			return server.runOn(new LazyLoopResources(loops));
		}
		InetSocketAddress address = (own instanceof InetSocketAddress inet) ? inet : new InetSocketAddress(port);
		return bindTo(server, listeners, address)
			.runOn(new IntakeLoopResources(loops, this.sockets, listeners, address), false)
			.doOnChannelInit((observer, channel, remoteAddress) -> ConnectionHandler.install(channel))
			.childObserve(ConnectionHandler::observe);
	}

	/**
	 * Reactor Netty takes from the address whether the server has a port.
	 */
	private static HttpServer bindTo(HttpServer server, List<SocketInfo> listeners, InetSocketAddress own) {
		List<SocketInfo> unix = listeners.stream()
			.filter((listener) -> listener.kind() == SocketKind.UNIX_LISTENER)
			.toList();
		if (unix.isEmpty()) {
			return server.bindAddress(() -> own);
		}
		if (unix.size() == listeners.size()) {
			return server.bindAddress(() -> new DomainSocketAddress(unix.get(0).addressText()));
		}
		boolean noDelay = Boolean.TRUE.equals(server.configuration().childOptions().get(ChannelOption.TCP_NODELAY));
		return ((noDelay) ? server.childOption(ChannelOption.TCP_NODELAY, null) : server).bindAddress(() -> own);
	}

	private Supplier<LoopResources> loops(HttpServer server) {
		return () -> {
			ReactorResourceFactory factory = this.resources.getIfAvailable();
			if (factory == null) {
				return server.configuration().loopResources();
			}
			LoopResources loops = factory.getLoopResources();
			Assert.state(loops != null, "The resources of Reactor Netty are not started");
			return loops;
		};
	}

	private static @Nullable SocketAddress address(HttpServer server) {
		Supplier<? extends SocketAddress> address = server.configuration().bindAddress();
		return (address != null) ? address.get() : null;
	}

}
