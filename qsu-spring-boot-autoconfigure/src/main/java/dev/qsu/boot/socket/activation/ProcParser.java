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
 * Reads the texts that the kernel keeps about a process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class ProcParser {

	/** {@code O_CLOEXEC}, as the octal flags of a file descriptor show it. */
	private static final int CLOSE_ON_EXEC = 02000000;

	/** The name of a program may hold spaces, parentheses and ends of line. */
	private static final Pattern STAT = Pattern
		.compile("(\\d+) \\((.*)\\) \\S+ (\\d+)((?: -?\\d+){17}) (\\d+)(?:\\s.*)?", Pattern.DOTALL);

	private static final Pattern EFFECTIVE_USER = Pattern.compile("^Uid:\\s+\\d+\\s+(\\d+)\\s", Pattern.MULTILINE);

	private static final Pattern FLAGS = Pattern.compile("^flags:\\s+([0-7]{1,20})$", Pattern.MULTILINE);

	private ProcParser() {
	}

	/**
	 * Read {@code /proc/PID/stat}.
	 * @param text the text
	 * @return what it says, or {@code null} if it is not such a text
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
	 * Read {@code /proc/PID/environ}.
	 * @param text the text
	 * @return the variables; of those of the same name the first one, as everybody reads
	 * them
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
	 * Read the effective user from {@code /proc/PID/status}.
	 * @param text the text
	 * @return the id of the user, or {@code null} if the text has none
	 */
	static @Nullable String user(String text) {
		Matcher matcher = EFFECTIVE_USER.matcher(text);
		return (matcher.find()) ? matcher.group(1) : null;
	}

	/**
	 * Read from {@code /proc/PID/fdinfo/FD} whether the file descriptor is kept from
	 * programs that the process starts.
	 * @param text the text
	 */
	static boolean isCloseOnExec(String text) {
		Matcher matcher = FLAGS.matcher(text);
		return matcher.find() && (Long.parseLong(matcher.group(1), 8) & CLOSE_ON_EXEC) != 0;
	}

	/**
	 * What {@code /proc/PID/stat} says.
	 *
	 * @param pid the process id
	 * @param name the name of the program
	 * @param parent the process id of the parent, 0 if there is none
	 * @param startTime when the process was started, which tells it from a later one of
	 * the same id
	 */
	public record Stat(long pid, String name, long parent, String startTime) {

	}

}
