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
 * Gives systemd a sign of life twice in each interval, as long as the service is healthy.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_watchdog_enabled.html">sd_watchdog_enabled(3)</a>
 */
final class Watchdog {

	private static final Log logger = LogFactory.getLog(Watchdog.class);

	private static final String THREAD_NAME = "qsu-watchdog";

	private final NotifySender sender;

	private final Duration interval;

	private final ServiceLiveness health;

	private @Nullable ScheduledThreadPoolExecutor executor;

	private boolean withheld;

	Watchdog(NotifySender sender, Duration interval, ServiceLiveness health) {
		this.sender = sender;
		this.interval = interval;
		this.health = health;
	}

	Duration getInterval() {
		return this.interval;
	}

	/**
	 * Give signs of life from now on. Does nothing if that is the case already.
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
	 * Stop giving signs of life.
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
			this.withheld = false;
			this.sender.send(new NotifyMessage().with("WATCHDOG=1"));
		}
		else if (!this.withheld) {
			this.withheld = true;
			logger.error(
					"Withholding signs of life from the watchdog of the service manager, which ends the process after "
							+ this.interval + ": " + problem);
		}
	}

	/**
	 * An exception would end the periodic task without a word.
	 */
	private @Nullable String problem() {
		try {
			return this.health.problem(this.interval);
		}
		catch (RuntimeException ex) {
			return "the health is not known: " + ex;
		}
	}

}
