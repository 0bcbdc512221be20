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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time until which the service manager has been asked to wait for the next step. Each
 * step and each request for more time move it, but only ever to a later time as long as
 * the state remains the same. This class is thread-safe.
 */
public final class Deadline {

	/** Nothing tells when a thread is started. */
	private static final long START_CHECK_MILLISECONDS = 10;

	private long until = System.nanoTime();

	private boolean binding;

	/**
	 * Begin a state.
	 * @param binding whether the state must end, or make a step, in time
	 */
	public synchronized void begin(boolean binding) {
		this.until = System.nanoTime();
		this.binding = binding;
		notifyAll();
	}

	/**
	 * Make the deadline of the current state binding.
	 */
	public synchronized void bind() {
		this.binding = true;
		notifyAll();
	}

	/**
	 * Wait for at least this long from now.
	 * @param duration the duration, up to 365 days
	 */
	public synchronized void extend(Duration duration) {
		long extended = System.nanoTime() + duration.toNanos();
		if (extended - this.until > 0) {
			this.until = extended;
			notifyAll();
		}
	}

	/**
	 * Return the time that remains.
	 * @return the time, zero if the deadline has passed
	 */
	public synchronized Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.until - System.nanoTime()));
	}

	/**
	 * Wait for a result until the deadline.
	 * @param result the result
	 * @return whether there is a result
	 * @throws InterruptedException if interrupted
	 */
	public boolean await(CompletableFuture<?> result) throws InterruptedException {
		long remaining = remaining().toNanos();
		while (remaining > 0 && !result.isDone()) {
			try {
				result.get(remaining, TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				// it may have been extended meanwhile
				remaining = remaining().toNanos();
			}
			catch (ExecutionException ex) {
				return true;
			}
		}
		return result.isDone();
	}

	/**
	 * Wait for a thread to end until the deadline.
	 * @param thread the thread, which may be about to be started
	 * @return whether the thread has ended
	 * @throws InterruptedException if interrupted
	 */
	public boolean await(Thread thread) throws InterruptedException {
		long remaining = remaining().toMillis();
		while (remaining > 0 && thread.getState() != Thread.State.TERMINATED) {
			if (thread.getState() == Thread.State.NEW) {
				Thread.sleep(Math.min(remaining, START_CHECK_MILLISECONDS));
			}
			else {
				thread.join(remaining);
			}
			remaining = remaining().toMillis();
		}
		return thread.getState() == Thread.State.TERMINATED;
	}

	/**
	 * Wait until a binding deadline has been missed.
	 * @param grace how late a step may be
	 * @throws InterruptedException if interrupted
	 */
	public synchronized void awaitMissed(Duration grace) throws InterruptedException {
		long wait = untilMissed(grace);
		while (wait > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, wait);
			wait = untilMissed(grace);
		}
	}

	private long untilMissed(Duration grace) {
		long remaining = this.until + grace.toNanos() - System.nanoTime();
		return (this.binding) ? remaining : Math.max(TimeUnit.MINUTES.toNanos(1), remaining);
	}

}
