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

import java.time.Duration;
import java.util.Objects;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.linux.MonotonicClock;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceStatus;

/**
 * Reports the state of the service with systemd's notify protocol.
 */
final class SystemdHost implements ServiceHost {

	private static final Log logger = LogFactory.getLog(SystemdHost.class);

	/** How long the process may take to tell a busy service manager how it ended. */
	private static final Duration LAST_STATE_TIMEOUT = Duration.ofSeconds(5);

	private final NotifySender sender;

	private final NotifyQueue queue;

	private final @Nullable Watchdog watchdog;

	private final boolean extendStopTimeout;

	private boolean stopping;

	/**
	 * Create a host.
	 * @param sender sends the messages
	 * @param watchdog the watchdog, or {@code null} if systemd does not watch
	 * @param extendStopTimeout whether to ask for more time than the unit allows for a
	 * stop
	 */
	SystemdHost(NotifySender sender, @Nullable Watchdog watchdog, boolean extendStopTimeout) {
		this.extendStopTimeout = extendStopTimeout;
		this.sender = sender;
		this.queue = new NotifyQueue(sender);
		this.watchdog = watchdog;
	}

	@Override
	public void report(ServiceStatus status) {
		NotifyMessage message = new NotifyMessage();
		boolean state = addState(message, status);
		message.status(status.text()).extendTimeout(extension(status));
		if (state) {
			this.queue.state(message);
		}
		else {
			this.queue.step(message);
		}
		if (status.state() == ServiceState.STOPPED) {
			this.queue.flush(LAST_STATE_TIMEOUT);
		}
		if (this.watchdog != null) {
			control(this.watchdog, status.state());
		}
	}

	private Duration extension(ServiceStatus status) {
		boolean limited = status.state() == ServiceState.STOPPING && !this.extendStopTimeout;
		return (limited) ? Duration.ZERO : status.timeout();
	}

	/**
	 * Add a change of the state.
	 * @param message the message to add to
	 * @param status the status
	 * @return whether systemd must not miss the message
	 */
	private boolean addState(NotifyMessage message, ServiceStatus status) {
		if (status.state() == ServiceState.STOPPING) {
			return addStopping(message, status) || status.isEntered();
		}
		if (status.isEntered()) {
			switch (status.state()) {
				case RUNNING -> message.with("READY=1");
				case RELOADING -> message.with("RELOADING=1").with("MONOTONIC_USEC=" + MonotonicClock.microseconds());
				case STOPPED -> addExit(message, status);
				default -> {
				}
			}
		}
		return status.isEntered();
	}

	private boolean addStopping(NotifyMessage message, ServiceStatus status) {
		// Once, and only when the process ends, because systemd then waits for that, and
		// forgets that the service has ever been ready
		boolean first = status.ending() && !this.stopping;
		if (first) {
			this.stopping = true;
			message.with("STOPPING=1");
			logger.info((this.extendStopTimeout)
					? "Asking systemd to wait up to " + status.timeout().toSeconds()
							+ " s for each step of the stop, whatever TimeoutStopSec= of the unit says"
					: "Stopping within TimeoutStopSec= of the unit, because 'qsu.systemd.extend-stop-timeout' is false");
		}
		return first;
	}

	private static void addExit(NotifyMessage message, ServiceStatus status) {
		Integer exitCode = status.exitCode();
		if (exitCode != null) {
			message.with("EXIT_STATUS=" + exitCode);
		}
		if (exitCode != null && exitCode != 0) {
			status.failures()
				.stream()
				.map((failure) -> FailureErrno.of(failure.exception()))
				.filter(Objects::nonNull)
				.findFirst()
				.ifPresent((number) -> message.with("ERRNO=" + number));
		}
	}

	private static void control(Watchdog watchdog, ServiceState state) {
		if (state == ServiceState.RUNNING) {
			watchdog.start();
		}
		if (state == ServiceState.STOPPED) {
			watchdog.stop();
		}
	}

	@Override
	public void close() {
		this.queue.clear();
		if (this.watchdog != null) {
			this.watchdog.stop();
		}
	}

	@Override
	public String describe() {
		Duration interval = (this.watchdog != null) ? this.watchdog.getInterval() : null;
		return "notifying " + this.sender + ((interval != null) ? ", watchdog " + interval.toMillis() + " ms" : "");
	}

}
