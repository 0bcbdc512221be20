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

package dev.qsu.boot.service;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.context.ApplicationContext;

/**
 * The service is going to stop. Published once, before anything stops: every bean is
 * alive and the web server still serves. Afterwards the application context is closed and
 * the process ends.
 * <p>
 * Published on the thread {@code qsu-service} or, if the application ends by itself, on
 * the thread that closes the context. A listener that throws makes the process exit with
 * a code other than 0.
 *
 * @since 0.1.0
 */
public class SvcShutdownEvent extends SvcEvent {

	private final Demise demise;

	private final boolean systemShutdown;

	private final transient Consumer<Duration> extension;

	/**
	 * Create a new event.
	 * @param source the application context that is going to be closed
	 * @param demise why the service stops
	 * @param systemShutdown whether the operating system is going down
	 * @param extension called with the durations of {@link #extend}
	 */
	public SvcShutdownEvent(ApplicationContext source, Demise demise, boolean systemShutdown,
			Consumer<Duration> extension) {
		super(source);
		this.demise = demise;
		this.systemShutdown = systemShutdown;
		this.extension = extension;
	}

	/**
	 * Return why the service stops.
	 * @return the reason
	 */
	public Demise getDemise() {
		return this.demise;
	}

	/**
	 * Return whether the service stops because the operating system is going down. Only
	 * Windows tells.
	 * @return whether the service manager said so
	 */
	public boolean isSystemShutdown() {
		return this.systemShutdown;
	}

	/**
	 * Ask for more time: the listeners together, and the service manager, wait at least
	 * this long from now. May be called repeatedly.
	 * @param duration the time from now, more than zero and up to 365 days
	 */
	public void extend(Duration duration) {
		ServiceExtension.check(duration);
		this.extension.accept(duration);
	}

	@Override
	public String getDetail() {
		return this.demise.name();
	}

}
