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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScmControls}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScmControlsTests {

	private static final byte[] NO_DATA = {};

	private final RecordingRequests requests = new RecordingRequests();

	private final ScmControls controls = connect(new ScmControls());

	private ScmControls connect(ScmControls controls) {
		controls.connect(this.requests, () -> this.requests.requests.add("stop pending"), Duration.ofSeconds(2));
		return controls;
	}

	@ParameterizedTest
	@CsvSource({ "1, false", "5, true", "15, true" })
	void whenAskedToStopSaysSoBeforeItStops(int control, boolean systemShutdown) {
		assertThat(this.controls.handle(control, 0, NO_DATA)).isZero();
		assertThat(this.requests.requests).containsExactly("stop pending", "stop TERMINATED " + systemShutdown);
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
	void whenControlIsUnknownSaysSo(int control) {
		assertThat(this.controls.handle(control, 0, NO_DATA)).isEqualTo(ScmControls.ERROR_CALL_NOT_IMPLEMENTED);
		assertThat(this.requests.requests).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "13, 0", "12, 0x17", "11, 0x8001" })
	void whenAskedForPermissionPassesOnTheAnswer(int control, String eventType) {
		this.requests.denial = 5;
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isEqualTo(5);
		assertThat(this.requests.requests).singleElement().asString().startsWith("query Svc").endsWith(" PT2S");
		this.requests.denial = 0;
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "13, 4", "12, 0x18", "11, 0x8000", "14, 5", "16, 0" })
	void whenTheEventIsNoQuestionDoesNotWait(int control, String eventType) {
		assertThat(this.controls.handle(control, Integer.decode(eventType), NO_DATA)).isZero();
		assertThat(this.requests.requests).singleElement().asString().startsWith("Svc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 6, 7, 128 })
	void whenTooManyRequestsWaitRefuses(int control) {
		this.requests.full = true;
		assertThat(this.controls.handle(control, 0, NO_DATA)).isEqualTo(ScmControls.ERROR_SERVICE_CANNOT_ACCEPT_CTRL);
	}

	@Test
	void whenTooManyRequestsWaitStopsAllTheSame() {
		this.requests.full = true;
		assertThat(this.controls.handle(1, 0, NO_DATA)).isZero();
		assertThat(this.controls.handle(4, 0, NO_DATA)).isZero();
		assertThat(this.requests.requests).containsExactly("stop pending", "stop TERMINATED false");
	}

	@Test
	void whenNotConnectedAnswersInterrogateOnly() {
		ScmControls early = new ScmControls();
		assertThat(early.handle(4, 0, NO_DATA)).isZero();
		assertThat(early.handle(128, 0, NO_DATA)).isEqualTo(ScmControls.ERROR_SERVICE_CANNOT_ACCEPT_CTRL);
	}

	@Test
	void whenHandlingFailsNothingIsThrown(CapturedOutput output) {
		this.controls.connect(this.requests, () -> {
			throw new IllegalStateException("Broken");
		}, Duration.ZERO);
		assertThat(this.controls.handle(1, 0, NO_DATA)).isEqualTo(ScmControls.ERROR_EXCEPTION_IN_SERVICE);
		assertThat(output).contains("Control 1 failed");
	}

}
