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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import dev.qsu.sample.app.WrapperApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with the real systemfd and an intermediate program that closes the sockets.
 */
@RequiresPeer(Peer.SYSTEMFD)
class SystemfdWrapperIT {

	private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)[^\\n]* -> fd");

	@Test
	@RequiresPeer(Peer.MAVEN)
	void whenMavenIsInBetweenServesSocket() throws IOException {
		List<String> maven = List.of(Peer.find("mvn"), "-B", "-o", "-ntp", "-f", Path.of("..").toRealPath().toString(),
				"spring-boot:run", "-Dspring-boot.run.arguments=--server.port=1");
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), maven)) {
			int port = ports(process, 1).get(0);
			Await.until(Duration.ofMinutes(5),
					() -> process.output().contains("Started SampleApplication") || !process.isAlive());
			assertThat(process.output()).containsPattern("The inherited sockets \\[#0 'unknown' \\(TCP listener"
					+ " 127.0.0.1:" + port + "\\)] were duplicated from process " + process.pid() + " \\(java\\)");
			assertThat(Http.get(port, "/")).contains("qsu sample application");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("\"address\":\"127.0.0.1:" + port + "\"");
		}
	}

	@Test
	void whenJavaProgramIsInBetweenServesAllSockets() throws IOException {
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0", "-s", "http::0"),
				wrapper("pass", "--server.port=1", "--qsu.socket.management=1"))) {
			List<Integer> ports = ports(process, 2);
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).containsOnlyOnce("were duplicated from process " + process.pid() + " (java)");
			assertThat(Http.get(ports.get(0), "/")).contains("qsu sample application");
			assertThat(Http.awaitHealth(ports.get(1))).isTrue();
		}
	}

	@Test
	void whenTwoProgramsAreInBetweenServesSocketOfTheOuter() throws IOException {
		List<String> command = new ArrayList<>(TestProcess.application(WrapperApplication.class, "pass"));
		command.addAll(wrapper("pass", "--server.port=1"));
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), command)) {
			int port = ports(process, 1).get(0);
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("were duplicated from process " + process.pid() + " (java)");
			assertThat(Http.get(port, "/")).contains("qsu sample application");
		}
	}

	@Test
	void whenSearchIsOffSaysWhatToDo() {
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"),
				wrapper("pass", "--server.port=0", "--qsu.socket.search-ancestors=off"))) {
			assertNotFetched(process);
			assertThat(process.output()).contains("Maven, Gradle and every other Java program close")
				.contains("Start java directly");
		}
	}

	@Test
	void whenProgramInBetweenHasTakenSocketLeavesIt() {
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), wrapper("take", "--server.port=0"))) {
			assertNotFetched(process);
		}
	}

	@Test
	void whenProgramInBetweenHasClosedSocketSaysSo() {
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), wrapper("close", "--server.port=0"))) {
			assertNotFetched(process);
		}
	}

	@Test
	void whenProcessIdIsGivenLeavesSocket() {
		try (TestProcess process = start(List.of("-s", "http::0"), wrapper("pass", "--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("names another process than this one")
				.doesNotContain("were duplicated from");
		}
	}

	@Test
	void whenKernelRefusesSaysWhichProcessAndWhatToDo() {
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), wrapper("refuse", "--server.port=0"))) {
			assertNotFetched(process);
			assertThat(process.output())
				.contains("The process " + process.pid() + " (java), an ancestor of this one, has the sockets, but"
						+ " they cannot be duplicated: pidfd_getfd failed: [1] Operation not permitted;"
						+ " kernel.yama.ptrace_scope ")
				.contains("Either start java directly, for example with"
						+ " 'systemfd -s http::8080 -- java -jar app.jar', or let the kernel allow it: run as root,"
						+ " in a container with CAP_SYS_PTRACE, or run 'sysctl kernel.yama.ptrace_scope=0'");
		}
	}

	private static void assertNotFetched(TestProcess process) {
		process.awaitOutput("Started SampleApplication");
		assertThat(process.output()).contains("Inherited sockets cannot be used: file descriptor ")
			.doesNotContain("were duplicated from");
	}

	private static List<String> wrapper(String mode, String... arguments) {
		List<String> command = new ArrayList<>(TestProcess.application(WrapperApplication.class, mode));
		command.addAll(TestProcess.sample(arguments));
		return command;
	}

	private static TestProcess start(List<String> options, List<String> command) {
		List<String> all = new ArrayList<>(List.of(Peer.find("systemfd")));
		all.addAll(options);
		all.add("--");
		all.addAll(command);
		return TestProcess.start(Map.of(), all);
	}

	private static List<Integer> ports(TestProcess process, int count) {
		List<Integer> ports = new ArrayList<>();
		Await.until(Duration.ofSeconds(10), () -> {
			ports.clear();
			Matcher matcher = PORT.matcher(process.output());
			while (matcher.find()) {
				ports.add(Integer.parseInt(matcher.group(1)));
			}
			return ports.size() == count;
		});
		return ports;
	}

}
