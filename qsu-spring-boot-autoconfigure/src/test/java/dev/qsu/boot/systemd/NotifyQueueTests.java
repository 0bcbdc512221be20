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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NotifyQueue}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NotifyQueueTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final RecordingNotifySender sender = new RecordingNotifySender();

	private final NotifyQueue queue = new NotifyQueue(this.sender);

	@Test
	void whenManagerReadsSendsAtOnceOnTheThreadOfTheCaller() {
		this.queue.state(message("READY=1"));
		this.queue.step(message("STATUS=Running"));
		assertThat(this.sender.messages()).containsExactly("READY=1", "STATUS=Running");
		assertThat(this.sender.lastThread).isSameAs(Thread.currentThread());
	}

	@Test
	void whenManagerIsBusyStatesAreDeliveredInOrderAndOnlyTheLatestStep(CapturedOutput output) {
		this.sender.busy = true;
		this.queue.step(message("STATUS=Starting"));
		this.queue.state(message("READY=1"));
		this.queue.state(message("RELOADING=1"));
		this.queue.step(message("STATUS=first"));
		this.queue.step(message("STATUS=second"));
		this.queue.state(message("READY=1 again"));
		this.queue.step(message("STATUS=third"));
		this.queue.step(message("STATUS=fourth"));
		assertThat(this.sender.messages()).isEmpty();
		assertThat(threads()).hasSize(1);
		this.sender.busy = false;
		this.queue.flush(LONG);
		assertThat(this.sender.messages()).containsExactly("READY=1", "RELOADING=1", "READY=1 again", "STATUS=fourth");
		await().until(() -> threads().isEmpty());
		assertThat(output).containsOnlyOnce("The service manager does not read what it is notified of");
	}

	@Test
	void whenManagerStaysBusyFlushReturnsInTime() {
		this.sender.busy = true;
		this.queue.state(message("STOPPING=1"));
		this.queue.flush(Duration.ofMillis(50));
		assertThat(this.sender.messages()).isEmpty();
		this.sender.busy = false;
		this.queue.flush(LONG);
		assertThat(this.sender.messages()).containsExactly("STOPPING=1");
	}

	@Test
	void whenThereAreTooManyStatesTheLatestAreDelivered() {
		this.sender.busy = true;
		for (int i = 0; i < 1100; i++) {
			this.queue.state(message("RELOADING=1"));
		}
		this.queue.state(message("STOPPING=1"));
		this.sender.busy = false;
		this.queue.flush(LONG);
		assertThat(this.sender.messages()).endsWith("STOPPING=1").hasSizeLessThanOrEqualTo(1001);
	}

	@Test
	void whenClearedForgetsMessages() {
		this.sender.busy = true;
		this.queue.state(message("READY=1"));
		this.queue.clear();
		this.sender.busy = false;
		this.queue.flush(LONG);
		this.queue.state(message("STOPPING=1"));
		assertThat(this.sender.messages()).endsWith("STOPPING=1");
	}

	private static NotifyMessage message(String assignment) {
		return new NotifyMessage().with(assignment);
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("qsu-notify"))
			.toList();
	}

}
