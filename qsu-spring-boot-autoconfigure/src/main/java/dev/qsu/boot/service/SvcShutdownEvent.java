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
 * Event published when the service is about to stop. Published once, before anything
 * stops: all beans are alive and the web server is still serving. After that, the
 * application context is closed and the process ends.
 * <p>
 * Published on the thread {@code qsu-service} or, if the application ends on its own, on
 * the thread that closes the context. If a listener throws, the process exits with a
 * nonzero code.
 *
 * @since 0.1.0
 */
public class SvcShutdownEvent extends SvcEvent {

	private final Demise demise;

	private final boolean systemShutdown;

	private final transient Consumer<Duration> extension;

	/**
	 * Create a new event.
	 * @param source the application context that will be closed
	 * @param demise why the service stops
	 * @param systemShutdown whether the operating system is shutting down
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
	 * Return whether the service stops because the operating system is shutting down.
	 * Reported on Windows only.
	 * @return whether the service manager has reported a shutdown
	 */
	public boolean isSystemShutdown() {
		return this.systemShutdown;
	}

	/**
	 * Request more time for the listeners in total, and from the service manager. May be
	 * called repeatedly.
	 * @param duration the minimum time from now, more than zero and up to 365 days
	 * @throws IllegalArgumentException if the duration is out of this range
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
