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

package dev.qsu.boot.server.jetty;

import org.eclipse.jetty.server.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.jetty.reactive.JettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.JettyResourceFactory;

import dev.qsu.boot.server.AbstractWebServerTests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for Jetty with a reactive application.
 */
class JettyReactiveTests extends AbstractWebServerTests {

	JettyReactiveTests() {
		super("JettyReactive", WebApplicationType.REACTIVE);
	}

	@Test
	void whenResourcesAreSharedKeepsThem() throws Exception {
		try (ConfigurableApplicationContext context = start(new Class<?>[] { Application.class, Sharing.class })) {
			JettyResourceFactory resources = context.getBean(JettyResourceFactory.class);
			Connector connector = ((JettyWebServer) webServer(context)).getServer().getConnectors()[0];
			assertThat(connector).isInstanceOf(ConnectionSourceServerConnector.class);
			assertThat(connector.getExecutor()).isSameAs(resources.getExecutor());
			assertThat(connector.getScheduler()).isSameAs(resources.getScheduler());
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(connector.getByteBufferPool()).isSameAs(resources.getByteBufferPool());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Sharing {

		@Bean
		JettyResourceFactory resources() {
			return new JettyResourceFactory();
		}

		@Bean
		WebServerFactoryCustomizer<JettyReactiveWebServerFactory> sharing(JettyResourceFactory resources) {
			return (factory) -> factory.setResourceFactory(resources);
		}

	}

}
