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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.StringUtils;

import dev.qsu.boot.service.host.ServiceLiveness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Watchdog}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WatchdogTests {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final RecordingNotifySender sender = new RecordingNotifySender();

	private final TestLiveness liveness = new TestLiveness();

	private final Watchdog watchdog = new Watchdog(this.sender, INTERVAL, this.liveness);

	@AfterEach
	void stop() {
		this.watchdog.stop();
	}

	@Test
	void whenLiveSendsKeepAlivePings() {
		this.watchdog.start();
		awaitKeepAlivePings(3);
		assertThat(this.sender.messages()).containsOnly("WATCHDOG=1");
	}

	@Test
	void keepAlivePingsAreSentTwicePerInterval() {
		Watchdog slow = new Watchdog(this.sender, Duration.ofHours(1), this.liveness);
		slow.start();
		awaitKeepAlivePings(1);
		ScheduledThreadPoolExecutor executor = (ScheduledThreadPoolExecutor) ReflectionTestUtils.getField(slow,
				"executor");
		assertThat(executor).isNotNull();
		await().atMost(Duration.ofSeconds(30)).until(() -> !executor.getQueue().isEmpty());
		Delayed next = (Delayed) executor.getQueue().element();
		assertThat(next.getDelay(TimeUnit.SECONDS)).isBetween(25 * 60L, 30 * 60L);
		slow.stop();
	}

	@Test
	void whenNotStartedSendsNoKeepAlivePings() {
		assertThat(new Watchdog(this.sender, INTERVAL, this.liveness).getInterval()).isEqualTo(INTERVAL);
		assertThat(this.liveness.asked()).isZero();
		assertThat(this.sender.messages()).isEmpty();
	}

	@Test
	void whenNotLiveWithholdsKeepAlivePings() {
		this.liveness.turn("hangs");
		this.watchdog.start();
		awaitAsked(4);
		assertThat(this.sender.messages()).containsExactly("STATUS=Not alive: hangs");
	}

	@Test
	void whenLivenessIsRestoredResumesKeepAlivePings() {
		this.watchdog.start();
		awaitKeepAlivePings(1);
		this.liveness.turn("hangs");
		awaitAsked(2);
		List<String> before = List.copyOf(this.sender.messages());
		awaitAsked(4);
		assertThat(this.sender.messages()).isEqualTo(before);
		this.liveness.turn(null);
		awaitKeepAlivePings((int) pings() + 2);
		assertThat(this.sender.messages()).contains("STATUS=Not alive: hangs", "WATCHDOG=1\nSTATUS=Running");
	}

	@Test
	void whenKeepAlivePingsAreWithheldLogsOnceEachTime(CapturedOutput output) {
		this.liveness.turn("the moon is full");
		this.watchdog.start();
		awaitAsked(4);
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "the moon is full")).isOne();
		assertThat(output).contains("Withholding keep-alive pings from the watchdog of the service manager,"
				+ " which ends the process after PT0.1S: the moon is full");
		this.liveness.turn(null);
		awaitKeepAlivePings(1);
		this.liveness.turn("the moon is full");
		awaitAsked(4);
		assertThat(StringUtils.countOccurrencesOf(output.getAll(), "the moon is full")).isEqualTo(2);
	}

	@Test
	void intervalIsTheTimeoutOfTheLivenessCheck() {
		this.watchdog.start();
		awaitAsked(1);
		assertThat(this.liveness.timeout).isEqualTo(INTERVAL);
	}

	@Test
	void whenStartedAgainContinuesWithTheSameDaemonThread() {
		Set<Thread> before = threads();
		this.watchdog.start();
		this.watchdog.start();
		Set<Thread> started = threads();
		started.removeAll(before);
		assertThat(started).singleElement().satisfies((thread) -> assertThat(thread.isDaemon()).isTrue());
	}

	@Test
	void whenStoppedEndsTheThread() {
		Set<Thread> before = threads();
		this.watchdog.start();
		Set<Thread> started = threads();
		started.removeAll(before);
		this.watchdog.stop();
		await().atMost(Duration.ofSeconds(30)).until(() -> started.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void whenStoppedMayBeStoppedAndStartedAgain() {
		this.watchdog.start();
		awaitKeepAlivePings(1);
		this.watchdog.stop();
		this.watchdog.stop();
		this.watchdog.start();
		awaitKeepAlivePings(this.sender.messages().size() + 2);
	}

	private void awaitKeepAlivePings(int count) {
		await().atMost(Duration.ofSeconds(30)).until(() -> pings() >= count);
	}

	private long pings() {
		return this.sender.messages().stream().filter((message) -> message.startsWith("WATCHDOG=1")).count();
	}

	/**
	 * Wait until the liveness was checked some more times.
	 */
	private void awaitAsked(int times) {
		int before = this.liveness.asked();
		await().atMost(Duration.ofSeconds(30)).until(() -> this.liveness.asked() >= before + times);
	}

	private static Set<Thread> threads() {
		Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
		threads.removeIf((thread) -> !thread.getName().equals("qsu-watchdog"));
		return threads;
	}

	private static final class TestLiveness implements ServiceLiveness {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile @Nullable String problem;

		private volatile @Nullable Duration timeout;

		@Override
		public @Nullable String problem(Duration timeout) {
			this.timeout = timeout;
			this.asked.incrementAndGet();
			return this.problem;
		}

		void turn(@Nullable String problem) {
			this.problem = problem;
		}

		int asked() {
			return this.asked.get();
		}

	}

}
