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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.service.exit.Deadline;

/**
 * Single thread on which requests to the service are handled. Started by the first task.
 */
final class ServiceThread {

	static final String NAME = "qsu-service";

	private static final Log logger = LogFactory.getLog(ServiceThread.class);

	/** A busy service manager may take a while to read the last report. */
	private static final Duration STARTED_TIMEOUT = Duration.ofSeconds(8);

	private static final long NEVER = Long.MIN_VALUE;

	private final ThreadPoolExecutor executor;

	private volatile @Nullable Thread thread;

	private volatile long busySince = NEVER;

	private final Deadline deadline;

	private final Duration startedTimeout;

	/**
	 * Create a thread.
	 * @param deadline until when the current task may take
	 */
	ServiceThread(Deadline deadline) {
		this(deadline, STARTED_TIMEOUT);
	}

	ServiceThread(Deadline deadline, Duration startedTimeout) {
		this.startedTimeout = startedTimeout;
		this.deadline = deadline;
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), (task) -> {
			Thread created = new Thread(task, NAME);
			created.setDaemon(true);
			this.thread = created;
			return created;
		});
	}

	/**
	 * Run a task after those that are already pending. Returns immediately.
	 * @param task the task
	 * @return completed, never exceptionally, when the task has ended
	 */
	CompletableFuture<Void> execute(Runnable task) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.executor.execute(() -> {
			this.busySince = System.nanoTime();
			runSafely(task);
			this.busySince = NEVER;
			done.complete(null);
		});
		return done;
	}

	/**
	 * Run a task whose failure must not prevent later tasks from running.
	 * @param task the task
	 */
	static void runSafely(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("Task of the service failed", ex);
		}
	}

	/**
	 * Run a task and wait for it. If the task has not started in time, the caller runs
	 * it, so that the last report is made even if a listener hangs.
	 * @param task the task
	 * @param timeout how long to wait
	 */
	void executeAndWait(Runnable task, Duration timeout) {
		RunOnce once = new RunOnce(task);
		if (isExiting()) {
			once.run();
			return;
		}
		CompletableFuture<Void> done = execute(once);
		try {
			if (!await(done, timeout) && !once.runIfNotStarted()) {
				await(done, this.startedTimeout);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean await(CompletableFuture<Void> done, Duration timeout) throws InterruptedException {
		try {
			done.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return whether a task has called {@link System#exit}, which never returns.
	 * @return whether the thread is exiting the JVM
	 */
	private boolean isExiting() {
		Thread known = this.thread;
		return known != null && Arrays.stream(known.getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(Runtime.class.getName())
					&& frame.getMethodName().equals("exit"));
	}

	/**
	 * Return whether the current thread is this one.
	 * @return whether the caller is a task
	 */
	boolean isCurrent() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Return the number of pending tasks.
	 * @return the number, not counting the current task
	 */
	int pending() {
		return this.executor.getQueue().size();
	}

	/**
	 * Return how long the current task has been running.
	 * @return the duration, or zero if there is no task or its time was extended
	 */
	Duration busy() {
		long now = System.nanoTime();
		long since = this.busySince;
		return (since == NEVER || !this.deadline.remaining().isZero()) ? Duration.ZERO : Duration.ofNanos(now - since);
	}

	/**
	 * Runs a task at most once.
	 */
	private static final class RunOnce implements Runnable {

		private final Runnable task;

		private final AtomicBoolean started = new AtomicBoolean();

		RunOnce(Runnable task) {
			this.task = task;
		}

		@Override
		public void run() {
			runIfNotStarted();
		}

		boolean runIfNotStarted() {
			boolean first = this.started.compareAndSet(false, true);
			if (first) {
				this.task.run();
			}
			return first;
		}

	}

}
