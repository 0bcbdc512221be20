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

import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

import dev.qsu.boot.server.tomcat.TomcatSocketsCustomizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TomcatSocketAutoConfiguration}.
 */
class TomcatSocketAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(TomcatSocketAutoConfiguration.class,
			SocketAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	@Test
	void inServletApplicationCustomizerExists() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(TomcatSocketsCustomizer.class));
	}

	@Test
	void whenNothingWasInheritedCustomizerIsInert() {
		this.contextRunner.run(TomcatSocketAutoConfigurationTests::assertInert);
	}

	@Test
	void whenDisabledCustomizerIsInert() {
		this.contextRunner.withPropertyValues("qsu.socket.enabled=false")
			.run(TomcatSocketAutoConfigurationTests::assertInert);
	}

	@Test
	void inNonWebApplicationBacksOff() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatSocketsCustomizer.class));
	}

	@Test
	void whenSpringBootsTomcatIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(TomcatWebServerFactory.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatSocketsCustomizer.class));
	}

	@Test
	void whenTomcatIsMissingBacksOff() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Http11NioProtocol.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TomcatSocketsCustomizer.class));
	}

	private static void assertInert(AssertableWebApplicationContext context) {
		TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
		context.getBean(TomcatSocketsCustomizer.class).customize(factory);
		assertThat(factory.getProtocol()).isEqualTo(Http11NioProtocol.class.getName());
		assertThat(factory.getConnectorCustomizers()).isEmpty();
	}

}
