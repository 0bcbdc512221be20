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

import java.net.BindException;
import java.util.Locale;

import org.springframework.util.StringUtils;

/**
 * A failure of the service. Failures are collected, so a later one does not hide an
 * earlier one.
 *
 * @param phase the phase in which the failure occurred
 * @param exception the exception
 * @since 0.1.0
 */
public record ServiceFailure(ServicePhase phase, Throwable exception) {

	private static final int MAX_LENGTH = 300;

	/**
	 * Return a one-line description of the failure.
	 * @return the phase and the first line, up to 300 characters, of the message of the
	 * innermost cause, or, if that is about an address which only the next exception
	 * names, of that one
	 */
	public String describe() {
		String line = firstLine(cause());
		return "[" + this.phase.name().toLowerCase(Locale.ROOT) + "] "
				+ ((line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "..." : line);
	}

	private Throwable cause() {
		Throwable cause = this.exception;
		while (cause.getCause() != null && cause.getCause() != cause) {
			// the JDK says what is wrong with the address, but not which it is
			if (cause.getCause() instanceof BindException && StringUtils.hasText(cause.getMessage())) {
				return cause;
			}
			cause = cause.getCause();
		}
		return cause;
	}

	private static String firstLine(Throwable cause) {
		String message = (cause.getMessage() != null) ? cause.getMessage() : "";
		return message.lines()
			.map(String::strip)
			.filter((candidate) -> !candidate.isEmpty())
			.findFirst()
			.orElse(cause.getClass().getName());
	}

}
