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

package dev.qsu.boot.service.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceObserver;
import dev.qsu.boot.service.host.ServiceStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServiceStateMachine}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceStateMachineTests {

	private final RecordingHost host = new RecordingHost();

	private final ServiceProperties properties = new ServiceProperties();

	private final List<String> changes = new ArrayList<>();

	private final ServiceStateMachine machine = new ServiceStateMachine(
			(previous, state) -> this.changes.add(previous + " -> " + state));

	@BeforeEach
	void begin() {
		this.properties.setStartTimeout(Duration.ofSeconds(20));
		this.properties.setStopTimeout(Duration.ofSeconds(30));
		this.machine.begin(List.of(this.host), List.of(), () -> new ServiceSettings(this.properties, Duration.ZERO));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			STARTING,  STARTING,  false
			STARTING,  RUNNING,   true
			STARTING,  RELOADING, false
			STARTING,  PAUSING,   false
			STARTING,  PAUSED,    false
			STARTING,  RESUMING,  false
			STARTING,  STOPPING,  true
			STARTING,  STOPPED,   true
			RUNNING,   STARTING,  false
			RUNNING,   RUNNING,   false
			RUNNING,   RELOADING, true
			RUNNING,   PAUSING,   true
			RUNNING,   PAUSED,    false
			RUNNING,   RESUMING,  false
			RUNNING,   STOPPING,  true
			RUNNING,   STOPPED,   true
			RELOADING, STARTING,  false
			RELOADING, RUNNING,   true
			RELOADING, RELOADING, false
			RELOADING, PAUSING,   false
			RELOADING, PAUSED,    false
			RELOADING, RESUMING,  false
			RELOADING, STOPPING,  true
			RELOADING, STOPPED,   true
			PAUSING,   STARTING,  false
			PAUSING,   RUNNING,   true
			PAUSING,   RELOADING, false
			PAUSING,   PAUSING,   false
			PAUSING,   PAUSED,    true
			PAUSING,   RESUMING,  false
			PAUSING,   STOPPING,  true
			PAUSING,   STOPPED,   true
			PAUSED,    STARTING,  false
			PAUSED,    RUNNING,   false
			PAUSED,    RELOADING, false
			PAUSED,    PAUSING,   false
			PAUSED,    PAUSED,    false
			PAUSED,    RESUMING,  true
			PAUSED,    STOPPING,  true
			PAUSED,    STOPPED,   true
			RESUMING,  STARTING,  false
			RESUMING,  RUNNING,   true
			RESUMING,  RELOADING, false
			RESUMING,  PAUSING,   false
			RESUMING,  PAUSED,    true
			RESUMING,  RESUMING,  false
			RESUMING,  STOPPING,  true
			RESUMING,  STOPPED,   true
			STOPPING,  STARTING,  false
			STOPPING,  RUNNING,   false
			STOPPING,  RELOADING, false
			STOPPING,  PAUSING,   false
			STOPPING,  PAUSED,    false
			STOPPING,  RESUMING,  false
			STOPPING,  STOPPING,  false
			STOPPING,  STOPPED,   true
			STOPPED,   STARTING,  false
			STOPPED,   RUNNING,   false
			STOPPED,   RELOADING, false
			STOPPED,   PAUSING,   false
			STOPPED,   PAUSED,    false
			STOPPED,   RESUMING,  false
			STOPPED,   STOPPING,  false
			STOPPED,   STOPPED,   false
			""")
	void stateIsEnteredIfItCanFollow(ServiceState from, ServiceState to, boolean possible) {
		bringTo(from);
		this.host.reports.clear();
		assertThat(this.machine.enter(to, "text")).isEqualTo(possible);
		assertThat(this.machine.getState()).isEqualTo((possible) ? to : from);
		assertThat(this.host.reports).hasSize((possible) ? 1 : 0);
	}

	@Test
	void newMachineIsStartingAndNotSupervised() {
		ServiceStateMachine machine = new ServiceStateMachine((previous, state) -> {
		});
		assertThat(machine.getState()).isEqualTo(ServiceState.STARTING);
		assertThat(machine.isSupervised()).isFalse();
		assertThat(machine.enter(ServiceState.RUNNING, "Running")).isTrue();
	}

	@Test
	void lifeIsReported() {
		this.machine.step("Application context prepared");
		this.machine.step("Application context started");
		this.machine.enter(ServiceState.RUNNING, "Running");
		this.machine.step("Refusing traffic");
		this.machine.enter(ServiceState.RELOADING, "Reloading");
		this.machine.enter(ServiceState.RUNNING, "Running");
		this.machine.enter(ServiceState.STOPPING, "Stopping: terminated");
		this.machine.step("Stopping: webServer");
		this.machine.enter(ServiceState.STOPPED, "Stopped");
		assertThat(this.host.transcript()).isEqualTo("""
				STARTING 0 Starting PT20S
				STARTING 1 Application context prepared PT20S
				STARTING 2 Application context started PT20S
				RUNNING 0 Running PT0S
				RUNNING 1 Refusing traffic PT0S
				RELOADING 0 Reloading PT0S
				RUNNING 0 Running PT0S
				STOPPING 0 Stopping: terminated PT30S
				STOPPING 1 Stopping: webServer PT30S
				STOPPED 0 Stopped PT0S
				""");
	}

	@Test
	void whenSpringWaitsLongerForAPhaseTheStepsOfTheStopRequestThat() {
		this.machine.begin(List.of(this.host), List.of(),
				() -> new ServiceSettings(this.properties, Duration.ofSeconds(90)));
		this.machine.enter(ServiceState.STOPPING, "Stopping: terminated");
		this.machine.step("Stopping: webServer");
		assertThat(this.host.transcript()).endsWith("""
				STOPPING 0 Stopping: terminated PT30S
				STOPPING 1 Stopping: webServer PT1M30S
				""");
	}

	@Test
	void stepAfterExtendDoesNotRequestLess() {
		this.machine.extend(Duration.ofHours(1));
		this.machine.step("Next");
		ServiceStatus status = this.host.reports.get(this.host.reports.size() - 1);
		assertThat(status.timeout()).isGreaterThan(Duration.ofMinutes(59)).isLessThan(Duration.ofHours(1));
		this.machine.enter(ServiceState.STOPPING, "Stopping");
		status = this.host.reports.get(this.host.reports.size() - 1);
		assertThat(status.timeout()).isEqualTo(this.properties.getStopTimeout());
	}

	@Test
	void extendIsAStepThatKeepsTheTextAndHasItsOwnTimeout() {
		this.machine.step("Importing");
		this.machine.extend(Duration.ofMinutes(5));
		this.machine.enter(ServiceState.RUNNING, "Running");
		this.machine.extend(Duration.ofMinutes(6));
		assertThat(this.host.transcript()).isEqualTo("""
				STARTING 0 Starting PT20S
				STARTING 1 Importing PT20S
				STARTING 2 Importing PT5M
				RUNNING 0 Running PT0S
				RUNNING 1 Running PT6M
				""");
	}

	@Test
	void onlyTheFirstReportOfAStateIsItsEntry() {
		this.machine.step("Application context prepared");
		this.machine.enter(ServiceState.RUNNING, "Running");
		assertThat(this.host.reports).extracting(ServiceStatus::isEntered).containsExactly(true, false, true);
	}

	@Test
	void whenChangeIsIgnoredCheckpointsAreKept() {
		this.machine.step("one");
		this.machine.enter(ServiceState.RELOADING, "Reloading");
		this.machine.step("two");
		assertThat(this.host.reports).extracting(ServiceStatus::checkpoint).containsExactly(0L, 1L, 2L);
	}

	@Test
	void sinceIsTheTimeOfTheLastChange() throws Exception {
		Instant starting = this.machine.getSince();
		Thread.sleep(2);
		this.machine.step("Application context prepared");
		assertThat(this.machine.getSince()).isEqualTo(starting);
		this.machine.enter(ServiceState.RUNNING, "Running");
		assertThat(this.machine.getSince()).isAfter(starting).isBeforeOrEqualTo(Instant.now());
	}

	@Test
	void exitCodeIsReported() {
		this.machine.setExitCode(7);
		this.machine.enter(ServiceState.STOPPED, "Stopped");
		assertThat(this.host.reports).extracting(ServiceStatus::exitCode).containsExactly(null, 7);
	}

	@Test
	void failuresSoFarAreReportedInOrder() {
		ServiceFailure first = new ServiceFailure(ServicePhase.START, new IllegalStateException("first"));
		ServiceFailure second = new ServiceFailure(ServicePhase.STOP, new IllegalStateException("second"));
		this.machine.add(first);
		this.machine.enter(ServiceState.STOPPING, "Failed");
		this.machine.add(second);
		this.machine.enter(ServiceState.STOPPED, "Failed");
		assertThat(this.host.reports).extracting(ServiceStatus::failures)
			.containsExactly(List.of(), List.of(first), List.of(first, second));
		assertThat(this.machine.getFailures()).containsExactly(first, second);
	}

	@Test
	void failuresCannotBeChanged() {
		List<ServiceFailure> failures = this.machine.getFailures();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(failures::clear);
	}

	@Test
	void beginIsANewLifeForNewHosts() {
		this.machine.add(new ServiceFailure(ServicePhase.RUN, new IllegalStateException("old")));
		this.machine.setExitCode(7);
		this.machine.enter(ServiceState.STOPPED, "Stopped");
		this.host.reports.clear();
		RecordingHost other = new RecordingHost();
		ServiceProperties otherProperties = new ServiceProperties();
		this.machine.begin(List.of(other), List.of(), () -> new ServiceSettings(otherProperties, Duration.ZERO));
		assertThat(this.host.reports).isEmpty();
		assertThat(this.host.closed).isTrue();
		assertThat(other.closed).isFalse();
		assertThat(other.reports).containsExactly(new ServiceStatus(ServiceState.STARTING, 0, "Starting",
				Duration.ofSeconds(60), false, null, List.of()));
		assertThat(this.machine.getFailures()).isEmpty();
		assertThat(this.machine.getProperties()).isSameAs(otherProperties);
	}

	@Test
	void whenHostThrowsOthersAreCalledAndTheStateIsEntered(CapturedOutput output) {
		RecordingHost other = new RecordingHost();
		this.machine.begin(List.of(new FailingHost(), other), List.of(),
				() -> new ServiceSettings(this.properties, Duration.ZERO));
		assertThat(this.machine.enter(ServiceState.RUNNING, "Running")).isTrue();
		assertThat(this.machine.getState()).isEqualTo(ServiceState.RUNNING);
		assertThat(other.reports).extracting(ServiceStatus::state)
			.containsExactly(ServiceState.STARTING, ServiceState.RUNNING);
		assertThat(output).contains("Failed to report RUNNING to the failing host");
	}

	@Test
	void isSupervisedIfThereIsAHost() {
		assertThat(this.machine.isSupervised()).isTrue();
		this.machine.begin(List.of(), List.of(), () -> new ServiceSettings(this.properties, Duration.ZERO));
		assertThat(this.machine.isSupervised()).isFalse();
	}

	@Test
	void whenThereAreOnlyObserversIsNotSupervisedButReportsEachState() {
		List<ServiceStatus> observed = new ArrayList<>();
		this.machine.begin(List.of(), List.of(observed::add),
				() -> new ServiceSettings(this.properties, Duration.ZERO));
		assertThat(this.machine.isSupervised()).isFalse();
		this.machine.enter(ServiceState.RUNNING, "Running");
		assertThat(observed).extracting(ServiceStatus::state)
			.containsExactly(ServiceState.STARTING, ServiceState.RUNNING);
	}

	@Test
	void whenObserverThrowsOthersAreCalledAndTheStateIsEntered(CapturedOutput output) {
		List<ServiceStatus> observed = new ArrayList<>();
		ServiceObserver failing = (status) -> {
			throw new IllegalStateException("observer");
		};
		this.machine.begin(List.of(this.host), List.of(failing, observed::add),
				() -> new ServiceSettings(this.properties, Duration.ZERO));
		assertThat(this.machine.enter(ServiceState.RUNNING, "Running")).isTrue();
		assertThat(observed).hasSize(2);
		assertThat(this.machine.getFailures()).isEmpty();
		assertThat(output).contains("Failed to report RUNNING to ").contains("IllegalStateException: observer");
	}

	@Test
	void changesAreReportedOnceEach() {
		this.changes.clear();
		this.machine.enter(ServiceState.RUNNING, "Running");
		this.machine.step("Still running");
		this.machine.enter(ServiceState.STARTING, "impossible");
		this.machine.enter(ServiceState.STOPPING, "Stopping");
		assertThat(this.changes).containsExactly("STARTING -> RUNNING", "RUNNING -> STOPPING");
	}

	private void bringTo(ServiceState state) {
		List<ServiceState> before = switch (state) {
			case RELOADING, PAUSING -> List.of(ServiceState.RUNNING);
			case PAUSED -> List.of(ServiceState.RUNNING, ServiceState.PAUSING);
			case RESUMING -> List.of(ServiceState.RUNNING, ServiceState.PAUSING, ServiceState.PAUSED);
			default -> List.of();
		};
		before.forEach((other) -> this.machine.enter(other, "on the way"));
		if (state != ServiceState.STARTING) {
			this.machine.enter(state, "brought here");
		}
		assertThat(this.machine.getState()).isEqualTo(state);
	}

	private static final class RecordingHost implements ServiceHost {

		private final List<ServiceStatus> reports = new ArrayList<>();

		private boolean closed;

		@Override
		public void close() {
			this.closed = true;
		}

		@Override
		public void report(ServiceStatus status) {
			this.reports.add(status);
		}

		@Override
		public String describe() {
			return "recording";
		}

		String transcript() {
			StringBuilder transcript = new StringBuilder();
			for (ServiceStatus report : this.reports) {
				transcript.append("%s %d %s %s\n".formatted(report.state(), report.checkpoint(), report.text(),
						report.timeout()));
			}
			return transcript.toString();
		}

	}

	private static final class FailingHost implements ServiceHost {

		@Override
		public void report(ServiceStatus status) {
			throw new IllegalStateException("no service manager");
		}

		@Override
		public String describe() {
			return "the failing host";
		}

	}

}
