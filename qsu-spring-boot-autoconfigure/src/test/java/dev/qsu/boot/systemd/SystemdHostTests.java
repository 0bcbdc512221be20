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

import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.jna.linux.MonotonicClock;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SystemdHost}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SystemdHostTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Pattern MONOTONIC = Pattern.compile("MONOTONIC_USEC=(\\d+)");

	private final RecordingNotifySender sender = new RecordingNotifySender();

	private final Watchdog watchdog = new Watchdog(this.sender, Duration.ofMillis(100), (timeout) -> null);

	private final SystemdHost host = new SystemdHost(this.sender, null, true);

	@AfterEach
	void stopWatchdog() {
		this.watchdog.stop();
	}

	@Test
	void startIsReported() {
		report(ServiceState.STARTING, 0, "Starting", MINUTE);
		report(ServiceState.STARTING, 1, "Application context prepared", MINUTE);
		report(ServiceState.STARTING, 2, "Starting: created bean 7 of about 70", Duration.ofMillis(1500));
		report(ServiceState.RUNNING, 0, "Running", Duration.ZERO);
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Starting
				EXTEND_TIMEOUT_USEC=60000000

				STATUS=Application context prepared
				EXTEND_TIMEOUT_USEC=60000000

				STATUS=Starting: created bean 7 of about 70
				EXTEND_TIMEOUT_USEC=1500000

				READY=1
				STATUS=Running
				""");
	}

	@Test
	void stepOfRunningServiceIsNotReadyAgain() {
		report(ServiceState.RUNNING, 0, "Running", Duration.ZERO);
		report(ServiceState.RUNNING, 1, "Refusing traffic", Duration.ZERO);
		report(ServiceState.RUNNING, 2, "Importing", MINUTE);
		assertThat(this.sender.transcript()).isEqualTo("""
				READY=1
				STATUS=Running

				STATUS=Refusing traffic

				STATUS=Importing
				EXTEND_TIMEOUT_USEC=60000000
				""");
	}

	@Test
	void whenLimitOfTheUnitIsToBeKeptStopRequestsNoTime(CapturedOutput output) {
		SystemdHost limited = new SystemdHost(this.sender, null, false);
		limited.report(status(ServiceState.STARTING, 0, "Starting", MINUTE));
		limited.report(status(ServiceState.STOPPING, 0, "Stopping: terminated", MINUTE));
		limited.report(status(ServiceState.STOPPING, 1, "Stopping: webServer", MINUTE));
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Starting
				EXTEND_TIMEOUT_USEC=60000000

				STOPPING=1
				STATUS=Stopping: terminated

				STATUS=Stopping: webServer
				""");
		assertThat(output).contains("because 'qsu.systemd.extend-stop-timeout' is false");
	}

	@Test
	void whenEndBecomesCertainLaterStoppingIsReportedThen(CapturedOutput output) {
		this.host.report(new ServiceStatus(ServiceState.STOPPING, 0, "Failed", MINUTE, false, 1, List.of()));
		this.host.report(new ServiceStatus(ServiceState.STOPPING, 1, "Stopping", MINUTE, true, 1, List.of()));
		this.host.report(new ServiceStatus(ServiceState.STOPPING, 2, "Stopping: hook", MINUTE, true, 1, List.of()));
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Failed
				EXTEND_TIMEOUT_USEC=60000000

				STOPPING=1
				STATUS=Stopping
				EXTEND_TIMEOUT_USEC=60000000

				STATUS=Stopping: hook
				EXTEND_TIMEOUT_USEC=60000000
				""");
		assertThat(output).containsOnlyOnce("Asking systemd to wait up to 60 s for each step of the stop");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void reloadIsReportedWithTheTimeOfItsBeginning() {
		long before = MonotonicClock.microseconds();
		report(ServiceState.RELOADING, 0, "Reloading", Duration.ZERO);
		report(ServiceState.RELOADING, 1, "Reloading: certificates", Duration.ZERO);
		long after = MonotonicClock.microseconds();
		report(ServiceState.RUNNING, 0, "Running", Duration.ZERO);
		Matcher time = MONOTONIC.matcher(this.sender.transcript());
		assertThat(time.find()).isTrue();
		assertThat(Long.parseLong(time.group(1))).isBetween(before, after);
		assertThat(time.replaceAll("MONOTONIC_USEC=now")).isEqualTo("""
				RELOADING=1
				MONOTONIC_USEC=now
				STATUS=Reloading

				STATUS=Reloading: certificates

				READY=1
				STATUS=Running
				""");
	}

	@Test
	void stopIsReported() {
		report(ServiceState.STOPPING, 0, "Stopping: terminated", MINUTE);
		report(ServiceState.STOPPING, 1, "Stopping: webServerGracefulShutdown", MINUTE);
		report(ServiceState.STOPPED, 0, "Stopped", Duration.ZERO);
		assertThat(this.sender.transcript()).isEqualTo("""
				STOPPING=1
				STATUS=Stopping: terminated
				EXTEND_TIMEOUT_USEC=60000000

				STATUS=Stopping: webServerGracefulShutdown
				EXTEND_TIMEOUT_USEC=60000000

				EXIT_STATUS=0
				STATUS=Stopped
				""");
	}

	@Test
	void whenStoppingIsEnteredAgainDoesNotRepeatIt() {
		report(ServiceState.STOPPING, 0, "Stopping: interrupted", MINUTE);
		report(ServiceState.STOPPING, 0, "Stopping: terminated", MINUTE);
		assertThat(this.sender.transcript()).isEqualTo("""
				STOPPING=1
				STATUS=Stopping: interrupted
				EXTEND_TIMEOUT_USEC=60000000

				STATUS=Stopping: terminated
				EXTEND_TIMEOUT_USEC=60000000
				""");
	}

	@Test
	void failedStartIsReportedWithExitStatusAndErrorNumber() {
		report(ServiceState.STARTING, 0, "Starting", MINUTE);
		List<ServiceFailure> failures = List.of(
				new ServiceFailure(ServicePhase.START, new IllegalStateException(new BindException("in use"))),
				new ServiceFailure(ServicePhase.START, new IllegalStateException("no number")),
				new ServiceFailure(ServicePhase.STOP, new NoSuchFileException("/run/lock")));
		this.host
			.report(new ServiceStatus(ServiceState.STOPPING, 0, "Failed [start] in use", MINUTE, true, 3, failures));
		this.host.report(
				new ServiceStatus(ServiceState.STOPPED, 0, "Failed\n[start] in use", Duration.ZERO, true, 3, failures));
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Starting
				EXTEND_TIMEOUT_USEC=60000000

				STOPPING=1
				STATUS=Failed [start] in use
				EXTEND_TIMEOUT_USEC=60000000

				EXIT_STATUS=3
				ERRNO=98
				STATUS=Failed [start] in use
				""");
	}

	@Test
	void whenExitCodeIsNotKnownNoneIsReported() {
		this.host.report(new ServiceStatus(ServiceState.STOPPED, 0, "Stopped", Duration.ZERO, true, null, List.of()));
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Stopped
				""");
	}

	@Test
	void whenProcessEndsWithSuccessFailuresOnTheWayHaveNoErrorNumber() {
		List<ServiceFailure> failures = List.of(new ServiceFailure(ServicePhase.RUN, new BindException("in use")));
		this.host.report(new ServiceStatus(ServiceState.STOPPED, 0, "Stopped", Duration.ZERO, true, 0, failures));
		assertThat(this.sender.transcript()).isEqualTo("""
				EXIT_STATUS=0
				STATUS=Stopped
				""");
	}

	@Test
	void watchdogLivesFromReadyUntilStopped() {
		SystemdHost watched = new SystemdHost(this.sender, this.watchdog, true);
		watched.report(status(ServiceState.STARTING, 0, "Starting", MINUTE));
		assertThat(this.watchdog).extracting("executor").isNull();
		watched.report(status(ServiceState.RUNNING, 0, "Running", Duration.ZERO));
		awaitKeepAlivePing();
		watched.report(status(ServiceState.STOPPING, 0, "Stopping", MINUTE));
		this.sender.messages().clear();
		awaitKeepAlivePing();
		watched.report(status(ServiceState.STOPPED, 0, "Stopped", Duration.ZERO));
		assertThat(this.watchdog).extracting("executor").isNull();
	}

	@Test
	void firstKeepAlivePingFollowsReady() {
		SystemdHost watched = new SystemdHost(this.sender, this.watchdog, true);
		watched.report(status(ServiceState.RUNNING, 0, "Running", Duration.ZERO));
		awaitKeepAlivePing();
		assertThat(this.sender.messages()).first().isEqualTo("READY=1\nSTATUS=Running");
	}

	@Test
	void describeContainsAddressAndWatchdog() {
		assertThat(this.host.describe()).isEqualTo("notifying /run/recording");
		assertThat(new SystemdHost(this.sender, this.watchdog, true).describe())
			.isEqualTo("notifying /run/recording, watchdog 100 ms");
	}

	private void awaitKeepAlivePing() {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.sender.messages().contains("WATCHDOG=1"));
	}

	private void report(ServiceState state, long checkpoint, String text, Duration timeout) {
		this.host.report(status(state, checkpoint, text, timeout));
	}

	private static ServiceStatus status(ServiceState state, long checkpoint, String text, Duration timeout) {
		return new ServiceStatus(state, checkpoint, text, timeout, true, 0, List.of());
	}

}
