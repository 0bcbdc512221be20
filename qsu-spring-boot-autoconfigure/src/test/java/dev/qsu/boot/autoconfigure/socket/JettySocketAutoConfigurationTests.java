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

import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.qsu.boot.server.jetty.JettySocketsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JettySocketAutoConfiguration}.
 */
class JettySocketAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(JettySocketAutoConfiguration.class,
			SocketAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void inServletApplicationCustomizerExists() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(JettySocketsCustomizer.class));
	}

	@Test
	void whenNothingWasInheritedCustomizerIsInert() {
		this.contextRunner.run(JettySocketAutoConfigurationTests::assertInert);
	}

	@Test
	void whenDisabledCustomizerIsInert() {
		this.contextRunner.withPropertyValues("qsu.socket.enabled=false")
			.run(JettySocketAutoConfigurationTests::assertInert);
	}

	@Test
	void inNonWebApplicationBacksOff() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettySocketsCustomizer.class));
	}

	@Test
	void whenSpringBootsJettyIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(JettyWebServerFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettySocketsCustomizer.class));
	}

	@Test
	void whenJettyIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ServerConnector.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JettySocketsCustomizer.class));
	}

	private static void assertInert(AssertableWebApplicationContext context) {
		JettyServletWebServerFactory factory = new JettyServletWebServerFactory(0);
		context.getBean(JettySocketsCustomizer.class).customize(factory);
		assertThat(factory.getServerCustomizers()).isEmpty();
	}

}
