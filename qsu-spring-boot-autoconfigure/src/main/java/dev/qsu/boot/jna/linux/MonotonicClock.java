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

package dev.qsu.boot.jna.linux;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * The clock that systemd uses for timestamps.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man3/clock_gettime.3.html">clock_gettime(3)</a>
 */
public final class MonotonicClock {

	private MonotonicClock() {
	}

	/**
	 * Return the time of {@code CLOCK_MONOTONIC}.
	 * @return the time in microseconds since an arbitrary point
	 */
	public static long microseconds() {
		try (Memory timespec = Libc.zeroed(16)) {
			Libc.get().clock_gettime(Libc.CLOCK_MONOTONIC, timespec);
			long seconds = timespec.getNativeLong(0).longValue();
			NativeLong nanoseconds = timespec.getNativeLong(Native.LONG_SIZE);
			return seconds * 1_000_000 + nanoseconds.longValue() / 1_000;
		}
		catch (LastErrorException ex) {
			throw Libc.failed("clock_gettime(CLOCK_MONOTONIC)", ex);
		}
	}

}
