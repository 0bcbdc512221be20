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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.service.exit.Deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ServiceThread}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceThreadTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final Deadline deadline = new Deadline();

	private final ServiceThread thread = new ServiceThread(this.deadline, Duration.ofMillis(500));

	private final CountDownLatch blocked = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	@Test
	void tasksRunInOrderOnOneDaemonThread() {
		List<Integer> order = new CopyOnWriteArrayList<>();
		List<Thread> threads = new CopyOnWriteArrayList<>();
		IntStream.range(0, 100).forEach((index) -> this.thread.execute(() -> {
			order.add(index);
			threads.add(Thread.currentThread());
		}));
		awaitDone(this.thread.execute(() -> {
		}));
		assertThat(order).containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
		assertThat(threads).containsOnly(threads.get(0));
		assertThat(threads.get(0).getName()).isEqualTo("qsu-service");
		assertThat(threads.get(0).isDaemon()).isTrue();
	}

	@Test
	void executeReturnsBeforeTheTaskHasEnded() throws Exception {
		CompletableFuture<Void> done = block();
		assertThat(done).isNotDone();
		this.release.countDown();
		awaitDone(done);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whenTaskFailsTheNextOneRuns(boolean error, CapturedOutput output) {
		CompletableFuture<Void> failed = this.thread.execute(() -> {
			if (error) {
				throw new NoClassDefFoundError("thrown by a task");
			}
			throw new IllegalStateException("thrown by a task");
		});
		CompletableFuture<Void> next = this.thread.execute(() -> {
		});
		awaitDone(next);
		assertThat(failed).isCompleted();
		assertThat(this.thread.busy()).isZero();
		assertThat(output).contains("Task of the service failed").contains("thrown by a task");
	}

	@Test
	void whenThereIsNoTaskIsNotBusy() {
		assertThat(this.thread.busy()).isZero();
		awaitDone(this.thread.execute(() -> {
		}));
		assertThat(this.thread.busy()).isZero();
	}

	@Test
	void whenTaskRunsIsBusySinceItsBeginning() throws Exception {
		long start = System.nanoTime();
		CompletableFuture<Void> done = block();
		await().atMost(LONG).until(() -> this.thread.busy().toMillis() >= 10);
		assertThat(this.thread.busy()).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - start));
		this.release.countDown();
		awaitDone(done);
		assertThat(this.thread.busy()).isZero();
	}

	@Test
	void whenExtendedIsNotBusy() throws Exception {
		block();
		await().atMost(LONG).until(() -> !this.thread.busy().isZero());
		this.deadline.extend(Duration.ofHours(1));
		assertThat(this.thread.busy()).isZero();
	}

	@Test
	void whenExtensionIsOverIsBusySinceTheBeginning() throws Exception {
		block();
		this.deadline.extend(Duration.ofMillis(20));
		await().atMost(LONG).until(() -> !this.thread.busy().isZero());
		assertThat(this.thread.busy()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
	}

	@Test
	void executeAndWaitRunsTheTaskOnTheThread() {
		List<String> names = new CopyOnWriteArrayList<>();
		this.thread.executeAndWait(() -> names.add(Thread.currentThread().getName()), LONG);
		assertThat(names).containsExactly("qsu-service");
	}

	@Test
	void whenThreadIsBlockedExecuteAndWaitRunsTheTaskOnceOnTheCaller() throws Exception {
		CompletableFuture<Void> done = block();
		List<Thread> threads = new CopyOnWriteArrayList<>();
		this.thread.executeAndWait(() -> threads.add(Thread.currentThread()), Duration.ofMillis(50));
		assertThat(threads).containsExactly(Thread.currentThread());
		this.release.countDown();
		awaitDone(done);
		awaitDone(this.thread.execute(() -> {
		}));
		assertThat(threads).hasSize(1);
	}

	@Test
	void whenTheTaskItselfHangsExecuteAndWaitDoesNotRunItAgain() {
		AtomicInteger runs = new AtomicInteger();
		this.thread.executeAndWait(() -> {
			runs.incrementAndGet();
			awaitRelease();
		}, Duration.ofSeconds(1));
		assertThat(runs).hasValue(1);
	}

	@Test
	void whenInterruptedExecuteAndWaitReturnsInterrupted() throws Exception {
		block();
		Thread.currentThread().interrupt();
		this.thread.executeAndWait(() -> {
		}, LONG);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whenTaskFailsExecuteAndWaitReturns(CapturedOutput output) {
		this.thread.executeAndWait(() -> {
			throw new IllegalStateException("thrown by a task");
		}, LONG);
		assertThat(output).contains("Task of the service failed");
	}

	private CompletableFuture<Void> block() throws InterruptedException {
		CompletableFuture<Void> done = this.thread.execute(() -> {
			this.blocked.countDown();
			awaitRelease();
		});
		assertThat(this.blocked.await(30, TimeUnit.SECONDS)).isTrue();
		return done;
	}

	private void awaitRelease() {
		try {
			this.release.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void awaitDone(CompletableFuture<Void> done) {
		assertThat(done).succeedsWithin(LONG);
	}

}
