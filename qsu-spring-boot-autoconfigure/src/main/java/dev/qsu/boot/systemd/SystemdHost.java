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

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.linux.MonotonicClock;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceStatus;

/**
 * Reports the state of the service with systemd's notify protocol.
 */
final class SystemdHost implements ServiceHost {

	/** How long the process may take to tell a busy service manager how it ended. */
	private static final Duration LAST_STATE_TIMEOUT = Duration.ofSeconds(5);

	private final NotifySender sender;

	private final NotifyQueue queue;

	private final @Nullable Watchdog watchdog;

	private boolean stopping;

	SystemdHost(NotifySender sender, @Nullable Watchdog watchdog) {
		this.sender = sender;
		this.queue = new NotifyQueue(sender);
		this.watchdog = watchdog;
	}

	@Override
	public void report(ServiceStatus status) {
		NotifyMessage message = new NotifyMessage();
		if (status.isEntered()) {
			addState(message, status);
			this.queue.state(message.status(status.text()).extendTimeout(status.timeout()));
		}
		else {
			this.queue.step(message.status(status.text()).extendTimeout(status.timeout()));
		}
		if (status.state() == ServiceState.STOPPED) {
			this.queue.flush(LAST_STATE_TIMEOUT);
		}
		if (this.watchdog != null) {
			control(this.watchdog, status.state());
		}
	}

	private void addState(NotifyMessage message, ServiceStatus status) {
		switch (status.state()) {
			case RUNNING -> message.with("READY=1");
			case RELOADING -> message.with("RELOADING=1").with("MONOTONIC_USEC=" + MonotonicClock.microseconds());
			case STOPPING -> addStopping(message);
			case STOPPED -> addExit(message, status);
			default -> {
			}
		}
	}

	private void addStopping(NotifyMessage message) {
		// once only, because it makes systemd start its stop timeout
		if (!this.stopping) {
			this.stopping = true;
			message.with("STOPPING=1");
		}
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
