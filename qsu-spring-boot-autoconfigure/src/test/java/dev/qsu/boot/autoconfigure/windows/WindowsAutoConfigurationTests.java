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

package dev.qsu.boot.autoconfigure.windows;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.qsu.boot.windows.AcceptedControl;
import dev.qsu.boot.windows.WindowsProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WindowsAutoConfiguration}.
 */
class WindowsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WindowsAutoConfiguration.class));

	@Test
	void propertiesHaveDefaults() {
		this.runner.run((context) -> {
			WindowsProperties properties = context.getBean(WindowsProperties.class);
			assertThat(properties.getAcceptedControls()).isNull();
			assertThat(properties.isPreshutdown()).isFalse();
			assertThat(properties.getPowerSettings()).isEmpty();
			assertThat(properties.getDeviceInterfaces()).isEmpty();
			assertThat(properties.getVetoTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(properties.isLogFile()).isTrue();
		});
	}

	@Test
	void propertiesAreBound() {
		this.runner
			.withPropertyValues("qsu.windows.accepted-controls=stop,user-mode-reboot", "qsu.windows.preshutdown=true",
					"qsu.windows.power-settings=lid-switch-state-change", "qsu.windows.device-interfaces=a,b",
					"qsu.windows.veto-timeout=1s", "qsu.windows.log-file=false")
			.run((context) -> {
				WindowsProperties properties = context.getBean(WindowsProperties.class);
				assertThat(properties.getAcceptedControls()).containsExactlyInAnyOrder(AcceptedControl.STOP,
						AcceptedControl.USER_MODE_REBOOT);
				assertThat(properties.isPreshutdown()).isTrue();
				assertThat(properties.getPowerSettings()).containsExactly("lid-switch-state-change");
				assertThat(properties.getDeviceInterfaces()).containsExactly("a", "b");
				assertThat(properties.getVetoTimeout()).isEqualTo(Duration.ofSeconds(1));
				assertThat(properties.isLogFile()).isFalse();
			});
	}

}
