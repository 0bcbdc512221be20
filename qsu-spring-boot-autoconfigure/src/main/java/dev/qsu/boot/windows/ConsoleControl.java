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

package dev.qsu.boot.windows;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Controls that Windows sends to the processes of a console.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/console/handlerroutine">HandlerRoutine</a>
 */
enum ConsoleControl {

	/** Ctrl+C. */
	INTERRUPT(0),

	/** Ctrl+Break. */
	BREAK(1),

	/** The console is closed. */
	CLOSE(2),

	/** A user logs off, not necessarily the one that runs the process. */
	LOGOFF(5),

	SHUTDOWN(6);

	private final int code;

	ConsoleControl(int code) {
		this.code = code;
	}

	/**
	 * Return the control with a code.
	 * @param code the code
	 * @return the control, or {@code null} if the code is unknown
	 */
	static @Nullable ConsoleControl of(int code) {
		return Arrays.stream(values()).filter((control) -> control.code == code).findFirst().orElse(null);
	}

}
