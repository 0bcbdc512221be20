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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.Assert;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import dev.qsu.boot.server.WebServerSockets;

/**
 * {@link WebServerFactoryCustomizer} that has Reactor Netty serve inherited listeners or
 * retain its own listener across restarts of the context. Does nothing if neither
 * applies.
 */
public final class NettySocketsCustomizer
		implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

	private static final Log logger = LogFactory.getLog(NettySocketsCustomizer.class);

	private static final String RESOURCES = "resourceFactory";

	private final WebServerSockets sockets;

	private final ObjectProvider<ReactorResourceFactory> resources;

	private final String resourcesField;

	/**
	 * Create an instance.
	 * @param sockets where the connections come from
	 * @param resources what Spring Boot gives to its factory
	 */
	public NettySocketsCustomizer(WebServerSockets sockets, ObjectProvider<ReactorResourceFactory> resources) {
		this(sockets, resources, RESOURCES);
	}

	NettySocketsCustomizer(WebServerSockets sockets, ObjectProvider<ReactorResourceFactory> resources,
			String resourcesField) {
		this.sockets = sockets;
		this.resources = resources;
		this.resourcesField = resourcesField;
	}

	@Override
	public int getOrder() {
		// After customizers of the application
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Spring Boot would have the server run on the resources of the factory after the
	 * customizers, so they are taken from it and used by ours, which only adds the server
	 * channel to their event loops.
	 */
	@Override
	public void customize(NettyReactiveWebServerFactory factory) {
		if (factory.getPort() >= 0 && this.sockets.isNeeded()) {
			ReactorResourceFactory resources = resources(factory);
			// Spring Boot would otherwise replace the loop resources after the
			// customizers
			factory.setResourceFactory(null);
			factory.addServerCustomizers((server) -> customize(server, factory.getPort(), resources));
		}
	}

	private @Nullable ReactorResourceFactory resources(NettyReactiveWebServerFactory factory) {
		// The factory does not tell which resources it was given. Those of the context
		// are what Spring Boot gives to its own; an application may have given others,
		// or none.
		DirectFieldAccessor fields = new DirectFieldAccessor(factory);
		Class<?> type = fields.getPropertyType(this.resourcesField);
		if (type == ReactorResourceFactory.class) {
			return (ReactorResourceFactory) fields.getPropertyValue(this.resourcesField);
		}
		logger.warn("The resources that " + factory.getClass().getName()
				+ " was given cannot be read in this version of Spring Boot, so Reactor Netty runs on those of the"
				+ " bean ReactorResourceFactory. Use a version of Spring Boot that qsu supports");
		return this.resources.getIfUnique();
	}

	private HttpServer customize(HttpServer server, int port, @Nullable ReactorResourceFactory resources) {
		ListenAddress address = new ListenAddress(this.sockets, server.configuration().bindAddress(), port);
		return withoutNoDelayOnUnix(server).bindAddress(address)
			.runOn(new ConnectionSourceLoopResources(loops(server, resources), this.sockets, address))
			.doOnChannelInit((observer, channel, remoteAddress) -> ConnectionHandler.install(channel))
			.childObserve(ConnectionHandler::observe);
	}

	private HttpServer withoutNoDelayOnUnix(HttpServer server) {
		// Reactor Netty would log a warning for each Unix connection. On TCP
		// connections, Netty sets the option anyway
		boolean unix = this.sockets.select().stream().anyMatch(ListenAddress::isUnix);
		boolean noDelay = Boolean.TRUE.equals(server.configuration().childOptions().get(ChannelOption.TCP_NODELAY));
		return (unix && noDelay) ? server.childOption(ChannelOption.TCP_NODELAY, null) : server;
	}

	private static Supplier<LoopResources> loops(HttpServer server, @Nullable ReactorResourceFactory resources) {
		return () -> {
			LoopResources loops = (resources != null) ? resources.getLoopResources()
					: server.configuration().loopResources();
			Assert.state(loops != null, "The resources of Reactor Netty have not been started");
			return loops;
		};
	}

}
