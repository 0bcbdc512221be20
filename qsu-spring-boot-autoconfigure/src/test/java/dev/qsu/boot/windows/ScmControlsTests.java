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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.jna.windows.NativeServiceStatus;
import dev.qsu.boot.jna.windows.WindowsError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScmControls}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScmControlsTests {

	private static final byte[] NO_DATA = {};

	private final RecordingRequests requests = new RecordingRequests();

	private final FakeService service = new FakeService();

	private final ScmStatus status = new ScmStatus(this.service);

	private final ScmControls controls = connect(new ScmControls());

	private ScmControls connect(ScmControls controls) {
		this.status.connected(FakeService.HANDLE);
		this.status.enter(NativeServiceStatus.RUNNING, 0x7);
		this.service.statuses.clear();
		controls.connect(this.requests, new ScmPending(this.status, 1000, 2000), Duration.ofSeconds(2));
		return controls;
	}

	@ParameterizedTest
	@CsvSource({ "1, false", "5, true", "15, true" })
	void whenAskedToStopReportsItFirst(int control, boolean systemShutdown) {
		assertThat(this.controls.handle(control, 0, NO_DATA)).isZero();
		assertThat(this.requests.requests).containsExactly("stop TERMINATED " + systemShutdown);
		assertThat(this.service.statuses)
			.containsExactly(new NativeServiceStatus(NativeServiceStatus.STOP_PENDING, 0, 0, 0, 1, 2000));
	}

	@Test
	void whenAskedToPauseOrToContinueReportsItFirst() {
		assertThat(this.controls.handle(2, 0, NO_DATA)).isZero();
		assertThat(this.controls.handle(2, 0, NO_DATA)).isZero();
		this.status.enter(NativeServiceStatus.PAUSED, 0x7);
		assertThat(this.controls.handle(3, 0, NO_DATA)).isZero();
		assertThat(this.service.statuses).containsExactly(
				new NativeServiceStatus(NativeServiceStatus.PAUSE_PENDING, 0x5, 0, 0, 1, 2000),
				new NativeServiceStatus(NativeServiceStatus.PAUSED, 0x7, 0, 0, 0, 0),
				new NativeServiceStatus(NativeServiceStatus.CONTINUE_PENDING, 0x5, 0, 0, 1, 1000));
		assertThat(this.requests.requests).containsExactly("pause", "pause", "resume");
	}

	@Test
	void whenThereIsNothingToPauseOrToResumeTheStateStays() {
		assertThat(this.controls.handle(3, 0, NO_DATA)).isZero();
		this.status.enter(NativeServiceStatus.PAUSED, 0x7);
		assertThat(this.controls.handle(2, 0, NO_DATA)).isZero();
		assertThat(this.service.states()).containsExactly(NativeServiceStatus.PAUSED);
	}

	@Test
	void whenTooManyRequestsWaitAPauseIsTakenBack() {
		this.requests.full = true;
		this.controls.handle(2, 0, NO_DATA);
		assertThat(this.service.statuses)
			.endsWith(new NativeServiceStatus(NativeServiceStatus.RUNNING, 0x7, 0, 0, 0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "2, pause", "3, resume", "6, reload", "4, SvcInterrogateEvent", "7, SvcNetBindEvent ADD",
			"32, SvcTriggerEvent", "64, SvcUserModeRebootEvent", "128, SvcUserEvent 128", "255, SvcUserEvent 255" })
	void whenControlIsKnownPassesItOn(int control, String request) {
		assertThat(this.controls.handle(control, 0, NO_DATA)).isZero();
		assertThat(this.requests.requests).singleElement().asString().startsWithIgnoringCase(request);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 33, 127, 256, -1 })
	void whenControlIsUnknownReturnsError(int control) {
		assertThat(this.controls.handle(control, 0, NO_DATA)).isEqualTo(WindowsError.CALL_NOT_IMPLEMENTED);
		assertThat(this.requests.requests).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "13, 0", "12, 0x17", "11, 0x8001" })
	void whenControlIsQueryReturnsTheAnswer(int control, String eventType) {
		this.requests.denial = 5;
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isEqualTo(5);
		assertThat(this.requests.requests).singleElement().asString().startsWith("query Svc").endsWith(" PT2S");
		this.requests.denial = 0;
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "13, 4", "12, 0x18", "11, 0x8000", "14, 5", "16, 0" })
	void whenControlIsNoQueryDoesNotWait(int control, String eventType) {
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isZero();
		assertThat(this.requests.requests).singleElement().asString().startsWith("Svc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 6, 7, 128 })
	void whenTooManyRequestsWaitRefuses(int control) {
		this.requests.full = true;
		assertThat(this.controls.handle(control, 0, NO_DATA)).isEqualTo(WindowsError.SERVICE_CANNOT_ACCEPT_CTRL);
	}

	@Test
	void whenTooManyRequestsWaitStopsNevertheless() {
		this.requests.full = true;
		assertThat(this.controls.handle(1, 0, NO_DATA)).isZero();
		assertThat(this.controls.handle(4, 0, NO_DATA)).isZero();
		assertThat(this.requests.requests).containsExactly("stop TERMINATED false");
	}

	@Test
	void whenNotConnectedAnswersInterrogateOnly() {
		ScmControls early = new ScmControls();
		assertThat(early.handle(4, 0, NO_DATA)).isZero();
		assertThat(early.handle(128, 0, NO_DATA)).isEqualTo(WindowsError.SERVICE_CANNOT_ACCEPT_CTRL);
	}

	@Test
	void whenHandlingFailsNothingIsThrown(CapturedOutput output) {
		this.requests.failing = true;
		assertThat(this.controls.handle(6, 0, NO_DATA)).isEqualTo(WindowsError.EXCEPTION_IN_SERVICE);
		assertThat(output).contains("Control 6 failed");
	}

	@Test
	void whenQueryFailsPermits(CapturedOutput output) {
		this.requests.failing = true;
		assertThat(this.controls.handle(13, 0, NO_DATA)).isZero();
		assertThat(output).contains("Control 13 failed");
	}

}
