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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.JavaRuntime;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the sample, started by systemfd, on other versions of Java than that of the build.
 */
@RequiresPeer(Peer.SYSTEMFD)
class OtherJavaIT {

	private static final String DENY = "--illegal-native-access=deny";

	private static final String ALLOW = "--enable-native-access=ALL-UNNAMED";

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	@Test
	@RequiresPeer(Peer.JAVA_21)
	void whenRunOnJava21ServesSocketOnVirtualThreads() throws IOException {
		servesSocketReloadsAndStops(JavaRuntime.JAVA_21.run(sample()), "21");
	}

	@Test
	@RequiresPeer(Peer.JAVA_25)
	void whenRunOnJava25ServesSocketOnVirtualThreads() throws IOException {
		String output = servesSocketReloadsAndStops(JavaRuntime.JAVA_25.run(sample()), "25");
		assertThat(output).doesNotContain("A restricted method in java.lang.System has been called");
	}

	@Test
	@RequiresPeer(Peer.JAVA_25_DENY)
	void whenManifestAsksForNativeAccessServesSocket() throws IOException {
		servesSocketReloadsAndStops(JavaRuntime.JAVA_25.run(sample(), DENY), "25");
	}

	@Test
	@RequiresPeer(Peer.JAVA_25_DENY)
	void whenCommandLineAsksForNativeAccessServesSocket() throws IOException {
		List<String> command = TestProcess.sampleWithoutNativeAccess("--spring.threads.virtual.enabled=true");
		servesSocketReloadsAndStops(JavaRuntime.JAVA_25.run(command, DENY, ALLOW), "25");
	}

	private static List<String> sample() {
		return TestProcess.sample("--spring.threads.virtual.enabled=true");
	}

	private static String servesSocketReloadsAndStops(List<String> java, String version) throws IOException {
		List<String> command = new ArrayList<>(List.of(Peer.find("systemfd"), "-s", "http::0", "--"));
		command.addAll(java);
		try (TestProcess process = TestProcess.start(Map.of(), command)) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("using Java " + version);
			Matcher port = PORT.matcher(process.output());
			assertThat(port.find()).isTrue();
			int number = Integer.parseInt(port.group(1));
			assertThat(Http.get(number, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("\"address\":\"127.0.0.1:" + number + "\"");
			process.awaitOutput("omcat-handler-");
			process.signal("HUP");
			assertThat(Await.until(Duration.ofSeconds(20),
					() -> Http.get(number, "/api/service").contains("SvcReloadEvent")))
				.isTrue();
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			return process.output();
		}
	}

}
