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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.JavaRuntime;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the sample where JNA cannot call native functions.
 */
@RequiresPeer(Peer.JAVA_25_DENY)
class NativeAccessIT {

	private static final String REASON = "This JVM denies JNA access to native functions"
			+ " (--illegal-native-access=deny): java.lang.IllegalCallerException";

	private static final String ACTION = "Start java with --enable-native-access=ALL-UNNAMED,"
			+ " or add 'Enable-Native-Access: ALL-UNNAMED' to the manifest";

	@Test
	void whenNothingIsHandedOverRunsAsEver() {
		try (TestProcess process = start(Map.of())) {
			process.awaitOutput("Started SampleApplication");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).doesNotContain(REASON).doesNotContain("WARN").doesNotContain("ERROR");
		}
	}

	@Test
	void whenSocketsAreHandedOverStartFails() {
		assertFails(Map.of("LISTEN_FDS", "1"), "Sockets were handed over to this process, but cannot be used: ");
	}

	@Test
	void whenSocketsAreHandedOverButNotWantedRuns() {
		try (TestProcess process = start(Map.of("LISTEN_FDS", "1"), "--qsu.socket.enabled=false")) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).doesNotContain(REASON);
		}
	}

	@Test
	void whenSystemdWaitsStartFails() {
		assertFails(Map.of("NOTIFY_SOCKET", "/run/systemd/notify"),
				"systemd wants to be notified at /run/systemd/notify, which is not possible: ",
				"--qsu.launcher=systemd");
	}

	@Test
	void whenNotifySocketMayBeInheritedSaysSoOnceAndRuns() throws IOException {
		try (TestProcess process = start(Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "WATCHDOG_USEC", "1000000"))) {
			process.awaitOutput("Started SampleApplication");
			Matcher port = Pattern.compile("Tomcat started on port (\\d+)").matcher(process.output());
			assertThat(port.find()).isTrue();
			assertThat(Http.get(Integer.parseInt(port.group(1)), "/api/service")).contains("\"notify\":");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output())
				.containsOnlyOnce("The service manager at /run/systemd/notify cannot be notified: " + REASON)
				.containsOnlyOnce(ACTION)
				.doesNotContain("\tat ");
		}
	}

	private static void assertFails(Map<String, String> environment, String message, String... arguments) {
		try (TestProcess process = start(environment, arguments)) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.containsOnlyOnce(message + REASON)
				.containsOnlyOnce(ACTION)
				.doesNotContain("\tat ");
		}
	}

	private static TestProcess start(Map<String, String> environment, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--server.port=0"));
		all.addAll(List.of(arguments));
		return TestProcess.start(environment, JavaRuntime.JAVA_25
			.run(TestProcess.sampleWithoutNativeAccess(all.toArray(String[]::new)), "--illegal-native-access=deny"));
	}

}
