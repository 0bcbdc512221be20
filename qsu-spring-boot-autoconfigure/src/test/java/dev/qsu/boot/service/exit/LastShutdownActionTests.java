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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplicationShutdownHandlers;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LastShutdownAction}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LastShutdownActionTests {

	private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	private final Handlers handlers = new Handlers();

	private final CountDownLatch released = new CountDownLatch(1);

	private final List<Thread> threads = new ArrayList<>();

	@AfterEach
	void awaitThreads() throws InterruptedException {
		this.released.countDown();
		for (Thread thread : this.threads) {
			thread.join(10_000);
			assertThat(thread.isAlive()).isFalse();
		}
	}

	@Test
	void whenHandlersHaveBeenCalledActionRunsOnItsOwnThread() {
		LastShutdownAction end = end(Duration.ofSeconds(10));
		this.handlers.add(() -> this.calls.add("handler"));
		end.handlersAdded();
		Thread waiting = start("qsu-end", end::run);
		await().until(() -> this.calls.contains("begin"));
		start("any name", this.handlers::call);
		await().until(() -> !waiting.isAlive());
		assertThat(this.calls).containsExactly("begin", "handler", "end on qsu-end");
	}

	@Test
	void whenHandlerThrowsActionRunsAfterTheThreadOfTheHook() {
		LastShutdownAction end = end(Duration.ofSeconds(10));
		this.handlers.add(() -> {
			throw new IllegalStateException("handler");
		});
		end.handlersAdded();
		Thread waiting = start("qsu-end", end::run);
		await().until(() -> this.calls.contains("begin"));
		start("any name", this.handlers::call);
		await().until(() -> !waiting.isAlive());
		assertThat(this.calls).containsExactly("begin", "end on qsu-end");
	}

	@Test
	void whileHandlersRunActionWaits() throws InterruptedException {
		LastShutdownAction end = end(Duration.ofMillis(1));
		this.handlers.add(() -> {
			this.calls.add("handler begins");
			awaitRelease();
			throw new IllegalStateException("handler");
		});
		end.handlersAdded();
		start("any name", this.handlers::call);
		await().until(() -> this.calls.contains("handler begins"));
		Thread waiting = start("qsu-end", end::run);
		await().until(() -> this.calls.contains("begin"));
		waiting.join(300);
		assertThat(this.calls).containsExactly("handler begins", "begin");
		this.released.countDown();
		await().until(() -> !waiting.isAlive());
		assertThat(this.calls).containsExactly("handler begins", "begin", "end on qsu-end");
	}

	@Test
	void whenHandlersAreNotCalledInTimeActionRunsAndThatIsLogged(CapturedOutput output) {
		LastShutdownAction end = end(Duration.ofMillis(100));
		Thread waiting = start("qsu-end", end::run);
		await().until(() -> !waiting.isAlive());
		assertThat(this.calls).containsExactly("begin", "late end on qsu-end");
		assertThat(output).contains("Spring Boot has not called its shutdown handlers in time");
	}

	@Test
	void whenHandlersAreBeingCalledNothingIsAdded() {
		LastShutdownAction end = end(Duration.ofSeconds(10));
		this.handlers.call();
		end.handlersAdded();
		assertThat(this.handlers.actions).hasSize(1);
	}

	private LastShutdownAction end(Duration timeout) {
		Deadline deadline = new Deadline();
		LastShutdownAction end = new LastShutdownAction(this.handlers, deadline, new LastShutdownAction.Listener() {

			@Override
			public void shuttingDown() {
				deadline.extend(timeout);
				LastShutdownActionTests.this.calls.add("begin");
			}

			@Override
			public void awaiting(Thread hook) {
				LastShutdownActionTests.this.calls.add("awaiting " + hook.getName());
			}

			@Override
			public void ended(boolean late) {
				LastShutdownActionTests.this.calls
					.add(((late) ? "late " : "") + "end on " + Thread.currentThread().getName());
			}

		});
		end.handlersAdded();
		return end;
	}

	private Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setUncaughtExceptionHandler((failed, exception) -> {
		});
		this.threads.add(thread);
		thread.start();
		return thread;
	}

	private void awaitRelease() {
		try {
			this.released.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Calls the handlers as Spring Boot does.
	 */
	private static final class Handlers implements SpringApplicationShutdownHandlers {

		private final List<Runnable> actions = new ArrayList<>();

		private boolean inProgress;

		@Override
		public synchronized void add(Runnable action) {
			check();
			this.actions.add(action);
		}

		@Override
		public synchronized void remove(Runnable action) {
			check();
			this.actions.remove(action);
		}

		void call() {
			List<Runnable> reversed;
			synchronized (this) {
				this.inProgress = true;
				reversed = new ArrayList<>(this.actions);
			}
			Collections.reverse(reversed);
			reversed.forEach(Runnable::run);
		}

		private void check() {
			if (this.inProgress) {
				throw new IllegalStateException("Shutdown in progress");
			}
		}

	}

}
