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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import reactor.netty.http.server.HttpServer;

import dev.qsu.boot.server.netty.NettySocketsCustomizer;
import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.SocketClaims;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettySocketAutoConfiguration}.
 */
class NettySocketAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(NettySocketAutoConfiguration.class,
			SocketAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void inReactiveApplicationCustomizerExists() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(NettySocketsCustomizer.class));
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenListenerWasInheritedCustomizerIsActive() throws IOException {
		ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		try (Inheritance inheritance = Inheritance.of("http", listener)) {
			this.contextRunner.withBean(SocketClaims.class, inheritance::claims)
				.run((context) -> assertThat(customized(context).getServerCustomizers()).hasSize(1));
		}
	}

	@Test
	void whenNothingWasInheritedCustomizerIsInert() {
		this.contextRunner.run(NettySocketAutoConfigurationTests::assertInert);
	}

	@Test
	void whenDisabledCustomizerIsInert() {
		this.contextRunner.withPropertyValues("qsu.socket.enabled=false")
			.run(NettySocketAutoConfigurationTests::assertInert);
	}

	@Test
	void inServletApplicationBacksOff() {
		new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettySocketsCustomizer.class));
	}

	@Test
	void inNonWebApplicationBacksOff() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettySocketsCustomizer.class));
	}

	@Test
	void whenSpringBootsReactorNettyIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(NettyReactiveWebServerFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettySocketsCustomizer.class));
	}

	@Test
	void whenReactorNettyIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(HttpServer.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(NettySocketsCustomizer.class));
	}

	private static void assertInert(AssertableReactiveWebApplicationContext context) {
		assertThat(customized(context).getServerCustomizers()).isEmpty();
	}

	private static NettyReactiveWebServerFactory customized(AssertableReactiveWebApplicationContext context) {
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
		context.getBean(NettySocketsCustomizer.class).customize(factory);
		return factory;
	}

}
