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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationShutdownHandlers;

/**
 * Runs an action as the last of Spring Boot's shutdown handlers, or, since the first
 * handler that throws keeps all later ones from being called, as soon as the thread of
 * Spring Boot's shutdown hook has ended. The first handler tells which thread that is.
 */
final class LastShutdownAction {

	private static final Log logger = LogFactory.getLog(LastShutdownAction.class);

	private static final String THREAD_NAME = "qsu-end";

	private final AtomicBoolean ended = new AtomicBoolean();

	private final CountDownLatch hookKnown = new CountDownLatch(1);

	private final Runnable rememberHook = this::rememberHook;

	private final SpringApplicationShutdownHandlers handlers;

	private final Runnable action;

	private final Supplier<Duration> timeout;

	private volatile @Nullable Thread hook;

	/**
	 * Create an instance.
	 * @param handlers the shutdown handlers of Spring Boot
	 * @param action what to do at the end, once
	 * @param timeout how long to wait for the first handler, which waits for contexts
	 * that others close
	 */
	LastShutdownAction(SpringApplicationShutdownHandlers handlers, Runnable action, Supplier<Duration> timeout) {
		this.handlers = handlers;
		this.action = action;
		this.timeout = timeout;
	}

	void register() {
		addHandlers();
		Runtime.getRuntime().addShutdownHook(new Thread(this::awaitHook, THREAD_NAME));
	}

	/**
	 * Register the action. Handlers are called in reverse order, so this must be done
	 * before any other handler is added.
	 */
	void addHandlers() {
		this.handlers.add(this::end);
		this.handlers.add(this.rememberHook);
	}

	/**
	 * Be the first handler again, as others may have been added.
	 */
	void handlersAdded() {
		try {
			this.handlers.remove(this.rememberHook);
			this.handlers.add(this.rememberHook);
		}
		catch (IllegalStateException ex) {
			logger.debug("The handlers are already being called, or will be when the contexts are closed");
		}
	}

	private void rememberHook() {
		this.hook = Thread.currentThread();
		this.hookKnown.countDown();
	}

	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.action.run();
		}
	}

	/**
	 * The JVM ends after the thread of the hook in any case, so it is waited for without
	 * a limit.
	 */
	void awaitHook() {
		try {
			if (!this.hookKnown.await(this.timeout.get().toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("Spring Boot has not called its shutdown handlers in time;"
						+ " the end of the service is reported without waiting for them");
			}
			Thread known = this.hook;
			if (known != null) {
				known.join();
			}
			end();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
