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

package dev.qsu.boot.autoconfigure.systemd;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.qsu.boot.autoconfigure.service.ServiceAutoConfiguration;
import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.lifecycle.TestServiceInfo;
import dev.qsu.boot.systemd.NotifySocketNotifier;
import dev.qsu.boot.systemd.SystemdNotifier;
import dev.qsu.boot.systemd.SystemdProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SystemdAutoConfiguration}.
 */
class SystemdAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SystemdAutoConfiguration.class, ServiceAutoConfiguration.class));

	@Test
	void whenNotifySocketIsSetNotifierIsEnabled() {
		withNotifySocket("/run/notify")
			.run((context) -> assertThat(context.getBean(SystemdNotifier.class).isEnabled()).isTrue());
	}

	@Test
	void whenNotifySocketIsUnsetNotifierIsInert() {
		withNotifySocket(null)
			.run((context) -> assertThat(context.getBean(SystemdNotifier.class).isEnabled()).isFalse());
	}

	@Test
	void whenNotifySocketIsMalformedNotifierIsInert() {
		withNotifySocket("notify")
			.run((context) -> assertThat(context.getBean(SystemdNotifier.class).isEnabled()).isFalse());
	}

	@Test
	void whenNotifyIsDisabledNotifierIsInert() {
		withNotifySocket("/run/notify").withPropertyValues("qsu.systemd.notify=false")
			.run((context) -> assertThat(context.getBean(SystemdNotifier.class).isEnabled()).isFalse());
	}

	@Test
	void whenUserHasNotifierBacksOff() {
		this.contextRunner
			.withBean("userNotifier", SystemdNotifier.class,
					() -> NotifySocketNotifier.of(launch(null), new SystemdProperties()))
			.run((context) -> assertThat(context).getBeanNames(SystemdNotifier.class).containsExactly("userNotifier"));
	}

	@Test
	void inWebApplicationNotifierExists() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SystemdAutoConfiguration.class, ServiceAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(SystemdNotifier.class));
	}

	@Test
	void propertiesAreBound() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(SystemdProperties.class).isNotify()).isTrue();
			assertThat(context.getBean(SystemdProperties.class).isWatchdog()).isTrue();
		});
		this.contextRunner.withPropertyValues("qsu.systemd.notify=false", "qsu.systemd.watchdog=false")
			.run((context) -> {
				assertThat(context.getBean(SystemdProperties.class).isNotify()).isFalse();
				assertThat(context.getBean(SystemdProperties.class).isWatchdog()).isFalse();
			});
	}

	private ApplicationContextRunner withNotifySocket(@Nullable String notifySocket) {
		return this.contextRunner.withBean(ServiceInfo.class, () -> TestServiceInfo.of(launch(notifySocket)));
	}

	private static Launch launch(@Nullable String notifySocket) {
		return new Launch(Launcher.NONE, notifySocket, null, false, false);
	}

}
