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

package dev.qsu.boot.windows;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.jna.windows.NativeServiceStatus;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceStatus;
import dev.qsu.boot.windows.event.SvcPowerEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScmHost} and for how {@link ScmHostFactory} sets it up.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScmHostTests {

	private static final String LID = "ba3e0f4d-b817-4094-a2d1-d56379e6a0f3";

	private final FakeService service = new FakeService();

	private final ScmConnection connection = new ScmConnection(this.service);

	private final RecordingRequests requests = new RecordingRequests();

	private final MockEnvironment environment = new MockEnvironment();

	@BeforeEach
	void start() throws Exception {
		this.connection.begin();
		this.connection.await(20_000);
	}

	@Test
	void statesAreReported() {
		ServiceHost host = host();
		report(host, ServiceState.STARTING, 0, 20);
		report(host, ServiceState.STARTING, 1, 20);
		report(host, ServiceState.RUNNING, 0, 0);
		report(host, ServiceState.RUNNING, 1, 0);
		report(host, ServiceState.RELOADING, 0, 0);
		report(host, ServiceState.RUNNING, 0, 0);
		report(host, ServiceState.PAUSING, 0, 5);
		report(host, ServiceState.PAUSED, 0, 0);
		report(host, ServiceState.RESUMING, 0, 6);
		report(host, ServiceState.RUNNING, 0, 0);
		report(host, ServiceState.STOPPING, 0, 30);
		report(host, ServiceState.STOPPING, 1, 30);
		host.report(status(ServiceState.STOPPED, 0, 0, 0));
		assertThat(this.service.statuses).containsExactly(pending(NativeServiceStatus.START_PENDING, 1, 60_000),
				pending(NativeServiceStatus.START_PENDING, 2, 20_000),
				pending(NativeServiceStatus.START_PENDING, 3, 20_000), lasting(NativeServiceStatus.RUNNING),
				stoppable(NativeServiceStatus.PAUSE_PENDING, 5000), lasting(NativeServiceStatus.PAUSED),
				stoppable(NativeServiceStatus.CONTINUE_PENDING, 6000), lasting(NativeServiceStatus.RUNNING),
				pending(NativeServiceStatus.STOP_PENDING, 1, 30_000),
				pending(NativeServiceStatus.STOP_PENDING, 2, 30_000),
				new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, 0, 0, 0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "1, 1066, 1", "7, 1066, 7", "-1, 1066, -1", ", 1067, 0" })
	void whenStoppedReportsTheExitCode(@Nullable Integer exitCode, int win32, int specific) {
		host().report(status(ServiceState.STOPPED, 0, 0, exitCode));
		assertThat(this.service.statuses)
			.endsWith(new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, win32, specific, 0, 0));
	}

	@Test
	void whenStopIsRequestedIsStoppingBeforeTheHandlerReturns() {
		this.environment.setProperty("qsu.service.stop-timeout", "42s");
		ServiceHost host = host();
		report(host, ServiceState.RUNNING, 0, 0);
		assertThat(this.connection.getControls().handle(1, 0, new byte[0])).isZero();
		assertThat(this.service.statuses).endsWith(pending(NativeServiceStatus.STOP_PENDING, 1, 42_000));
		report(host, ServiceState.RUNNING, 1, 0);
		assertThat(this.service.statuses).endsWith(pending(NativeServiceStatus.STOP_PENDING, 1, 42_000));
	}

	@Test
	void whenRequestedStopBeginsReportsNoFurtherStep() {
		ServiceHost host = host();
		report(host, ServiceState.RUNNING, 0, 0);
		this.connection.getControls().handle(1, 0, new byte[0]);
		report(host, ServiceState.STOPPING, 0, 30);
		assertThat(this.service.statuses).endsWith(pending(NativeServiceStatus.STOP_PENDING, 1, 60_000));
		report(host, ServiceState.STOPPING, 1, 30);
		assertThat(this.service.statuses).endsWith(pending(NativeServiceStatus.STOP_PENDING, 2, 30_000));
	}

	@Test
	void whenListenersCannotBeFoundTheServiceCanBeStopped(CapturedOutput output) {
		this.requests.failing = true;
		this.environment.setProperty("qsu.windows.preshutdown", "true");
		report(host(), ServiceState.RUNNING, 0, 0);
		assertThat(this.service.statuses.get(1).controlsAccepted()).isEqualTo(0x101);
		assertThat(output).contains("Could not determine which controls the application listens to")
			.contains("'qsu.windows.accepted-controls'")
			.contains("A bean cannot be created");
	}

	@Test
	void whenNotificationCannotBeRemovedTheStopIsReported() {
		this.environment.setProperty("qsu.windows.power-settings", LID);
		this.service.unregisterFailure = new UnsatisfiedLinkError("UnregisterPowerSettingNotification");
		ServiceHost host = host();
		report(host, ServiceState.RUNNING, 0, 0);
		host.report(status(ServiceState.STOPPED, 0, 0, 0));
		assertThat(this.service.states()).endsWith(NativeServiceStatus.STOPPED);
	}

	@Test
	void whenNotificationIsRefusedSaysWhichAndRuns(CapturedOutput output) {
		this.environment.setProperty("qsu.windows.power-settings", LID);
		this.service.registerFailure = TestNativeCallExceptions.of("RegisterPowerSettingNotification", 87);
		report(host(), ServiceState.RUNNING, 0, 0);
		assertThat(this.service.states()).endsWith(NativeServiceStatus.RUNNING);
		assertThat(output).contains("No events will be published for the power setting " + LID
				+ ". Correct the property, unless this version of Windows does not support it:"
				+ " RegisterPowerSettingNotification");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1s", "26s", "1d" })
	void whenVetoTimeoutIsOutOfRangeSaysWhichIsAllowed(String timeout) {
		this.environment.setProperty("qsu.windows.veto-timeout", timeout);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::host)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("qsu.windows.veto-timeout"))
			.withMessageContaining("at most 25s");
	}

	@Test
	void controlsAreThoseWithListenersWhenTheServiceRuns() {
		ServiceHost host = host();
		this.requests.listenedTo.add(SvcPowerEvent.class);
		report(host, ServiceState.RUNNING, 0, 0);
		assertThat(this.service.statuses.get(1).controlsAccepted()).isEqualTo(0x45);
	}

	@Test
	void controlsCanBeConfigured() {
		this.environment.setProperty("qsu.windows.accepted-controls", "stop, pause-continue");
		ServiceHost host = host();
		report(host, ServiceState.RUNNING, 0, 0);
		assertThat(this.service.statuses.get(1).controlsAccepted()).isEqualTo(0x3);
	}

	@Test
	void notificationsAreRegisteredWhileTheServiceRuns() {
		this.environment.setProperty("qsu.windows.power-settings", "lid-switch-state-change");
		this.environment.setProperty("qsu.windows.device-interfaces", "{A5DCBF10-6530-11D2-901F-00C04FB951ED}");
		ServiceHost host = host();
		assertThat(this.service.registrations).isEmpty();
		report(host, ServiceState.RUNNING, 0, 0);
		report(host, ServiceState.RUNNING, 0, 0);
		assertThat(this.service.registrations).containsExactly("power " + LID,
				"devices a5dcbf10-6530-11d2-901f-00c04fb951ed");
		host.report(status(ServiceState.STOPPED, 0, 0, 0));
		assertThat(this.service.registrations).isEmpty();
	}

	@Test
	void whenAnotherHostTakesItsPlaceNotificationsEnd() {
		this.environment.setProperty("qsu.windows.power-settings", LID);
		ServiceHost host = host();
		report(host, ServiceState.RUNNING, 0, 0);
		host.close();
		assertThat(this.service.registrations).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "power-settings", "device-interfaces" })
	void whenGuidIsWrongNamesTheProperty(String property) {
		this.environment.setProperty("qsu.windows." + property, "1-2-3-4-5");
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(this::host)
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("qsu.windows." + property))
			.withMessageContaining("1-2-3-4-5");
	}

	private ServiceHost host() {
		return ScmHostFactory.create(this.connection, this.environment, this.requests);
	}

	private static void report(ServiceHost host, ServiceState state, int checkpoint, int seconds) {
		if (state == ServiceState.RUNNING && checkpoint == 0) {
			host.prepareRunning();
		}
		host.report(status(state, checkpoint, seconds, null));
	}

	private static ServiceStatus status(ServiceState state, int checkpoint, int seconds, @Nullable Integer exitCode) {
		return new ServiceStatus(state, checkpoint, "text", Duration.ofSeconds(seconds), false, exitCode, List.of());
	}

	private static NativeServiceStatus pending(int state, int checkpoint, int waitHint) {
		return new NativeServiceStatus(state, 0, 0, 0, checkpoint, waitHint);
	}

	private static NativeServiceStatus stoppable(int state, int waitHint) {
		return new NativeServiceStatus(state, 0x5, 0, 0, 1, waitHint);
	}

	private static NativeServiceStatus lasting(int state) {
		return new NativeServiceStatus(state, 0x5, 0, 0, 0, 0);
	}

}
