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

package dev.qsu.boot.server;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Informs {@link RetainedListeners} of every failed start. Spring Boot does not publish
 * an event for all of them.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class RestartFailureReporter implements SpringBootExceptionReporter {

	@Override
	public boolean reportException(Throwable failure) {
		if (RestartObserver.DEVTOOLS) {
			RetainedListeners.ofThisProcess().failed(reason(failure));
		}
		return false;
	}

	private static String reason(Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		return "The application failed to start: " + cause.getClass().getName()
				+ ((cause.getMessage() != null) ? ": " + cause.getMessage() : "");
	}

}
