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

import java.time.Duration;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.windows.NativeServiceStatus;
import dev.qsu.boot.jna.windows.WindowsError;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.host.ServiceStatus;

/**
 * Reports the state of the service to the Service Control Manager.
 */
final class ScmHost implements ServiceHost {

	private static final Log logger = LogFactory.getLog(ScmHost.class);

	private final ScmStatus status;

	private final ScmNotifications notifications;

	private final ServiceRequests requests;

	private final WindowsProperties properties;

	private volatile int controls;

	ScmHost(ScmStatus status, ScmNotifications notifications, ServiceRequests requests, WindowsProperties properties) {
		this.status = status;
		this.notifications = notifications;
		this.requests = requests;
		this.properties = properties;
	}

	@Override
	public void report(ServiceStatus report) {
		int waitHint = milliseconds(report.timeout());
		switch (report.state()) {
			case STARTING -> this.status.step(NativeServiceStatus.START_PENDING, waitHint);
			case RUNNING, RELOADING -> running(report);
			case PAUSING -> pending(report, NativeServiceStatus.PAUSE_PENDING, waitHint);
			case PAUSED -> this.status.enter(NativeServiceStatus.PAUSED, this.controls);
			case RESUMING -> pending(report, NativeServiceStatus.CONTINUE_PENDING, waitHint);
			case STOPPING -> pending(report, NativeServiceStatus.STOP_PENDING, waitHint);
			case STOPPED -> stopped(report.exitCode());
		}
	}

	private void running(ServiceStatus report) {
		if (report.isEntered()) {
			this.status.enter(NativeServiceStatus.RUNNING, this.controls);
			this.notifications.register();
		}
	}

	private void pending(ServiceStatus report, int state, int waitHint) {
		// a requested state was reported as pending when the control arrived
		if (!report.isEntered() || !this.status.isIn(state)) {
			this.status.step(state, waitHint);
		}
	}

	/**
	 * Chooses the controls only now, because not all listeners are registered before the
	 * service runs.
	 */
	@Override
	public void prepareRunning() {
		Set<AcceptedControl> accepted;
		try {
			accepted = AcceptedControls.choose(this.requests, this.properties);
			logger.debug("Accepting " + accepted);
		}
		catch (RuntimeException | LinkageError ex) {
			accepted = AcceptedControls.least(this.properties);
			logger.warn("Could not determine which controls the application listens to, so accepting only " + accepted
					+ ". Set 'qsu.windows.accepted-controls' to the controls to accept", ex);
		}
		this.controls = AcceptedControls.bits(accepted);
	}

	private void stopped(@Nullable Integer exitCode) {
		try {
			this.notifications.close();
		}
		finally {
			reportStopped(exitCode);
		}
	}

	private void reportStopped(@Nullable Integer exitCode) {
		if (exitCode == null) {
			this.status.stopped(WindowsError.PROCESS_ABORTED, 0);
		}
		else if (exitCode == 0) {
			this.status.stopped(0, 0);
		}
		else {
			this.status.stopped(WindowsError.SERVICE_SPECIFIC_ERROR, exitCode);
		}
	}

	static int milliseconds(Duration duration) {
		return (int) Math.max(0, Math.min(duration.toMillis(), Integer.MAX_VALUE));
	}

	/**
	 * The Service Control Manager waits for a pending state without a limit.
	 */
	@Override
	public boolean keepsDeadlines() {
		return false;
	}

	/**
	 * Recovery actions do not ask who has stopped the service.
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_failure_actions_flag">SERVICE_FAILURE_ACTIONS_FLAG</a>
	 */
	@Override
	public boolean recoversRequestedStop() {
		return !this.properties.isReportStopFailures();
	}

	@Override
	public void close() {
		this.notifications.close();
	}

	@Override
	public String describe() {
		return "reporting to the Service Control Manager";
	}

}
