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

package dev.qsu.boot.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ManagementPortEnvironmentPostProcessor}.
 */
class ManagementPortEnvironmentPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@ParameterizedTest
	@ValueSource(strings = { "qsu.socket.management", "qsu.socket.management[0]" })
	void whenManagementServerHasSocketsItGetsAPort(String property) {
		this.environment.setProperty(property, "admin");
		assertThat(port()).isEqualTo("0");
	}

	@Test
	void whenUserSetsThePortItStays() {
		this.environment.setProperty("qsu.socket.management", "admin");
		this.environment.setProperty("management.server.port", "9090");
		assertThat(port()).isEqualTo("9090");
	}

	@Test
	void whenInheritedSocketsAreDisabledNothingIsSet() {
		this.environment.setProperty("qsu.socket.management", "admin");
		this.environment.setProperty("qsu.socket.enabled", "false");
		assertThat(port()).isNull();
	}

	@Test
	void whenNothingIsConfiguredNothingIsSet() {
		assertThat(port()).isNull();
	}

	private String port() {
		new ManagementPortEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		return this.environment.getProperty("management.server.port");
	}

}
