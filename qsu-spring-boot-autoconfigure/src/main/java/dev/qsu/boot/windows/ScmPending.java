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

import java.util.function.BooleanSupplier;

import dev.qsu.boot.jna.windows.NativeServiceStatus;

/**
 * Reports a pending state as soon as a request is made. Otherwise the sender of the
 * control would see the previous state immediately afterwards, and take that for a
 * refusal.
 *
 * @param status the status to change
 * @param startHint the wait hint for a continue, in milliseconds
 * @param stopHint the wait hint for a pause or a stop, in milliseconds
 */
record ScmPending(ScmStatus status, int startHint, int stopHint) {

	void stop() {
		this.status.stopRequested(this.stopHint);
	}

	/**
	 * Request a pause.
	 * @param request makes the request
	 * @return whether the request was accepted
	 */
	boolean pause(BooleanSupplier request) {
		return request(request, NativeServiceStatus.RUNNING, NativeServiceStatus.PAUSE_PENDING, this.stopHint);
	}

	/**
	 * Request to continue after a pause.
	 * @param request makes the request
	 * @return whether the request was accepted
	 */
	boolean resume(BooleanSupplier request) {
		return request(request, NativeServiceStatus.PAUSED, NativeServiceStatus.CONTINUE_PENDING, this.startHint);
	}

	private boolean request(BooleanSupplier request, int from, int to, int waitHint) {
		boolean reported = this.status.requested(from, to, waitHint);
		boolean accepted = request.getAsBoolean();
		if (reported && !accepted) {
			this.status.enter(from, this.status.getControlsAccepted());
		}
		return accepted;
	}

}
