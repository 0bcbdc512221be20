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

package dev.qsu.boot.socket.activation;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import dev.qsu.boot.launch.FileDescriptorName;

/**
 * Fuzzes the environment variables. Every error must be reported as a problem, never by
 * an exception.
 */
public final class ListenFdsFuzz {

	private static final String[] VARIABLES = { "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "LISTEN_FDS_FIRST_FD",
			"LISTEN_PIDFDID" };

	private ListenFdsFuzz() {
	}

	/**
	 * Called by Jazzer.
	 * @param data one line for each variable
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", -1);
		Map<String, String> environment = new HashMap<>();
		for (int i = 0; i < Math.min(lines.length, VARIABLES.length); i++) {
			if (!lines[i].equals("-")) {
				environment.put(VARIABLES[i], lines[i]);
			}
		}
		ListenFds fds = ListenFds.parse(environment, 42, () -> 7L);
		check(fds.problem() == null || fds.names().isEmpty(), "Sockets beside a problem");
		check(fds.names().size() <= ListenFds.MAX_COUNT, "Too many sockets");
		check(fds.first() >= ListenFds.DEFAULT_FIRST && fds.first() + fds.names().size() > 0, "Not a file descriptor");
		check(fds.names().stream().allMatch(FileDescriptorName::isValid), "An invalid name");
		String problem = fds.problem();
		check(problem == null || problem.chars().allMatch((character) -> character >= 0x20 && character <= 0x7e),
				"A problem that cannot be printed");
	}

	private static void check(boolean expression, String message) {
		if (!expression) {
			throw new IllegalStateException(message);
		}
	}

}
