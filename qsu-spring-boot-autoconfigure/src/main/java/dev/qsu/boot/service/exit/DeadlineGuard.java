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

/**
 * Acts when a deadline has been missed, on a thread of its own, until it is closed.
 */
public final class DeadlineGuard implements AutoCloseable {

	private static final String THREAD_NAME = "qsu-deadline";

	/** How late a step may be. */
	private static final Duration GRACE = Duration.ofSeconds(5);

	private final Thread thread;

	private volatile boolean closed;

	private DeadlineGuard(Deadline deadline, Duration grace, Runnable missed) {
		this.thread = new Thread(() -> {
			try {
				deadline.awaitMissed(grace);
				if (!this.closed) {
					missed.run();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, THREAD_NAME);
		this.thread.setDaemon(true);
	}

	/**
	 * Guard a deadline.
	 * @param deadline the deadline
	 * @param missed what to do if it has been missed, once
	 * @return the guard
	 */
	public static DeadlineGuard start(Deadline deadline, Runnable missed) {
		return start(deadline, GRACE, missed);
	}

	static DeadlineGuard start(Deadline deadline, Duration grace, Runnable missed) {
		DeadlineGuard guard = new DeadlineGuard(deadline, grace, missed);
		guard.thread.start();
		return guard;
	}

	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
	}

}
