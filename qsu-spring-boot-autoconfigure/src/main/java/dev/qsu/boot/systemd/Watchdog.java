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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.service.host.ServiceLiveness;

/**
 * Sends keep-alive pings to systemd twice per interval, as long as the service is live.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html">sd_watchdog_enabled(3)</a>
 */
final class Watchdog {

	private static final Log logger = LogFactory.getLog(Watchdog.class);

	private static final String THREAD_NAME = "qsu-watchdog";

	private final NotifySender sender;

	private final Duration interval;

	private final ServiceLiveness liveness;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean withheld;

	Watchdog(NotifySender sender, Duration interval, ServiceLiveness liveness) {
		this.sender = sender;
		this.interval = interval;
		this.liveness = liveness;
	}

	Duration getInterval() {
		return this.interval;
	}

	/**
	 * Start to send keep-alive pings. Does nothing if already started.
	 */
	synchronized void start() {
		if (this.executor == null) {
			this.executor = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, THREAD_NAME);
				thread.setDaemon(true);
				return thread;
			});
			this.executor.scheduleAtFixedRate(this::ping, 0, this.interval.toNanos() / 2, TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Stop sending keep-alive pings.
	 */
	synchronized void stop() {
		if (this.executor != null) {
			this.executor.shutdownNow();
			this.executor = null;
		}
	}

	private void ping() {
		String problem = problem();
		if (problem == null) {
			NotifyMessage message = new NotifyMessage().with("WATCHDOG=1");
			this.sender.send((this.withheld) ? message.status("Running") : message);
			this.withheld = false;
		}
		else if (!this.withheld) {
			this.withheld = true;
			logger.error("Withholding keep-alive pings from the watchdog of the service manager, which ends the process"
					+ " after " + this.interval + ": " + problem);
			this.sender.send(new NotifyMessage().status("Not alive: " + problem));
		}
	}

	private @Nullable String problem() {
		try {
			return this.liveness.problem(this.interval);
		}
		catch (RuntimeException ex) {
			// an exception would silently end the periodic task
			return "the liveness could not be determined: " + ex;
		}
	}

}
