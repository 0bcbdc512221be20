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
 * Tells the Service Control Manager that a request is on its way. Otherwise whoever made
 * the request would see the old state right after it, and take that for a refusal.
 *
 * @param status the status to change
 * @param startHint how long going on after a pause may take, in milliseconds
 * @param stopHint how long a pause or a stop may take, in milliseconds
 */
record ScmPending(ScmStatus status, int startHint, int stopHint) {

	void stop() {
		this.status.stopRequested(this.stopHint);
	}

	/**
	 * Ask for a pause.
	 * @param request asks for it
	 * @return whether the request was taken
	 */
	boolean pause(BooleanSupplier request) {
		return ask(request, NativeServiceStatus.RUNNING, NativeServiceStatus.PAUSE_PENDING, this.stopHint);
	}

	/**
	 * Ask to go on after a pause.
	 * @param request asks for it
	 * @return whether the request was taken
	 */
	boolean resume(BooleanSupplier request) {
		return ask(request, NativeServiceStatus.PAUSED, NativeServiceStatus.CONTINUE_PENDING, this.startHint);
	}

	private boolean ask(BooleanSupplier request, int from, int to, int waitHint) {
		boolean told = this.status.requested(from, to, waitHint);
		boolean taken = request.getAsBoolean();
		if (told && !taken) {
			this.status.enter(from, this.status.getControlsAccepted());
		}
		return taken;
	}

}
