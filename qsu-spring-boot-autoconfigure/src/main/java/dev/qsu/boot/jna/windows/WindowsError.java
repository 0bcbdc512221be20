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

package dev.qsu.boot.jna.windows;

/**
 * Windows error codes.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/debug/system-error-codes">System error
 * codes</a>
 */
public final class WindowsError {

	/** {@code NO_ERROR}. */
	public static final int NONE = 0;

	/** {@code ERROR_CALL_NOT_IMPLEMENTED}. */
	public static final int CALL_NOT_IMPLEMENTED = 120;

	/** {@code ERROR_SERVICE_ALREADY_RUNNING}. */
	public static final int SERVICE_ALREADY_RUNNING = 1056;

	/** {@code ERROR_SERVICE_CANNOT_ACCEPT_CTRL}. */
	public static final int SERVICE_CANNOT_ACCEPT_CTRL = 1061;

	/** {@code ERROR_FAILED_SERVICE_CONTROLLER_CONNECT}. */
	public static final int FAILED_SERVICE_CONTROLLER_CONNECT = 1063;

	/** {@code ERROR_EXCEPTION_IN_SERVICE}. */
	public static final int EXCEPTION_IN_SERVICE = 1064;

	/** {@code ERROR_SERVICE_SPECIFIC_ERROR}. */
	public static final int SERVICE_SPECIFIC_ERROR = 1066;

	/** {@code ERROR_PROCESS_ABORTED}. */
	public static final int PROCESS_ABORTED = 1067;

	private WindowsError() {
	}

}
