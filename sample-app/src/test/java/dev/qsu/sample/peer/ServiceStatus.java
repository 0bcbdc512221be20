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

package dev.qsu.sample.peer;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The status of a service, as reported by the Service Control Manager.
 *
 * @param at the time, in milliseconds since 1970
 * @param state the state
 * @param checkpoint the progress of a pending state
 * @param waitHint the estimated time until the next step, in milliseconds
 * @param accepted the controls that the service accepts, as bits
 * @param win32 the exit code
 * @param specific the service-specific exit code, if {@code win32} is 1066
 */
public record ServiceStatus(long at, State state, int checkpoint, int waitHint, int accepted, int win32, int specific) {

	/**
	 * Parse a line of the output of {@code scm.exe}.
	 * @param line the line
	 * @return the status
	 */
	static ServiceStatus parse(String line) {
		String[] words = line.split(" ");
		Map<String, Integer> values = Stream.of(words)
			.map((word) -> word.split("="))
			.filter((pair) -> pair.length == 2)
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> Integer.parseUnsignedInt(pair[1])));
		return new ServiceStatus(Long.parseLong(words[1]), State.values()[values.get("state")],
				values.get("checkpoint"), values.get("waithint"), values.get("accepted"), values.get("win32"),
				values.get("specific"));
	}

	/**
	 * Return whether another status has a different state, checkpoint or wait hint.
	 * @param other the other status
	 * @return whether it differs
	 */
	boolean isDifferent(ServiceStatus other) {
		return this.state != other.state || this.checkpoint != other.checkpoint || this.waitHint != other.waitHint;
	}

	/**
	 * The states, in the order of their numbers in Windows.
	 */
	public enum State {

		/**
		 * Not a state of Windows.
		 */
		NONE,

		/**
		 * There is no process.
		 */
		STOPPED,

		/**
		 * The application starts.
		 */
		START_PENDING,

		/**
		 * The application stops.
		 */
		STOP_PENDING,

		/**
		 * The application runs.
		 */
		RUNNING,

		/**
		 * The application resumes.
		 */
		CONTINUE_PENDING,

		/**
		 * The application pauses.
		 */
		PAUSE_PENDING,

		/**
		 * The application is paused.
		 */
		PAUSED

	}

}
