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

package dev.qsu.sample.peer;

import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * Waits for conditions.
 */
public final class Await {

	private Await() {
	}

	/**
	 * Wait until a condition holds or the timeout expires.
	 * @param timeout the maximum time to wait
	 * @param condition the condition; an exception counts as {@code false}
	 * @return whether the condition holds
	 */
	public static boolean until(Duration timeout, Callable<Boolean> condition) {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (!holds(condition)) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			sleep(Duration.ofMillis(20));
		}
		return true;
	}

	public static void sleep(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean holds(Callable<Boolean> condition) {
		try {
			return condition.call();
		}
		catch (Exception ex) {
			return false;
		}
	}

}
