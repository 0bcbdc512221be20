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

package dev.qsu.boot.windows.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.SvcEvent;

/**
 * Published when the system time was changed. Published on the thread
 * {@code qsu-service}.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_timechange_info">SERVICE_TIMECHANGE_INFO</a>
 */
public class SvcTimeChangeEvent extends SvcEvent {

	private final @Nullable Instant oldTime;

	private final @Nullable Instant newTime;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param oldTime the time before the change, or {@code null} if unknown
	 * @param newTime the time after the change, or {@code null} if unknown
	 */
	public SvcTimeChangeEvent(ApplicationContext source, @Nullable Instant oldTime, @Nullable Instant newTime) {
		super(source);
		this.oldTime = oldTime;
		this.newTime = newTime;
	}

	/**
	 * Return the system time before the change.
	 * @return the time, or {@code null} if unknown
	 */
	public @Nullable Instant getOldTime() {
		return this.oldTime;
	}

	/**
	 * Return the system time after the change.
	 * @return the time, or {@code null} if unknown
	 */
	public @Nullable Instant getNewTime() {
		return this.newTime;
	}

	@Override
	public String getDetail() {
		String from = (this.oldTime != null) ? "from " + this.oldTime : "";
		String to = (this.newTime != null) ? "to " + this.newTime : "";
		return (from + " " + to).strip();
	}

}
