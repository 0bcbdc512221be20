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

package dev.qsu.boot.service;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Validates requests for more time.
 */
public final class ServiceExtension {

	private static final Duration MAX = Duration.ofDays(365);

	private ServiceExtension() {
	}

	/**
	 * Check a requested duration.
	 * @param duration the duration
	 * @throws IllegalArgumentException if the duration is not more than zero and up to
	 * 365 days
	 */
	public static void check(Duration duration) {
		Assert.isTrue(duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(MAX) <= 0,
				() -> "'duration' must be more than zero and up to 365 days, but is " + duration);
	}

}
