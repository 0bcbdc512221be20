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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.jna.windows.NativeServiceStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScmStatus}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScmStatusTests {

	private final FakeService service = new FakeService();

	private final ScmStatus status = new ScmStatus(this.service);

	@BeforeEach
	void connect() {
		this.status.connected(FakeService.HANDLE);
		this.service.statuses.clear();
	}

	@Test
	void whenConnectedIsStartingAndAcceptsNothing() {
		this.status.connected(FakeService.HANDLE);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.START_PENDING, 0, 0, 0, 1, 60_000));
	}

	@Test
	void whenConnectedLateReportsTheLatestStatus() {
		ScmStatus early = new ScmStatus(this.service);
		early.step(NativeServiceStatus.START_PENDING, 1000);
		early.stopped(1066, 1);
		assertThat(this.service.statuses).isEmpty();
		early.connected(FakeService.HANDLE);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, 1066, 1, 0, 0));
	}

	@Test
	void checkpointRisesWithEachStepAndIsZeroInOtherStates() {
		this.status.step(NativeServiceStatus.START_PENDING, 1000);
		this.status.step(NativeServiceStatus.START_PENDING, 2000);
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		this.status.step(NativeServiceStatus.STOP_PENDING, 3000);
		this.status.step(NativeServiceStatus.STOP_PENDING, 3000);
		this.status.stopped(0, 0);
		assertThat(this.service.statuses).containsExactly(
				new NativeServiceStatus(NativeServiceStatus.START_PENDING, 0, 0, 0, 2, 1000),
				new NativeServiceStatus(NativeServiceStatus.START_PENDING, 0, 0, 0, 3, 2000),
				new NativeServiceStatus(NativeServiceStatus.RUNNING, 5, 0, 0, 0, 0),
				new NativeServiceStatus(NativeServiceStatus.STOP_PENDING, 0, 0, 0, 1, 3000),
				new NativeServiceStatus(NativeServiceStatus.STOP_PENDING, 0, 0, 0, 2, 3000),
				new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, 0, 0, 0, 0));
	}

	@Test
	void stateThatIsNotPendingIsReportedOnce() {
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		assertThat(this.service.statuses).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { NativeServiceStatus.START_PENDING, NativeServiceStatus.RUNNING,
			NativeServiceStatus.PAUSE_PENDING, NativeServiceStatus.PAUSED, NativeServiceStatus.CONTINUE_PENDING })
	void whenStopIsRequestedThereIsNoWayBack(int state) {
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		this.status.stopRequested(1000);
		this.status.enter(state, 5);
		this.status.step(state, 1000);
		assertThat(this.service.states()).containsExactly(NativeServiceStatus.RUNNING,
				NativeServiceStatus.STOP_PENDING);
	}

	@Test
	void whenApplicationStartsAgainAfterItStoppedTheServiceStarts() {
		this.status.step(NativeServiceStatus.STOP_PENDING, 1000);
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		this.status.step(NativeServiceStatus.START_PENDING, 1000);
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		assertThat(this.service.states()).containsExactly(NativeServiceStatus.STOP_PENDING,
				NativeServiceStatus.START_PENDING, NativeServiceStatus.RUNNING);
	}

	@ParameterizedTest
	@ValueSource(ints = { NativeServiceStatus.PAUSE_PENDING, NativeServiceStatus.CONTINUE_PENDING })
	void whenPausingOrResumingTheServiceCanBeStopped(int state) {
		this.status.enter(NativeServiceStatus.RUNNING, 0x107);
		this.status.step(state, 1000);
		assertThat(this.service.statuses).endsWith(new NativeServiceStatus(state, 0x105, 0, 0, 1, 1000));
	}

	@Test
	void whenStoppedReportsNothingMore() {
		this.status.stopped(1066, 7);
		this.status.stopped(0, 0);
		this.status.step(NativeServiceStatus.STOP_PENDING, 1000);
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, 1066, 7, 0, 0));
	}

	@Test
	void whenApplicationStartsAgainTheServiceKeepsRunning() {
		this.status.enter(NativeServiceStatus.RUNNING, 5);
		this.status.step(NativeServiceStatus.START_PENDING, 1000);
		assertThat(this.service.states()).containsExactly(NativeServiceStatus.RUNNING);
	}

	@Test
	void whenWindowsRefusesTheControlsAcceptsTheBasicOnes(CapturedOutput output) {
		this.service.statusFailure = TestNativeCallExceptions.of("SetServiceStatus", 13);
		this.status.enter(NativeServiceStatus.RUNNING, 0x805);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.RUNNING, 5, 0, 0, 0, 0));
		assertThat(output).contains("Could not report NativeServiceStatus[")
			.contains("Set 'qsu.windows.accepted-controls' to the controls that this version of Windows supports");
	}

	@Test
	void whenWindowsDoesNotKnowPreshutdownAcceptsShutdown() {
		this.service.statusFailure = TestNativeCallExceptions.of("SetServiceStatus", 13);
		this.status.enter(NativeServiceStatus.RUNNING, 0x101);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.RUNNING, 5, 0, 0, 0, 0));
	}

	@Test
	void whenWindowsRefusesTheBasicControlsWarns(CapturedOutput output) {
		this.service.allStatusesFail = true;
		this.service.statusFailure = TestNativeCallExceptions.of("SetServiceStatus", 6);
		this.status.enter(NativeServiceStatus.RUNNING, 0x805);
		assertThat(output).contains("The basic controls were refused too: SetServiceStatus failed: ");
	}

}
