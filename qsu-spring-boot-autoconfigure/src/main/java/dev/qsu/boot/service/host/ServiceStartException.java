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

package dev.qsu.boot.service.host;

import org.jspecify.annotations.Nullable;

/**
 * Exception thrown when the application cannot run as a service.
 *
 * @since 0.1.0
 */
public class ServiceStartException extends RuntimeException {

	private final String action;

	/**
	 * Create a new exception.
	 * @param message the description of the problem
	 * @param action what to do to solve the problem
	 * @param cause the cause, or {@code null}
	 */
	public ServiceStartException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * Return what to do to solve the problem.
	 * @return one or more lines of human-readable text
	 */
	public String getAction() {
		return this.action;
	}

}
