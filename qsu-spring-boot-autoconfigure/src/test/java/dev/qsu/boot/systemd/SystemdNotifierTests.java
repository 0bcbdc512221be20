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

import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SystemdNotifier}.
 */
class SystemdNotifierTests {

	private final RecordingNotifySender sender = new RecordingNotifySender();

	private final SystemdNotifier notifier = new NotifySocketNotifier(this.sender);

	@Test
	void messagesAreSent() {
		assertThat(this.notifier.isEnabled()).isTrue();
		assertThat(this.notifier.status("Importing\n3 of 7")).isTrue();
		assertThat(this.notifier.removeStored("http")).isTrue();
		assertThat(this.notifier.mainPid(4711)).isTrue();
		assertThat(this.notifier.barrier(Duration.ofSeconds(5))).isTrue();
		assertThat(this.sender.transcript()).isEqualTo("""
				STATUS=Importing 3 of 7

				FDSTOREREMOVE=1
				FDNAME=http

				MAINPID=4711

				BARRIER=1
				PT5S
				""");
	}

	@Test
	void whenNotifiedSendsAssignmentsAsOneMessage() {
		assertThat(this.notifier.notify("WATCHDOG=trigger", "X_KEY=a=b \u00e9")).isTrue();
		assertThat(this.sender.messages()).containsExactly("WATCHDOG=trigger\nX_KEY=a=b \u00e9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "READY", "=1", "ready=1", "STATUS=a\nREADY=1", "A B=1", "STATUS=a\0" })
	void whenAssignmentIsMalformedNothingIsSent(String assignment) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.notify("READY=1", assignment))
			.withMessageEndingWith("' must be an assignment of the form NAME=value on a single line");
		assertThat(this.sender.messages()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void whenNoServiceManagerListensDoesNothing(Predicate<SystemdNotifier> method) {
		assertThat(method.test(new NotifySocketNotifier(null))).isFalse();
	}

	static Stream<Named<Predicate<SystemdNotifier>>> whenNoServiceManagerListensDoesNothing() {
		return Stream.of(Named.of("isEnabled", SystemdNotifier::isEnabled),
				Named.of("status", (notifier) -> notifier.status("text")),
				Named.of("removeStored", (notifier) -> notifier.removeStored("name")),
				Named.of("mainPid", (notifier) -> notifier.mainPid(1)),
				Named.of("notify", (notifier) -> notifier.notify("A=b")),
				Named.of("barrier", (notifier) -> notifier.barrier(Duration.ofDays(1))));
	}

	@Test
	void whenNoServiceManagerListensDoesNotStore() throws Exception {
		try (DatagramChannel channel = DatagramChannel.open()) {
			assertThat(new NotifySocketNotifier(null).store("name", channel)).isFalse();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a:b", "a\nFDSTORE=1", "caf\u00e9", "\u007f" })
	void whenNameIsNotValidThrows(String name) throws Exception {
		try (DatagramChannel channel = DatagramChannel.open()) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.store(name, channel))
				.withMessage("'name' must be 1 to 255 printable ASCII characters without a colon");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.removeStored(name))
			.withMessage("'name' must be 1 to 255 printable ASCII characters without a colon");
		assertThat(this.sender.messages()).isEmpty();
	}

	@Test
	void nameMayBe255CharactersLong() {
		assertThat(this.notifier.removeStored("n".repeat(255))).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.removeStored("n".repeat(256)));
	}

	@Test
	void whenTimeoutOfBarrierIsTooShortThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.barrier(Duration.ofNanos(999_999)))
			.withMessage("'timeout' must be at least a millisecond");
	}

	@Test
	void whenMainPidIsNotPositiveThrows() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.notifier.mainPid(0))
			.withMessage("'pid' must be greater than 0");
	}

	@Test
	void ofLaunchIsEnabledByNotifySocket() {
		SystemdProperties properties = new SystemdProperties();
		Launch launch = new Launch(Launcher.NONE, "/run/notify", null, false, false);
		assertThat(NotifySocketNotifier.of(launch, properties).isEnabled()).isTrue();
		properties.setNotify(false);
		assertThat(NotifySocketNotifier.of(launch, properties).isEnabled()).isFalse();
	}

}
