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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

/**
 * Runs an action as the last of Spring Boot's shutdown handlers, or, since the first
 * handler that throws keeps all later ones from being called, as soon as Spring Boot's
 * shutdown hook has ended.
 */
final class LastShutdownAction {

	private static final String SPRING_HOOK = "SpringApplicationShutdownHook";

	private static final String THREAD_NAME = "qsu-end";

	private static final long POLL_MILLISECONDS = 50;

	/** Hooks are started at the same time, so the other one may not be there yet. */
	private static final long SEARCH_MILLISECONDS = 2000;

	private final AtomicBoolean ended = new AtomicBoolean();

	private final Runnable action;

	LastShutdownAction(Runnable action) {
		this.action = action;
	}

	/**
	 * Handlers are called in reverse order, so this must come before all others.
	 */
	void register() {
		SpringApplication.getShutdownHandlers().add(this::end);
		Runtime.getRuntime().addShutdownHook(new Thread(this::awaitSpring, THREAD_NAME));
	}

	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.action.run();
		}
	}

	private void awaitSpring() {
		try {
			long searchEnd = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SEARCH_MILLISECONDS);
			Thread hook = springHook();
			while (hook == null && !this.ended.get() && System.nanoTime() - searchEnd < 0) {
				TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
				hook = springHook();
			}
			while (hook != null && hook.isAlive() && !this.ended.get()) {
				hook.join(POLL_MILLISECONDS);
			}
			end();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static @Nullable Thread springHook() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> SPRING_HOOK.equals(thread.getName()))
			.findFirst()
			.orElse(null);
	}

}
