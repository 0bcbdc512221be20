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

import java.net.URL;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.devtools.restart.RestartInitializer;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.qsu.boot.server.RestartedListener;
import dev.qsu.boot.server.RetainedListeners;
import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DevToolsSocketAutoConfiguration}.
 */
class DevToolsSocketAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DevToolsSocketAutoConfiguration.class, SocketAutoConfiguration.class));

	@AfterEach
	void clear() {
		Restarter.clearInstance();
	}

	@Test
	void whenDevToolsRestartsKeepsListeners() {
		initialize();
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(RestartedListener.class);
			assertThat(context.getBean(RetainedListeners.class)).isSameAs(RetainedListeners.ofThisProcess());
			assertThat(context.getBean(WebServerSocketsFactory.class).forServer().isNeeded()).isTrue();
		});
	}

	@Test
	void whenDevToolsDoesNotRestartKeepsNothing() {
		Restarter.disable();
		this.runner.run((context) -> {
			assertThat(context).doesNotHaveBean(RetainedListeners.class);
			assertThat(context.getBean(WebServerSocketsFactory.class).forServer().isNeeded()).isFalse();
		});
	}

	@Test
	void whenTurnedOffKeepsNothing() {
		initialize();
		this.runner.withPropertyValues("qsu.socket.keep-across-restarts=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RetainedListeners.class));
	}

	@Test
	void whenDevToolsIsAbsentKeepsNothing() {
		this.runner.withClassLoader(new FilteredClassLoader(Restarter.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RetainedListeners.class));
	}

	@Test
	void restartTimeoutIsBound() {
		this.runner.withPropertyValues("qsu.socket.restart-timeout=3s")
			.run((context) -> assertThat(context.getBean(SocketProperties.class).getRestartTimeout())
				.isEqualTo(Duration.ofSeconds(3)));
	}

	private static void initialize() {
		Restarter.initialize(new String[0], false, (RestartInitializer) (thread) -> new URL[0], false);
	}

}
