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

package dev.qsu.boot.systemd;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.host.ServiceStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SystemdHostFactory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SystemdHostFactoryTests {

	private static final NativeAccessException DENIED = TestNativeCallExceptions.accessDenied();

	private static final ServiceRequests REQUESTS = mock(ServiceRequests.class);

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenNotifySocketIsUnsetCreatesNothing() {
		assertThat(create(Launcher.SYSTEMD, null)).isNull();
	}

	@Test
	void whenNotifySocketIsSetCreatesHostRegardlessOfTheLauncher() {
		ServiceHost host = create(Launcher.NONE, "/run/notify");
		assertThat(host).isInstanceOf(SystemdHost.class);
		assertThat(host.describe()).isEqualTo("notifying /run/notify, watchdog 30000 ms");
	}

	@Test
	void whenWatchdogIsDisabledCreatesHostWithoutIt() {
		this.environment.setProperty("qsu.systemd.watchdog", "false");
		ServiceHost host = create(Launcher.SYSTEMD, "/run/notify");
		assertThat(host).isNotNull();
		assertThat(host.describe()).isEqualTo("notifying /run/notify");
	}

	@Test
	void whenNotifyIsDisabledCreatesNothing() {
		this.environment.setProperty("qsu.systemd.notify", "false");
		assertThat(create(Launcher.SYSTEMD, "/run/notify")).isNull();
	}

	@Test
	void whenNotifySocketIsMalformedWarnsAndCreatesNothing(CapturedOutput output) {
		assertThat(create(Launcher.SYSTEMD, "notify")).isNull();
		assertThat(output).contains("The service manager cannot be notified: NOTIFY_SOCKET='notify' is neither"
				+ " an absolute path nor '@name' nor 'vsock:CID:PORT'");
	}

	@Test
	void whenNativeAccessIsDeniedSystemdIsNotKeptWaiting() {
		assertThatExceptionOfType(ServiceStartException.class)
			.isThrownBy(() -> create(Launcher.SYSTEMD, "/run/notify", denied()))
			.withMessage("systemd wants to be notified at /run/notify, which is not possible: " + DENIED.getReason())
			.satisfies((ex) -> assertThat(ex.getAction()).startsWith(DENIED.getAction())
				.endsWith("set 'qsu.systemd.notify' to false."));
	}

	@Test
	void whenNativeAccessIsDeniedAndVariableMayBeInheritedSaysSoAndCreatesNothing(CapturedOutput output) {
		assertThat(create(Launcher.NONE, "/run/notify", denied())).isNull();
		assertThat(output).contains("ERROR")
			.contains("The service manager at /run/notify cannot be notified: " + DENIED.getMessage())
			.doesNotContain("\tat ");
	}

	@Test
	void whenNobodyIsToBeNotifiedDoesNotAskForNativeAccess() {
		this.environment.setProperty("qsu.systemd.notify", "false");
		assertThat(create(Launcher.SYSTEMD, "/run/notify", denied())).isNull();
		assertThat(create(Launcher.SYSTEMD, null, denied())).isNull();
	}

	private static Runnable denied() {
		return () -> {
			throw DENIED;
		};
	}

	private @Nullable ServiceHost create(Launcher launcher, @Nullable String notifySocket) {
		return create(launcher, notifySocket, () -> {
		});
	}

	private @Nullable ServiceHost create(Launcher launcher, @Nullable String notifySocket, Runnable nativeAccess) {
		Launch launch = new Launch(launcher, notifySocket, Duration.ofSeconds(30), false, false);
		return new SystemdHostFactory(nativeAccess)
			.create(new ServiceHostContext(launch, true, this.environment, (patience) -> null, REQUESTS));
	}

}
