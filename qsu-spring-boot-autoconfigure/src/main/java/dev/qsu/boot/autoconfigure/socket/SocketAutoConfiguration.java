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

package dev.qsu.boot.autoconfigure.socket;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.qsu.boot.socket.AcceptGate;
import dev.qsu.boot.socket.InheritedSocketInjection;
import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.ListenerKeeper;
import dev.qsu.boot.socket.SocketProperties;
import dev.qsu.boot.socket.WebServerSocketsFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for inherited sockets.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(SocketProperties.class)
public final class SocketAutoConfiguration {

	private static final Log logger = LogFactory.getLog(SocketAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	InheritedSockets inheritedSockets(SocketProperties properties) {
		InheritedSockets sockets = (properties.isEnabled()) ? InheritedSockets.ofThisProcess(properties)
				: InheritedSockets.none();
		if (sockets.problem() != null) {
			logger.warn("Inherited sockets cannot be used: " + sockets.problem());
		}
		if (sockets.origin() != null) {
			logger.info("The inherited sockets " + sockets.list() + " were fetched from " + sockets.origin()
					+ ", because a program between it and this process has closed them here");
		}
		return sockets;
	}

	@Bean
	@ConditionalOnMissingBean
	static InheritedSocketInjection inheritedSocketInjection() {
		return new InheritedSocketInjection();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	AcceptGate acceptGate() {
		return new AcceptGate();
	}

	@Bean
	@ConditionalOnMissingBean
	WebServerSocketsFactory webServerSocketsFactory(InheritedSockets sockets, SocketProperties properties,
			AcceptGate acceptGate, ObjectProvider<ListenerKeeper> keeper) {
		return new WebServerSocketsFactory(sockets, properties, acceptGate, keeper.getIfAvailable());
	}

	@Bean
	AcceptGateCloser acceptGateCloser(ApplicationContext context, AcceptGate acceptGate,
			ObjectProvider<ListenerKeeper> keeper) {
		return new AcceptGateCloser(context, acceptGate, keeper.getIfAvailable());
	}

	@Bean
	UnusedSocketReporter unusedSocketReporter(ApplicationContext context, InheritedSockets sockets) {
		return new UnusedSocketReporter(context, sockets);
	}

}
