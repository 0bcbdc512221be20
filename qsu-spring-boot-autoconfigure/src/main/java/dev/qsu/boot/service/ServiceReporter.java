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

/**
 * Reports long-running work of the application to the service manager. Does nothing if
 * there is no service manager. May be called on any thread.
 *
 * @since 0.1.0
 */
public interface ServiceReporter {

	/**
	 * Report a step. The service manager shows the text and, while the service starts or
	 * stops, waits longer for the next step. Report real progress only.
	 * @param text a line of human-readable text
	 */
	void report(String text);

	/**
	 * Request more time than {@code qsu.service.start-timeout} or
	 * {@code qsu.service.stop-timeout} until the next step.
	 * @param duration the time from now, more than zero and up to 365 days
	 * @throws IllegalArgumentException if the duration is out of this range
	 */
	void extend(Duration duration);

}
