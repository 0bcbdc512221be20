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

import java.util.function.Supplier;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.Assert;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import dev.qsu.boot.server.WebServerSockets;

/**
 * Has Reactor Netty serve inherited listeners, or keep its own one across restarts of the
 * context. Does nothing if neither is wanted.
 */
public final class NettySocketsCustomizer
		implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private static final String RESOURCES = "resourceFactory";

	private final WebServerSockets sockets;

	public NettySocketsCustomizer(WebServerSockets sockets) {
		this.sockets = sockets;
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
			ReactorResourceFactory resources = resources(factory);
			factory.setResourceFactory(null);
			factory.addServerCustomizers((server) -> customize(server, factory.getPort(), resources));
		}
	}

	/**
	 * The factory does not tell. If it has changed, the server runs on what it would run
	 * on without Spring.
	 */
	private static @Nullable ReactorResourceFactory resources(NettyReactiveWebServerFactory factory) {
		DirectFieldAccessor fields = new DirectFieldAccessor(factory);
		return (fields.isReadableProperty(RESOURCES)
				&& fields.getPropertyValue(RESOURCES) instanceof ReactorResourceFactory resources) ? resources : null;
	}

	private HttpServer customize(HttpServer server, int port, @Nullable ReactorResourceFactory resources) {
		ListenAddress address = new ListenAddress(this.sockets, server.configuration().bindAddress(), port);
		return withoutDelayOfUnix(server).bindAddress(address)
			.runOn(new ConnectionSourceLoopResources(loops(server, resources), this.sockets, address))
			.doOnChannelInit((observer, channel, remoteAddress) -> ConnectionHandler.install(channel))
			.childObserve(ConnectionHandler::observe);
	}

	/**
	 * Reactor Netty would warn of each connection of a Unix socket. Netty sets the option
	 * by itself on those of TCP.
	 */
	private HttpServer withoutDelayOfUnix(HttpServer server) {
		boolean unix = this.sockets.select().stream().anyMatch(ListenAddress::isUnix);
		boolean noDelay = Boolean.TRUE.equals(server.configuration().childOptions().get(ChannelOption.TCP_NODELAY));
		return (unix && noDelay) ? server.childOption(ChannelOption.TCP_NODELAY, null) : server;
	}

	private static Supplier<LoopResources> loops(HttpServer server, @Nullable ReactorResourceFactory resources) {
		return () -> {
			LoopResources loops = (resources != null) ? resources.getLoopResources()
					: server.configuration().loopResources();
			Assert.state(loops != null, "The resources of Reactor Netty are not started");
			return loops;
		};
	}

}
