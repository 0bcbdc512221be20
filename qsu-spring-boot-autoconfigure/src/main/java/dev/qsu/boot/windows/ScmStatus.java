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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.jna.windows.NativeServiceStatus;

/**
 * The status reported to the Service Control Manager. It never returns from a requested
 * stop, nor from running to starting. That the service has stopped is reported once,
 * because the process may be terminated immediately afterwards.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/services/service-status-transitions">Service
 * state transitions</a>
 */
final class ScmStatus {

	private static final Log logger = LogFactory.getLog(ScmStatus.class);

	/**
	 * Wait hint until the environment of the application is prepared, in milliseconds.
	 */
	private static final int FIRST_WAIT_HINT = 60_000;

	/** Controls that every version of Windows supports. */
	private static final int BASIC_CONTROLS = ServiceControl.STOP.getAccept() | ServiceControl.SHUTDOWN.getAccept()
			| ServiceControl.PAUSE.getAccept();

	/** Controls that are also accepted while the service pauses or resumes. */
	private static final int STOP_CONTROLS = ServiceControl.STOP.getAccept() | ServiceControl.SHUTDOWN.getAccept()
			| ServiceControl.PRESHUTDOWN.getAccept();

	private final NativeService service;

	private @Nullable Long handle;

	private NativeServiceStatus current = new NativeServiceStatus(NativeServiceStatus.START_PENDING, 0, 0, 0, 1,
			FIRST_WAIT_HINT);

	private int checkpoint = 1;

	private int controlsAccepted;

	private boolean stopRequested;

	ScmStatus(NativeService service) {
		this.service = service;
	}

	/**
	 * Start to report, beginning with the current status.
	 * @param handle the status handle of the service
	 */
	synchronized void connected(long handle) {
		this.handle = handle;
		report();
	}

	/**
	 * Report a state that is not pending.
	 * @param state the state
	 * @param controlsAccepted the controls that the service accepts in it
	 */
	synchronized void enter(int state, int controlsAccepted) {
		this.controlsAccepted = controlsAccepted;
		change(new NativeServiceStatus(state, controlsAccepted, 0, 0, 0, 0));
	}

	/**
	 * Report a step of a pending state.
	 * @param state the state
	 * @param waitHint the estimated time until the next step, in milliseconds
	 */
	synchronized void step(int state, int waitHint) {
		int next = (this.current.state() == state) ? this.checkpoint + 1 : 1;
		int accepted = switch (state) {
			case NativeServiceStatus.PAUSE_PENDING, NativeServiceStatus.CONTINUE_PENDING ->
				this.controlsAccepted & STOP_CONTROLS;
			default -> 0;
		};
		if (change(new NativeServiceStatus(state, accepted, 0, 0, next, waitHint))) {
			this.checkpoint = next;
		}
	}

	/**
	 * Report that a stop was requested, after which the application cannot start again.
	 * @param waitHint the estimated time until the first step, in milliseconds
	 */
	synchronized void stopRequested(int waitHint) {
		this.stopRequested = true;
		step(NativeServiceStatus.STOP_PENDING, waitHint);
	}

	/**
	 * Report that a pause or a continue was requested. The sender of the control sees
	 * from the state whether the request has an effect.
	 * @param from the state in which the request has an effect
	 * @param to the pending state to enter
	 * @param waitHint the estimated time until the first step, in milliseconds
	 * @return whether the request has an effect
	 */
	synchronized boolean requested(int from, int to, int waitHint) {
		if (this.current.state() != from) {
			return false;
		}
		step(to, waitHint);
		return true;
	}

	synchronized boolean isIn(int state) {
		return this.current.state() == state;
	}

	synchronized int getControlsAccepted() {
		return this.controlsAccepted;
	}

	/**
	 * Report that the service has stopped.
	 * @param exitCode the Windows error code
	 * @param serviceExitCode the service-specific exit code
	 */
	synchronized void stopped(int exitCode, int serviceExitCode) {
		change(new NativeServiceStatus(NativeServiceStatus.STOPPED, 0, exitCode, serviceExitCode, 0, 0));
	}

	synchronized @Nullable Long getHandle() {
		return this.handle;
	}

	private boolean change(NativeServiceStatus next) {
		if (!isPossible(next.state()) || next.equals(this.current)) {
			return false;
		}
		this.current = next;
		report();
		return true;
	}

	private boolean isPossible(int next) {
		return switch (this.current.state()) {
			case NativeServiceStatus.STOPPED -> false;
			case NativeServiceStatus.STOP_PENDING ->
				next == NativeServiceStatus.STOP_PENDING || next == NativeServiceStatus.STOPPED
						|| (next == NativeServiceStatus.START_PENDING && !this.stopRequested);
			case NativeServiceStatus.START_PENDING -> true;
			default -> next != NativeServiceStatus.START_PENDING;
		};
	}

	private void report() {
		Long known = this.handle;
		if (known == null) {
			return;
		}
		try {
			this.service.setStatus(known, this.current);
		}
		catch (NativeCallException ex) {
			logger.warn("Could not report " + this.current + " to the Service Control Manager: " + ex.getMessage());
			reportWithBasicControls(known);
		}
	}

	/**
	 * Fall back to basic controls rather than stay in {@code START_PENDING}.
	 * @param known the status handle of the service
	 */
	private void reportWithBasicControls(long known) {
		int accepted = this.current.controlsAccepted();
		int basic = accepted & BASIC_CONTROLS;
		if (basic == accepted) {
			return;
		}
		if ((accepted & ServiceControl.PRESHUTDOWN.getAccept()) != 0) {
			basic |= ServiceControl.SHUTDOWN.getAccept();
		}
		logger.warn("Accepting only stop, shutdown, pause and continue. Set 'qsu.windows.accepted-controls'"
				+ " to the controls that this version of Windows supports");
		try {
			this.service.setStatus(known, new NativeServiceStatus(this.current.state(), basic, 0, 0, 0, 0));
		}
		catch (NativeCallException ex) {
			logger.warn("The basic controls were refused too: " + ex.getMessage());
		}
	}

}
