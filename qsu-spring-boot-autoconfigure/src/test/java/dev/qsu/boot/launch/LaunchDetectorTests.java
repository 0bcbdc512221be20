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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LaunchDetector}.
 */
class LaunchDetectorTests {

	private static final long PID = 4711;

	@ParameterizedTest(name = "{0}, parent {1}: {2}")
	@CsvSource(delimiter = '|', textBlock = """
			                                          |         | NONE
			                                          | bash    | NONE
			SYSTEMD_EXEC_PID=4711                     | bash    | SYSTEMD
			SYSTEMD_EXEC_PID=4711                     |         | SYSTEMD
			SYSTEMD_EXEC_PID=4712                     | bash    | NONE
			SYSTEMD_EXEC_PID=                         | bash    | NONE
			SYSTEMD_EXEC_PID=0                        | bash    | NONE
			SYSTEMD_EXEC_PID=-4711                    | bash    | NONE
			SYSTEMD_EXEC_PID=+4711                    | bash    | NONE
			SYSTEMD_EXEC_PID= 4711                    | bash    | NONE
			SYSTEMD_EXEC_PID=4711x                    | bash    | NONE
			SYSTEMD_EXEC_PID=self                     | bash    | NONE
			SYSTEMD_EXEC_PID=\u0664\u0667\u0661\u0661 | bash    | NONE
			SYSTEMD_EXEC_PID=99999999999999999999     | bash    | NONE
			SYSTEMD_EXEC_PID=4712                     | systemd | SYSTEMD
			                                          | systemd | SYSTEMD
			                                          | Systemd | NONE
			                                          | systemd-run | NONE
			INVOCATION_ID=0123456789abcdef            | bash    | NONE
			INVOCATION_ID=0123456789abcdef;JOURNAL_STREAM=8:1 | bash | NONE
			NOTIFY_SOCKET=/run/systemd/notify         | bash    | NONE
			NOTIFY_SOCKET=/run/systemd/notify;WATCHDOG_USEC=1000000 | bash | NONE
			""")
	void systemdIsDetectedByItsOwnVariableOrByTheParent(@Nullable String environment, @Nullable String parent,
			Launcher expected) {
		assertThat(LaunchDetector.detect(linux(PID, environment, parent)).launcher()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "pid {0}, {1}: {2}")
	@CsvSource(delimiter = '|', textBlock = """
			1 |                               | NONE
			1 | NOTIFY_SOCKET=/run/notify     | SYSTEMD
			1 | NOTIFY_SOCKET=                | NONE
			1 | LISTEN_PID=1                  | SYSTEMD
			1 | LISTEN_PID=1;LISTEN_FDS=1     | SYSTEMD
			1 | LISTEN_PID=2;LISTEN_FDS=1     | NONE
			1 | LISTEN_PID=x                  | NONE
			1 | INVOCATION_ID=0123456789abcde | NONE
			2 | NOTIFY_SOCKET=/run/notify     | NONE
			2 | LISTEN_PID=2                  | NONE
			""")
	void firstProcessOfContainerIsSystemdsWhenItMayNotifyOrListen(long pid, @Nullable String environment,
			Launcher expected) {
		assertThat(LaunchDetector.detect(linux(pid, environment, null)).launcher()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', textBlock = """
			LISTEN_FDS_FIRST_FD=3;LISTEN_FDS=1;LISTEN_PID=4711 | SYSTEMFD
			LISTEN_FDS_FIRST_FD=3;LISTEN_FDS=1                 | SYSTEMFD
			LISTEN_FDS_FIRST_FD=3                              | SYSTEMFD
			LISTEN_FDS=2;LISTEN_PID=4711                       | SYSTEMFD
			LISTEN_FDS=2                                       | SYSTEMFD
			LISTEN_FDS=2;LISTEN_PID=                           | SYSTEMFD
			LISTEN_FDS=2;LISTEN_PID=4712                       | NONE
			LISTEN_FDS_FIRST_FD=3;LISTEN_FDS=2;LISTEN_PID=4712 | NONE
			LISTEN_FDS=2;LISTEN_PID=x                          | NONE
			LISTEN_FDS=2;LISTEN_PID=0                          | NONE
			LISTEN_FDS=                                        | NONE
			LISTEN_FDS=0                                       | NONE
			LISTEN_FDS=-1                                      | NONE
			LISTEN_FDS=+1                                      | NONE
			LISTEN_FDS=two                                     | NONE
			LISTEN_FDS=\u0662                                  | NONE
			LISTEN_FDS=99999999999999999999                    | NONE
			LISTEN_FDS_FIRST_FD=x;LISTEN_FDS=x                 | NONE
			LISTEN_PID=4711                                    | NONE
			LISTEN_FDNAMES=http                                | NONE
			SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000              | NONE
			""")
	void systemfdIsDetectedBySocketsForThisProcess(String environment, Launcher expected) {
		assertThat(LaunchDetector.detect(linux(PID, environment, "bash")).launcher()).isEqualTo(expected);
	}

	@Test
	void whenSystemdHandsOverSocketsLauncherIsSystemd() {
		String environment = "SYSTEMD_EXEC_PID=4711;LISTEN_FDS=1;LISTEN_PID=4711;LISTEN_FDNAMES=http";
		assertThat(LaunchDetector.detect(linux(PID, environment, "systemd")).launcher()).isEqualTo(Launcher.SYSTEMD);
	}

	@ParameterizedTest(name = "parent {0}, {1}: {2}")
	@CsvSource(delimiter = '|', textBlock = """
			             |                                       | NONE
			explorer.exe |                                       | NONE
			services.exe |                                       | SCM
			Services.EXE |                                       | SCM
			SERVICES.EXE |                                       | SCM
			services     |                                       | NONE
			services.exe | SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000 | SCM
			systemfd.exe | SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000 | SYSTEMFD
			             | SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000 | SYSTEMFD
			systemfd.exe | SYSTEMFD_SOCKET_SERVER=               | NONE
			systemd      |                                       | NONE
			cmd.exe      | SYSTEMD_EXEC_PID=4711                 | NONE
			cmd.exe      | LISTEN_FDS=1;LISTEN_PID=4711          | NONE
			""")
	void onWindowsLauncherIsDetectedByParentOrSocketServer(@Nullable String parent, @Nullable String environment,
			Launcher expected) {
		assertThat(LaunchDetector.detect(windows(environment, parent)).launcher()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', textBlock = """
			run-service               | SCM
			run-service --name demo   | SCM
			--debug run-service       | NONE
			RUN-SERVICE               | NONE
			run-services              | NONE
			register-service          | NONE
			""")
	void onWindowsLauncherIsScmIfTheFirstArgumentIsRunService(String arguments, Launcher expected) {
		assertThat(LaunchDetector.detect(windows(null, "wineserver", arguments.split(" "))).launcher())
			.isEqualTo(expected);
	}

	@Test
	void whenNotOnWindowsArgumentsProveNothing() {
		ProcessFacts facts = new ProcessFacts(Map.of(), PID, "services.exe", false, List.of("run-service"));
		assertThat(LaunchDetector.detect(facts).launcher()).isEqualTo(Launcher.NONE);
	}

	@ParameterizedTest
	@EnumSource
	void whenLauncherIsGivenUsesItAndKeepsTheCapabilities(Launcher launcher) {
		String environment = "SYSTEMD_EXEC_PID=4711;NOTIFY_SOCKET=@notify;WATCHDOG_USEC=500;LISTEN_FDS=1;JOURNAL_STREAM=8:1";
		assertThat(LaunchDetector.detect(linux(PID, environment, "systemd"), launcher))
			.isEqualTo(new Launch(launcher, "@notify", Duration.ofNanos(500_000), true, true));
	}

	@Test
	void whenLauncherIsNotGivenDetectsIt() {
		ProcessFacts facts = linux(PID, "SYSTEMD_EXEC_PID=4711", "systemd");
		assertThat(LaunchDetector.detect(facts, null)).isEqualTo(LaunchDetector.detect(facts));
	}

	@Test
	void whenNothingWasHandedOverHasNoCapabilities() {
		assertThat(LaunchDetector.detect(linux(PID, "SYSTEMD_EXEC_PID=4711;INVOCATION_ID=0", "systemd")))
			.isEqualTo(new Launch(Launcher.SYSTEMD, null, null, false, false));
	}

	@Test
	void whenLauncherIsNoneStillHasTheCapabilities() {
		String environment = "NOTIFY_SOCKET=/run/notify;WATCHDOG_USEC=500;LISTEN_FDS=1;LISTEN_PID=1;JOURNAL_STREAM=8:1";
		assertThat(LaunchDetector.detect(linux(PID, environment, "bash")))
			.isEqualTo(new Launch(Launcher.NONE, "/run/notify", Duration.ofNanos(500_000), true, true));
	}

	@Test
	void emptyVariablesAreTreatedAsAbsent() {
		assertThat(
				LaunchDetector.detect(linux(PID, "NOTIFY_SOCKET=;WATCHDOG_USEC=;LISTEN_FDS=;JOURNAL_STREAM=", "bash")))
			.isEqualTo(new Launch(Launcher.NONE, null, null, false, false));
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "LISTEN_FDS=1, true", "LISTEN_FDS=x, true", "LISTEN_FDS=1;LISTEN_PID=1, true",
			"LISTEN_PID=4711, false", "SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000, false" })
	void socketsArePromisedWhetherUsableOrNot(String environment, boolean expected) {
		assertThat(LaunchDetector.detect(linux(PID, environment, "bash")).sockets()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource({ "LISTEN_FDS=1, false", "SYSTEMFD_SOCKET_SERVER=127.0.0.1:5000, true",
			"SYSTEMFD_SOCKET_SERVER=, false" })
	void onWindowsSocketsArePromisedByTheSocketServer(String environment, boolean expected) {
		assertThat(LaunchDetector.detect(windows(environment, "cmd.exe")).sockets()).isEqualTo(expected);
	}

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', textBlock = """
			                                           |
			WATCHDOG_PID=4711                          |
			WATCHDOG_USEC=                             |
			WATCHDOG_USEC=;WATCHDOG_PID=4711           |
			WATCHDOG_USEC=0                            |
			WATCHDOG_USEC=0;WATCHDOG_PID=4711          |
			WATCHDOG_USEC=-100                         |
			WATCHDOG_USEC=-100;WATCHDOG_PID=4711       |
			WATCHDOG_USEC=garbage                      |
			WATCHDOG_USEC=garbage;WATCHDOG_PID=4711    |
			WATCHDOG_USEC=10.5                         |
			WATCHDOG_USEC=18446744073709551615         |
			WATCHDOG_USEC=100                          | PT0.0001S
			WATCHDOG_USEC=30000000                     | PT30S
			WATCHDOG_USEC=30000000;WATCHDOG_PID=       | PT30S
			WATCHDOG_USEC=30000000;WATCHDOG_PID=4711   | PT30S
			WATCHDOG_USEC=30000000;WATCHDOG_PID=4712   |
			WATCHDOG_USEC=30000000;WATCHDOG_PID=0      |
			WATCHDOG_USEC=30000000;WATCHDOG_PID=-4711  |
			WATCHDOG_USEC=30000000;WATCHDOG_PID=4711x  |
			WATCHDOG_USEC=30000000;WATCHDOG_PID=other  |
			""")
	void watchdogIntervalIsForThisProcessOnly(@Nullable String environment, @Nullable Duration expected) {
		assertThat(LaunchDetector.detect(linux(PID, environment, "systemd")).watchdogInterval()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SYSTEMD_EXEC_PID", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDS_FIRST_FD", "WATCHDOG_USEC",
			"WATCHDOG_PID", "NOTIFY_SOCKET", "JOURNAL_STREAM" })
	void neverThrows(String variable) {
		for (String value : List.of("", " ", "-", "+", "0x10", "1e3", "%s", "\0", "-9223372036854775808")) {
			ProcessFacts facts = new ProcessFacts(Map.of(variable, value), PID, null, false, List.of());
			assertThat(LaunchDetector.detect(facts).launcher()).isEqualTo(Launcher.NONE);
		}
	}

	private static ProcessFacts linux(long pid, @Nullable String environment, @Nullable String parent) {
		return new ProcessFacts(parse(environment), pid, parent, false, List.of());
	}

	private static ProcessFacts windows(@Nullable String environment, @Nullable String parent, String... arguments) {
		return new ProcessFacts(parse(environment), PID, parent, true, List.of(arguments));
	}

	private static Map<String, String> parse(@Nullable String environment) {
		Map<String, String> variables = new HashMap<>();
		if (environment != null) {
			for (String assignment : environment.split(";")) {
				String[] nameAndValue = assignment.split("=", 2);
				variables.put(nameAndValue[0], nameAndValue[1]);
			}
		}
		return variables;
	}

}
