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

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.linux.Errno;

/**
 * Maps failures to error numbers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
final class FailureErrno {

	/** Keyed by class name, because not every class is on every class path. */
	private static final Map<String, Integer> NUMBERS = Map.of("java.nio.file.NoSuchFileException", Errno.ENOENT,
			"java.io.FileNotFoundException", Errno.ENOENT, "java.lang.OutOfMemoryError", Errno.ENOMEM,
			"java.nio.file.AccessDeniedException", Errno.EACCES, "java.net.BindException", Errno.EADDRINUSE,
			"org.springframework.boot.web.server.PortInUseException", Errno.EADDRINUSE);

	private FailureErrno() {
	}

	/**
	 * Return the error number of a failure.
	 * @param failure the exception
	 * @return the number of the outermost exception that has one, or {@code null} if none
	 * has
	 */
	static @Nullable Integer of(Throwable failure) {
		Throwable candidate = failure;
		while (candidate != null) {
			Integer number = NUMBERS.get(candidate.getClass().getName());
			if (number != null) {
				return number;
			}
			candidate = candidate.getCause();
		}
		return null;
	}

}
