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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Messages that a busy service manager has not read. Changes of the state wait here, in
 * order, until they are delivered; of the steps in a state only the latest does. Nobody
 * waits for the service manager except the thread {@code qsu-notify}, which exists only
 * as long as there are messages.
 */
final class NotifyQueue {

	private static final Log logger = LogFactory.getLog(NotifyQueue.class);

	private static final String THREAD_NAME = "qsu-notify";

	/** How long the caller tries to send a message, and the thread at a time. */
	private static final Duration IMMEDIATE = Duration.ofMillis(1);

	private static final Duration ATTEMPT = Duration.ofSeconds(1);

	/** Reached only if a service manager does not read during that many reloads. */
	private static final int MAX_STATES = 1000;

	private final NotifySender sender;

	private final Deque<NotifyMessage> states = new ArrayDeque<>();

	private @Nullable NotifyMessage step;

	private @Nullable Thread thread;

	NotifyQueue(NotifySender sender) {
		this.sender = sender;
	}

	/**
	 * Send a change of the state, which replaces the steps before.
	 * @param message the message
	 */
	synchronized void state(NotifyMessage message) {
		this.step = null;
		if (this.states.size() == MAX_STATES) {
			this.states.remove();
		}
		this.states.add(message);
		deliver();
	}

	/**
	 * Send a step in a state.
	 * @param message the message
	 */
	synchronized void step(NotifyMessage message) {
		this.step = message;
		deliver();
	}

	/**
	 * Wait until the states have been delivered.
	 * @param timeout the maximum time to wait
	 */
	synchronized void flush(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		long remaining = timeout.toNanos();
		try {
			while (this.thread != null && remaining > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, remaining);
				remaining = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Forget the messages, because others will replace them.
	 */
	synchronized void clear() {
		this.states.clear();
		this.step = null;
	}

	private void deliver() {
		if (this.thread != null) {
			return;
		}
		NotifyMessage next = next();
		while (next != null && this.sender.trySend(next, IMMEDIATE)) {
			remove(next);
			next = next();
		}
		if (next != null) {
			logger.warn("The service manager does not read what it is notified of;" + " trying again until it does: "
					+ this.sender);
			this.thread = new Thread(this::run, THREAD_NAME);
			this.thread.setDaemon(true);
			this.thread.start();
		}
	}

	private void run() {
		NotifyMessage next = nextOrEnd();
		while (next != null) {
			if (this.sender.trySend(next, ATTEMPT)) {
				remove(next);
			}
			next = nextOrEnd();
		}
	}

	private synchronized @Nullable NotifyMessage nextOrEnd() {
		NotifyMessage next = next();
		if (next == null) {
			this.thread = null;
			notifyAll();
		}
		return next;
	}

	private @Nullable NotifyMessage next() {
		NotifyMessage state = this.states.peek();
		return (state != null) ? state : this.step;
	}

	private synchronized void remove(NotifyMessage message) {
		if (!this.states.remove(message) && this.step == message) {
			this.step = null;
		}
	}

}
