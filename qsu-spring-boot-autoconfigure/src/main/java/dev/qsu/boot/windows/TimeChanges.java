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

import java.time.Instant;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.windows.event.SvcTimeChangeEvent;

/**
 * Reads the data of {@link ServiceControl#TIMECHANGE}.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_timechange_info">SERVICE_TIMECHANGE_INFO</a>
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/minwinbase/ns-minwinbase-filetime">FILETIME</a>
 */
final class TimeChanges {

	private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");

	/** A tick is 100 ns. */
	private static final long TICKS_PER_SECOND = 10_000_000;

	private TimeChanges() {
	}

	static Function<ApplicationContext, SvcEvent> event(Payload payload) {
		Instant newTime = time(payload, 0);
		Instant oldTime = time(payload, Long.BYTES);
		return (context) -> new SvcTimeChangeEvent(context, oldTime, newTime);
	}

	private static @Nullable Instant time(Payload payload, int offset) {
		return payload.has(offset + Long.BYTES) ? ofFileTime(payload.longAt(offset)) : null;
	}

	private static Instant ofFileTime(long ticks) {
		return EPOCH.plusSeconds(Math.floorDiv(ticks, TICKS_PER_SECOND))
			.plusNanos(Math.floorMod(ticks, TICKS_PER_SECOND) * 100);
	}

}
