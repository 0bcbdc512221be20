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

package dev.qsu.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with announced sockets that were not handed over.
 */
@EnabledOnOs(OS.LINUX)
class BrokenSocketsIT {

	/**
	 * As with a program that Maven or Gradle starts under systemfd.
	 */
	@Test
	void whenWrapperHasClosedSocketSaysSoAndBindsItsOwn() {
		try (TestProcess process = TestProcess.start(Map.of("LISTEN_FDS", "1", "LISTEN_FDS_FIRST_FD", "57"),
				TestProcess.sample("--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output())
				.contains("Inherited sockets cannot be used: file descriptor 57 (name 'unknown') is not open")
				.contains("Maven, Gradle and every other Java program close the file descriptors")
				.contains("Start java directly");
		}
	}

	@Test
	void whenFileDescriptorIsFileSaysWhichAndLeavesItOpen() {
		String command = "exec 9</etc/passwd; exec " + String.join(" ", TestProcess.sample("--server.port=0"));
		try (TestProcess process = TestProcess.start(Map.of("LISTEN_FDS", "1", "LISTEN_FDS_FIRST_FD", "9"),
				List.of("sh", "-c", command))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("file descriptor 9 (name 'unknown') is not a socket but /etc/passwd");
			assertThat(Path.of("/proc/" + process.pid() + "/fd/9")).exists();
		}
	}

	/**
	 * Without a launcher the file descriptor 3 of a JVM is a file of the JDK.
	 */
	@Test
	void whenSocketIsRequiredButNotThereFailsWithAnalysis() {
		try (TestProcess process = TestProcess.start(Map.of("LISTEN_FDS", "1", "LISTEN_FDNAMES", "http"),
				TestProcess.sample("--qsu.socket.server=http"))) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("No socket with the name or index 'http' was inherited")
				.contains("file descriptor 3 (name 'http') is not a socket but /");
		}
	}

	@Test
	void whenNativeLibraryCannotBeLoadedFailsWithAnalysis() {
		List<String> command = TestProcess.sample("--server.port=0");
		command.addAll(1, List.of("-Djna.tmpdir=/proc", "-Djava.io.tmpdir=/proc"));
		try (TestProcess process = TestProcess.start(Map.of("LISTEN_FDS", "1"), command)) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("cannot be used: JNA could not load its native library: ")
				.contains("If the directory '/proc' is mounted noexec or cannot be written to, name another one with"
						+ " -Djna.tmpdir=DIRECTORY in front of -jar.");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			LISTEN_FDS=0                      | LISTEN_FDS='0' must be at least 1
			LISTEN_FDS=-1                     | LISTEN_FDS='-1' must be at least 1
			LISTEN_FDS=2147483647             | LISTEN_FDS='2147483647' is more than the 65536
			LISTEN_FDS=x                      | LISTEN_FDS='x' is not a number of sockets
			LISTEN_FDS=1 LISTEN_PID=y         | LISTEN_PID='y' is not a process id
			LISTEN_FDS=2 LISTEN_FDNAMES=a     | LISTEN_FDNAMES='a' has 1 names, but LISTEN_FDS is 2
			LISTEN_FDS=1 LISTEN_FDS_FIRST_FD=1 | LISTEN_FDS_FIRST_FD='1' is not a file descriptor of 3 or more
			""")
	void whenVariableIsMalformedSaysWhich(String variables, String message) {
		List<String> command = new ArrayList<>(List.of("env"));
		command.addAll(List.of(variables.split(" ")));
		command.addAll(TestProcess.sample("--server.port=0"));
		try (TestProcess process = TestProcess.start(Map.of(), command)) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("Inherited sockets cannot be used: " + message);
		}
	}

	@Test
	void whenNotifySocketIsMalformedSaysSoAndGoesOn() {
		try (TestProcess process = TestProcess.start(Map.of("NOTIFY_SOCKET", "relative"),
				TestProcess.sample("--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output())
				.contains("NOTIFY_SOCKET='relative' is neither an absolute path nor '@name' nor 'vsock:CID:PORT'");
		}
	}

	@Test
	void whenServiceManagerIsGoneWarnsOnceAndGoesOn() {
		try (TestProcess process = TestProcess.start(Map.of("NOTIFY_SOCKET", "/nonexistent/notify"),
				TestProcess.sample("--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output())
				.containsOnlyOnce("Could not notify the service manager at /nonexistent/notify: connect failed");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
		}
	}

	@Test
	void whenLauncherPropertyIsWrongFailsWithAnalysis() {
		try (TestProcess process = TestProcess.start(Map.of(), TestProcess.sample("--qsu.launcher=upstart"))) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("Use one of auto, scm, systemd, systemfd and none.");
		}
	}

}
