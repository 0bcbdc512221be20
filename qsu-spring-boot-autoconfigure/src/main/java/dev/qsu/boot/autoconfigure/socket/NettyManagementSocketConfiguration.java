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
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;

import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.server.netty.NettySocketsCustomizer;

/**
 * {@link ManagementContextConfiguration @ManagementContextConfiguration} for inherited
 * sockets on Reactor Netty, if the management server runs in a context of its own.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass({ NettyReactiveWebServerFactory.class, HttpServer.class })
class NettyManagementSocketConfiguration {

	@Bean
	NettySocketsCustomizer managementNettySocketsCustomizer(WebServerSocketsFactory sockets,
			ObjectProvider<ReactorResourceFactory> resources) {
		return new NettySocketsCustomizer(sockets.forManagement(), resources);
	}

}
