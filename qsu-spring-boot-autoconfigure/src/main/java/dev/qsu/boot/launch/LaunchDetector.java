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

package dev.qsu.boot.launch;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Detects the {@link Launch} of a process. A pure and total function of
 * {@link ProcessFacts}: a value that is malformed or meant for another process is treated
 * as absent.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment%20Variables%20Set%20or%20Propagated%20by%20the%20Service%20Manager">systemd.exec(5)</a>
 */
public final class LaunchDetector {

	/** Longer intervals, in nanoseconds, exceed a {@code long}. */
	private static final long MAX_MICROSECONDS = Long.MAX_VALUE / 1000;

	private LaunchDetector() {
	}

	/**
	 * Detect the launch of a process.
	 * @param facts the facts about the process
	 * @return the launch
	 */
	public static Launch detect(ProcessFacts facts) {
		return detect(facts, null);
	}

	/**
	 * Detect the launch of a process whose launcher may be known.
	 * @param facts the facts about the process
	 * @param launcher the launcher to use, or {@code null} to detect it
	 * @return the launch
	 */
	public static Launch detect(ProcessFacts facts, @Nullable Launcher launcher) {
		boolean sockets = value(facts, (facts.windows()) ? "SYSTEMFD_SOCKET_SERVER" : "LISTEN_FDS") != null;
		return new Launch((launcher != null) ? launcher : launcher(facts), value(facts, "NOTIFY_SOCKET"),
				watchdogInterval(facts), sockets, value(facts, "JOURNAL_STREAM") != null);
	}

	private static Launcher launcher(ProcessFacts facts) {
		if (facts.windows()) {
			return windowsLauncher(facts);
		}
		if (isSystemd(facts)) {
			return Launcher.SYSTEMD;
		}
		return isSystemfd(facts) ? Launcher.SYSTEMFD : Launcher.NONE;
	}

	private static Launcher windowsLauncher(ProcessFacts facts) {
		boolean runService = ServiceCommandLine.isRunService(facts.arguments());
		if (runService || "services.exe".equalsIgnoreCase(facts.parentName())) {
			return Launcher.SCM;
		}
		return (value(facts, "SYSTEMFD_SOCKET_SERVER") != null) ? Launcher.SYSTEMFD : Launcher.NONE;
	}

	private static boolean isSystemd(ProcessFacts facts) {
		// INVOCATION_ID is inherited by all processes of a service or a login session
		if (isOwnPid(facts, "SYSTEMD_EXEC_PID")) {
			return true;
		}
		if (facts.pid() == 1 && (value(facts, "NOTIFY_SOCKET") != null || isOwnPid(facts, "LISTEN_PID"))) {
			return true;
		}
		return "systemd".equals(facts.parentName());
	}

	private static boolean isSystemfd(ProcessFacts facts) {
		boolean promised = number(facts, "LISTEN_FDS_FIRST_FD") != null || number(facts, "LISTEN_FDS") != null;
		return promised && isAbsentOrOwnPid(facts, "LISTEN_PID");
	}

	private static @Nullable Duration watchdogInterval(ProcessFacts facts) {
		Long microseconds = number(facts, "WATCHDOG_USEC");
		return (microseconds != null && microseconds <= MAX_MICROSECONDS && isAbsentOrOwnPid(facts, "WATCHDOG_PID"))
				? Duration.of(microseconds, ChronoUnit.MICROS) : null;
	}

	private static boolean isAbsentOrOwnPid(ProcessFacts facts, String variable) {
		return value(facts, variable) == null || isOwnPid(facts, variable);
	}

	private static boolean isOwnPid(ProcessFacts facts, String variable) {
		Long pid = number(facts, variable);
		return pid != null && pid == facts.pid();
	}

	private static @Nullable Long number(ProcessFacts facts, String variable) {
		// Long.parseLong also accepts a plus sign and the digits of all scripts
		String value = value(facts, variable);
		if (value == null || !value.matches("[0-9]+")) {
			return null;
		}
		try {
			long number = Long.parseLong(value);
			return (number > 0) ? number : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private static @Nullable String value(ProcessFacts facts, String variable) {
		Map<String, String> environment = facts.environment();
		String value = environment.get(variable);
		return (value != null && !value.isEmpty()) ? value : null;
	}

}
