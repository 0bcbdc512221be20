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
 * {@code SERVICE_STATUS} of a service that runs in its own process.
 *
 * @param state one of the states
 * @param controlsAccepted the bits of the controls that the service accepts
 * @param exitCode the Windows error code
 * @param serviceExitCode the service-specific exit code, for
 * {@link WindowsError#SERVICE_SPECIFIC_ERROR}
 * @param checkpoint the number of the step in a pending state, otherwise 0
 * @param waitHint the estimated time until the next step of a pending state in
 * milliseconds, otherwise 0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status">SERVICE_STATUS</a>
 */
public record NativeServiceStatus(int state, int controlsAccepted, int exitCode, int serviceExitCode, int checkpoint,
		int waitHint) {

	/**
	 * {@code SERVICE_STOPPED}.
	 */
	public static final int STOPPED = 1;

	/**
	 * {@code SERVICE_START_PENDING}.
	 */
	public static final int START_PENDING = 2;

	/**
	 * {@code SERVICE_STOP_PENDING}.
	 */
	public static final int STOP_PENDING = 3;

	/**
	 * {@code SERVICE_RUNNING}.
	 */
	public static final int RUNNING = 4;

	/**
	 * {@code SERVICE_CONTINUE_PENDING}.
	 */
	public static final int CONTINUE_PENDING = 5;

	/**
	 * {@code SERVICE_PAUSE_PENDING}.
	 */
	public static final int PAUSE_PENDING = 6;

	/**
	 * {@code SERVICE_PAUSED}.
	 */
	public static final int PAUSED = 7;

}
