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

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcReloadEvent;
import dev.qsu.boot.service.SvcResumeEvent;
import dev.qsu.boot.windows.event.SvcHardwareProfileEvent;
import dev.qsu.boot.windows.event.SvcNetBindEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent;
import dev.qsu.boot.windows.event.SvcTimeChangeEvent;
import dev.qsu.boot.windows.event.SvcTriggerEvent;
import dev.qsu.boot.windows.event.SvcUserModeRebootEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptedControls}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AcceptedControlsTests {

	private final RecordingRequests requests = new RecordingRequests();

	private final WindowsProperties properties = new WindowsProperties();

	@Test
	void whenThereAreNoListenersAcceptsStopOnly() {
		assertThat(accepted()).containsExactlyInAnyOrder(AcceptedControl.STOP, AcceptedControl.SHUTDOWN);
		assertThat(AcceptedControls.bits(accepted())).isEqualTo(0x5);
	}

	@Test
	void whenPreshutdownIsSetReplacesShutdown() {
		this.properties.setPreshutdown(true);
		assertThat(accepted()).containsExactlyInAnyOrder(AcceptedControl.STOP, AcceptedControl.PRESHUTDOWN);
		assertThat(AcceptedControls.bits(accepted())).isEqualTo(0x101);
	}

	static Set<Arguments> events() {
		return Set.of(Arguments.of(SvcPauseEvent.class, 0x2), Arguments.of(SvcResumeEvent.class, 0x2),
				Arguments.of(SvcReloadEvent.class, 0x8), Arguments.of(SvcNetBindEvent.class, 0x10),
				Arguments.of(SvcHardwareProfileEvent.class, 0x20), Arguments.of(SvcPowerEvent.class, 0x40),
				Arguments.of(SvcSessionChangeEvent.class, 0x80), Arguments.of(SvcTimeChangeEvent.class, 0x200),
				Arguments.of(SvcTriggerEvent.class, 0x400), Arguments.of(SvcUserModeRebootEvent.class, 0x800));
	}

	@ParameterizedTest
	@MethodSource("events")
	void whenThereIsAListenerAcceptsTheControl(Class<? extends SvcEvent> type, int bit) {
		this.requests.listenedTo.add(type);
		assertThat(AcceptedControls.bits(accepted())).isEqualTo(0x5 | bit);
	}

	@Test
	void whenBeanCanBePausedAcceptsPause() {
		this.requests.pauseable = true;
		assertThat(accepted()).contains(AcceptedControl.PAUSE_CONTINUE);
	}

	@Test
	void whenConfiguredAcceptsWhatIsConfigured() {
		this.requests.pauseable = true;
		this.properties.setAcceptedControls(Set.of(AcceptedControl.STOP, AcceptedControl.POWER_EVENT));
		assertThat(AcceptedControls.bits(accepted())).isEqualTo(0x41);
	}

	@Test
	void whenStopIsNotConfiguredAcceptsItAndWarns(CapturedOutput output) {
		this.properties.setAcceptedControls(Set.of(AcceptedControl.POWER_EVENT));
		assertThat(AcceptedControls.bits(accepted())).isEqualTo(0x41);
		assertThat(output).contains("Accepting STOP although 'qsu.windows.accepted-controls' does not contain it");
	}

	private Set<AcceptedControl> accepted() {
		return AcceptedControls.choose(this.requests, this.properties);
	}

}
