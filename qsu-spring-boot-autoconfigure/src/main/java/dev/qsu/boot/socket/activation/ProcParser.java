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

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Parses the files about a process in {@code /proc}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class ProcParser {

	/** {@code O_CLOEXEC} in the octal flags of a file descriptor. */
	private static final int CLOSE_ON_EXEC = 02000000;

	/** The name may contain spaces, parentheses and line terminators. */
	private static final Pattern STAT = Pattern
		.compile("(\\d+) \\((.*)\\) \\S+ (\\d+)((?: -?\\d+){17}) (\\d+)(?:\\s.*)?", Pattern.DOTALL);

	private static final Pattern EFFECTIVE_USER = Pattern.compile("^Uid:\\s+\\d+\\s+(\\d+)\\s", Pattern.MULTILINE);

	private static final Pattern FLAGS = Pattern.compile("^flags:\\s+([0-7]{1,20})$", Pattern.MULTILINE);

	private ProcParser() {
	}

	/**
	 * Parse {@code /proc/PID/stat}.
	 * @param text the content of the file
	 * @return the status, or {@code null} if the content is malformed
	 */
	static @Nullable Stat stat(String text) {
		Matcher matcher = STAT.matcher(text);
		try {
			return (matcher.matches()) ? new Stat(Long.parseLong(matcher.group(1)), matcher.group(2),
					Long.parseLong(matcher.group(3)), matcher.group(5)) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * Parse {@code /proc/PID/environ}.
	 * @param text the content of the file
	 * @return the variables; if a name occurs more than once, the first one, as
	 * {@code getenv} returns
	 */
	static Map<String, String> environment(String text) {
		Map<String, String> environment = new HashMap<>();
		for (String assignment : text.split("\0")) {
			int equals = assignment.indexOf('=');
			if (equals > 0) {
				environment.putIfAbsent(assignment.substring(0, equals), assignment.substring(equals + 1));
			}
		}
		return environment;
	}

	/**
	 * Parse the effective user in {@code /proc/PID/status}.
	 * @param text the content of the file
	 * @return the id of the user, or {@code null} if the content has none
	 */
	static @Nullable String user(String text) {
		Matcher matcher = EFFECTIVE_USER.matcher(text);
		return (matcher.find()) ? matcher.group(1) : null;
	}

	/**
	 * Parse the flags in {@code /proc/PID/fdinfo/FD}.
	 * @param text the content of the file
	 * @return whether close-on-exec is set
	 */
	static boolean isCloseOnExec(String text) {
		Matcher matcher = FLAGS.matcher(text);
		return matcher.find() && (Long.parseLong(matcher.group(1), 8) & CLOSE_ON_EXEC) != 0;
	}

	/**
	 * The status of a process, from {@code /proc/PID/stat}.
	 *
	 * @param pid the process id
	 * @param name the name of the program
	 * @param parent the process id of the parent, 0 if there is none
	 * @param startTime the start time in clock ticks since boot, which distinguishes the
	 * process from a later one with the same id
	 */
	public record Stat(long pid, String name, long parent, String startTime) {

	}

}
