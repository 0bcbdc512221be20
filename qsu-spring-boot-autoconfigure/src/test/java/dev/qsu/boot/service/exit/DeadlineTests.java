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

package dev.qsu.boot.service.exit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Deadline}.
 */
class DeadlineTests {

	private final Deadline deadline = new Deadline();

	@Test
	void whenNewHasPassed() {
		assertThat(this.deadline.remaining()).isZero();
	}

	@Test
	void whenExtendedTimeRemains() {
		this.deadline.extend(Duration.ofHours(1));
		assertThat(this.deadline.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
	}

	@Test
	void whenExtendedByLessRemainsTheSame() {
		this.deadline.extend(Duration.ofHours(1));
		this.deadline.extend(Duration.ofMinutes(1));
		assertThat(this.deadline.remaining()).isGreaterThan(Duration.ofMinutes(59));
	}

	@Test
	void whenStateBeginsFormerExtensionIsForgotten() {
		this.deadline.extend(Duration.ofHours(1));
		this.deadline.begin(true);
		assertThat(this.deadline.remaining()).isZero();
	}

	@Test
	void whenResultArrivesInTimeReturnsIt() throws InterruptedException {
		CompletableFuture<Void> result = new CompletableFuture<>();
		this.deadline.extend(Duration.ofSeconds(60));
		CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> result.complete(null));
		assertThat(this.deadline.await(result)).isTrue();
	}

	@Test
	void whenResultIsAnExceptionReturns() throws InterruptedException {
		this.deadline.extend(Duration.ofSeconds(60));
		assertThat(this.deadline.await(CompletableFuture.failedFuture(new IllegalStateException()))).isTrue();
	}

	@Test
	void whenResultDoesNotArriveReturnsAtTheDeadline() throws InterruptedException {
		this.deadline.extend(Duration.ofMillis(50));
		assertThat(this.deadline.await(new CompletableFuture<>())).isFalse();
	}

	@Test
	void whenExtendedWhileWaitingWaitsLonger() throws InterruptedException {
		this.deadline.extend(Duration.ofSeconds(60));
		CompletableFuture<Void> result = new CompletableFuture<>() {

			private boolean waited;

			@Override
			public Void get(long timeout, TimeUnit unit) throws TimeoutException {
				if (this.waited) {
					complete(null);
					return null;
				}
				this.waited = true;
				throw new TimeoutException();
			}

		};
		assertThat(this.deadline.await(result)).isTrue();
	}

	@Test
	void whenThreadEndsInTimeReturns() throws InterruptedException {
		Thread thread = new Thread(() -> {
		});
		thread.start();
		this.deadline.extend(Duration.ofSeconds(60));
		assertThat(this.deadline.await(thread)).isTrue();
	}

	@Test
	void whenThreadDoesNotEndReturnsAtTheDeadline() throws InterruptedException {
		this.deadline.extend(Duration.ofMillis(50));
		assertThat(this.deadline.await(Thread.currentThread())).isFalse();
	}

	@Test
	void whenDeadlineIsMissedGuardActsOnItsOwnThread() throws InterruptedException {
		CompletableFuture<Thread> acted = new CompletableFuture<>();
		this.deadline.begin(true);
		this.deadline.extend(Duration.ofMillis(50));
		DeadlineGuard.start(this.deadline, Duration.ofMillis(50), () -> acted.complete(Thread.currentThread()));
		Thread thread = acted.orTimeout(10, TimeUnit.SECONDS).join();
		assertThat(thread.getName()).isEqualTo("qsu-deadline");
		assertThat(thread.isDaemon()).isTrue();
	}

	@Test
	void whenStepIsMadeInTimeGuardDoesNotAct() throws InterruptedException {
		CountDownLatch acted = new CountDownLatch(1);
		this.deadline.begin(true);
		this.deadline.extend(Duration.ofSeconds(2));
		DeadlineGuard.start(this.deadline, Duration.ZERO, acted::countDown);
		this.deadline.extend(Duration.ofHours(1));
		assertThat(acted.await(2500, TimeUnit.MILLISECONDS)).isFalse();
		this.deadline.begin(true);
		assertThat(acted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whenDeadlineIsNotBindingGuardDoesNotAct() throws InterruptedException {
		CountDownLatch acted = new CountDownLatch(1);
		this.deadline.begin(false);
		DeadlineGuard.start(this.deadline, Duration.ZERO, acted::countDown);
		assertThat(acted.await(300, TimeUnit.MILLISECONDS)).isFalse();
		this.deadline.begin(true);
		assertThat(acted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whenGuardIsClosedDoesNotAct() throws InterruptedException {
		CountDownLatch acted = new CountDownLatch(1);
		this.deadline.begin(false);
		DeadlineGuard.start(this.deadline, Duration.ZERO, acted::countDown).close();
		this.deadline.begin(true);
		assertThat(acted.await(300, TimeUnit.MILLISECONDS)).isFalse();
	}

}
