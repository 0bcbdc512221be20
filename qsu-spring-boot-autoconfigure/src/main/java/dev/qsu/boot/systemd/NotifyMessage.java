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
import java.util.StringJoiner;

import dev.qsu.boot.launch.Printable;

/**
 * A message of the notify protocol: assignments, one per line.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
final class NotifyMessage {

	private static final int MAX_STATUS_LENGTH = 1000;

	private final StringJoiner lines = new StringJoiner("\n");

	NotifyMessage with(String assignment) {
		this.lines.add(assignment);
		return this;
	}

	/**
	 * Add a status text. Line breaks become blanks, because they would start another
	 * assignment.
	 * @param text the text; cut after 1000 characters
	 * @return this message
	 */
	NotifyMessage status(String text) {
		String line = Printable.line(text, " ").strip();
		return with("STATUS=" + ((line.length() > MAX_STATUS_LENGTH) ? line.substring(0, MAX_STATUS_LENGTH) : line));
	}

	NotifyMessage extendTimeout(Duration duration) {
		return (duration.isZero()) ? this : with("EXTEND_TIMEOUT_USEC=" + duration.toNanos() / 1000);
	}

	@Override
	public String toString() {
		return this.lines.toString();
	}

}
