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

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.launch.FileDescriptorName;
import dev.qsu.boot.launch.Printable;

/**
 * The file descriptors that the environment variables announce to this process.
 *
 * @param first the first file descriptor
 * @param names the name of each file descriptor; empty if none are announced
 * @param problem why the variables are not valid for this process, or {@code null}
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
 */
public record ListenFds(int first, List<String> names, @Nullable String problem) {

	/** {@code SD_LISTEN_FDS_START}. */
	static final int DEFAULT_FIRST = 3;

	/** Name of each file descriptor if {@code LISTEN_FDNAMES} is not set. */
	public static final String DEFAULT_NAME = "unknown";

	/** A greater number is considered a mistake. */
	static final int MAX_COUNT = 65_536;

	static final ListenFds NONE = new ListenFds(DEFAULT_FIRST, Collections.emptyList(), null);

	/**
	 * Parse the variables.
	 * @param environment the environment variables
	 * @param pid the id of this process
	 * @param uniqueId supplies the pidfs id of this process, if the kernel has pidfs
	 * @return the announced file descriptors
	 */
	public static ListenFds parse(Map<String, String> environment, long pid, Supplier<@Nullable Long> uniqueId) {
		String count = environment.get("LISTEN_FDS");
		if (count == null) {
			return NONE;
		}
		try {
			checkPid(environment.get("LISTEN_PID"), pid);
			checkUniqueId(environment.get("LISTEN_PIDFDID"), uniqueId);
			int first = first(environment.get("LISTEN_FDS_FIRST_FD"));
			return new ListenFds(first, names(environment.get("LISTEN_FDNAMES"), count(count, first)), null);
		}
		catch (IllegalArgumentException ex) {
			return new ListenFds(DEFAULT_FIRST, Collections.emptyList(), ex.getMessage());
		}
	}

	private static void checkPid(@Nullable String value, long pid) {
		if (value == null || value.isEmpty()) {
			// 'systemfd --no-pid': any process may use the sockets
			return;
		}
		long meant = parse("LISTEN_PID", value, "a process id");
		check(meant > 0, "LISTEN_PID='%s' is not a process id", value);
		check(meant == pid,
				"LISTEN_PID=%d names another process than this one, whose id is %d."
						+ " A wrapper between the launcher and this process, such as sh, mvn or gradle, changes the id:"
						+ " start java directly (in a shell with exec), or use 'systemfd --no-pid'",
				meant, pid);
	}

	private static void checkUniqueId(@Nullable String value, Supplier<@Nullable Long> uniqueId) {
		if (value == null) {
			return;
		}
		try {
			check(value.matches("[0-9]+"), "LISTEN_PIDFDID='%s' is not a pidfd id", Printable.ascii(value));
			long meant = Long.parseUnsignedLong(value);
			Long own = uniqueId.get();
			check(own == null || own == meant,
					"LISTEN_PIDFDID=%s names another process than this one, whose pidfd id is %d", value, own);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("LISTEN_PIDFDID='" + value + "' is not a pidfd id");
		}
	}

	private static int first(@Nullable String value) {
		if (value == null) {
			return DEFAULT_FIRST;
		}
		long first = parse("LISTEN_FDS_FIRST_FD", value, "a file descriptor");
		check(first >= DEFAULT_FIRST && first <= Integer.MAX_VALUE - MAX_COUNT,
				"LISTEN_FDS_FIRST_FD='%s' is not a file descriptor of 3 or more", value);
		return (int) first;
	}

	private static int count(String value, int first) {
		long count = parse("LISTEN_FDS", value, "a number of sockets");
		check(count > 0, "LISTEN_FDS='%s' must be at least 1; unset it if there are no sockets", value);
		check(count <= MAX_COUNT, "LISTEN_FDS='%s' is more than the %d sockets that are allowed", value, MAX_COUNT);
		return (int) count;
	}

	private static List<String> names(@Nullable String value, int count) {
		if (value == null) {
			return Collections.nCopies(count, DEFAULT_NAME);
		}
		List<String> names = Arrays.asList(value.split(":", -1));
		check(names.size() == count, "LISTEN_FDNAMES='%s' has %d names, but LISTEN_FDS is %d", Printable.ascii(value),
				names.size(), count);
		names.forEach((name) -> check(FileDescriptorName.isValid(name),
				"LISTEN_FDNAMES has the name '%s', which is not up to 255 printable ASCII characters",
				Printable.ascii(name)));
		return Collections.unmodifiableList(names);
	}

	private static long parse(String variable, String value, String what) {
		try {
			check(value.matches("-?[0-9]+"), "");
			return Long.parseLong(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(variable + "='" + Printable.ascii(value) + "' is not " + what);
		}
	}

	private static void check(boolean expression, String message, @Nullable Object... arguments) {
		if (!expression) {
			throw new IllegalArgumentException(message.formatted(arguments));
		}
	}

}
