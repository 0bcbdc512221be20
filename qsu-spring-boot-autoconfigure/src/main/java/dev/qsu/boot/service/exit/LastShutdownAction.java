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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationShutdownHandlers;

/**
 * Runs an action at the end of the process: after Spring Boot's shutdown hook, which
 * closes the contexts and calls the shutdown handlers, and, if asked to, after every
 * other shutdown hook. The first of the handlers tells which thread that of Spring Boot
 * is.
 */
public final class LastShutdownAction {

	private static final Log logger = LogFactory.getLog(LastShutdownAction.class);

	private static final String THREAD_NAME = "qsu-end";

	private final CompletableFuture<Thread> springHook = new CompletableFuture<>();

	private final Runnable rememberHook = () -> this.springHook.complete(Thread.currentThread());

	private final SpringApplicationShutdownHandlers handlers;

	private final Deadline deadline;

	private final Listener listener;

	private volatile @Nullable ShutdownHooks hooks;

	/**
	 * Create an instance.
	 * @param handlers the shutdown handlers of Spring Boot
	 * @param deadline until when to wait
	 * @param listener what to do, on a thread of its own
	 */
	public LastShutdownAction(SpringApplicationShutdownHandlers handlers, Deadline deadline, Listener listener) {
		this.handlers = handlers;
		this.deadline = deadline;
		this.listener = listener;
	}

	/**
	 * Register the action.
	 */
	public void register() {
		this.handlers.add(this.rememberHook);
		Runtime.getRuntime().addShutdownHook(new Thread(this::run, THREAD_NAME));
	}

	/**
	 * Wait for all shutdown hooks. Somebody starts the next process as soon as the end of
	 * this one is reported.
	 */
	public void awaitEveryHook() {
		if (this.hooks == null) {
			this.hooks = ShutdownHooks.find();
		}
	}

	/**
	 * Be the first handler again, as others may have been added.
	 */
	public void handlersAdded() {
		try {
			this.handlers.remove(this.rememberHook);
			this.handlers.add(this.rememberHook);
		}
		catch (IllegalStateException ex) {
			logger.debug("The handlers are already being called, or will be when the contexts are closed");
		}
	}

	void run() {
		this.listener.shuttingDown();
		boolean ended = false;
		try {
			ended = awaitSpring() & awaitOthers();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.listener.ended(!ended);
	}

	private boolean awaitSpring() throws InterruptedException {
		if (this.deadline.await(this.springHook)) {
			// without a limit, because the JVM ends after that thread in any case
			this.springHook.join().join();
			return true;
		}
		logger.warn("Spring Boot has not called its shutdown handlers in time;"
				+ " the end of the service is reported without waiting for them");
		return false;
	}

	private boolean awaitOthers() throws InterruptedException {
		ShutdownHooks known = this.hooks;
		if (known == null) {
			return true;
		}
		boolean ended = true;
		for (Thread hook : known.others()) {
			if (!isEnded(hook)) {
				this.listener.awaiting(hook);
				ended &= this.deadline.await(hook);
			}
		}
		if (!ended) {
			List<String> late = known.others().stream().filter((hook) -> !isEnded(hook)).map(Thread::getName).toList();
			logger.warn("These shutdown hooks have not ended in time: " + String.join(", ", late));
		}
		return ended;
	}

	private static boolean isEnded(Thread hook) {
		// the JVM starts the hooks one after the other
		return hook.getState() == Thread.State.TERMINATED;
	}

	/**
	 * Called on the thread {@code qsu-end} while the JVM shuts down.
	 */
	public interface Listener {

		/**
		 * The JVM has begun to shut down.
		 */
		void shuttingDown();

		/**
		 * The thread of another shutdown hook is at work and is waited for.
		 * @param hook the thread
		 */
		void awaiting(Thread hook);

		/**
		 * Everything has ended that could be waited for.
		 * @param late whether something has not ended in time
		 */
		void ended(boolean late);

	}

}
