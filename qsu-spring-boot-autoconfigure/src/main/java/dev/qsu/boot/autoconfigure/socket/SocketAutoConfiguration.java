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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.qsu.boot.server.AcceptGate;
import dev.qsu.boot.server.AcceptGateCloser;
import dev.qsu.boot.server.RetainedListeners;
import dev.qsu.boot.server.UnusedSocketReporter;
import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.socket.ClaimedSockets;
import dev.qsu.boot.socket.InheritedSocketInjection;
import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for inherited sockets.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(SocketProperties.class)
public final class SocketAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SocketClaims socketClaims(SocketProperties properties) {
		// A context shares the claims of its parent, so that each socket is taken once.
		SocketClaims claims = SocketClaims.ofThisProcess(properties);
		claims.logReceived();
		return claims;
	}

	@Bean
	@ConditionalOnMissingBean(InheritedSockets.class)
	ClaimedSockets inheritedSockets(SocketClaims claims) {
		return new ClaimedSockets(claims);
	}

	@Bean
	InheritedSocketInjection inheritedSocketInjection(AutowireCapableBeanFactory beanFactory,
			InheritedSockets sockets) {
		// The name of the bean is part of what @InheritedSocket stands for.
		return new InheritedSocketInjection(beanFactory, sockets);
	}

	@Bean(destroyMethod = "")
	AcceptGate acceptGate() {
		// Of this context, as a parent goes on accepting when its child closes.
		return new AcceptGate();
	}

	@Bean
	WebServerSocketsFactory webServerSocketsFactory(SocketClaims sockets, SocketProperties properties,
			AcceptGate acceptGate, ObjectProvider<RetainedListeners> retainedListeners) {
		return new WebServerSocketsFactory(sockets, properties, acceptGate, retainedListeners.getIfAvailable());
	}

	@Bean
	AcceptGateCloser acceptGateCloser(ApplicationContext context, AcceptGate acceptGate,
			ObjectProvider<RetainedListeners> retainedListeners) {
		return new AcceptGateCloser(context, acceptGate, retainedListeners.getIfAvailable());
	}

	@Bean
	UnusedSocketReporter unusedSocketReporter(ApplicationContext context, InheritedSockets sockets) {
		return new UnusedSocketReporter(context, sockets);
	}

}
