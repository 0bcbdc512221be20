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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.qsu.restart.RestartApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Commands;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Load;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.Server;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with the real systemfd.
 */
@RequiresPeer(Peer.SYSTEMFD)
class SystemfdIT {

	private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)[^\\n]* -> fd");

	@Test
	void whenStartedDirectlyServesSocket() throws IOException {
		try (TestProcess process = start(List.of("-s", "http::0"), TestProcess.sample("--server.port=1"))) {
			int port = ports(process).get(0);
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("{\"name\":\"unknown\",\"index\":0,\"type\":\"TCP_LISTENER\",\"address\":\"127.0.0.1:" + port
						+ "\"}");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
		}
	}

	@Test
	void whenShellIsInBetweenServesSocketWithoutPid() throws IOException {
		List<String> command = shell("--server.port=1");
		try (TestProcess process = start(List.of("--no-pid", "-s", "http::0"), command)) {
			int port = ports(process).get(0);
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"");
		}
	}

	@Test
	void whenShellIsInBetweenAndPidIsGivenSaysSo() {
		try (TestProcess process = start(List.of("-s", "http::0"), shell("--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).contains("Inherited sockets cannot be used: LISTEN_PID=")
				.contains("names another process than this one")
				.contains("use 'systemfd --no-pid'");
		}
	}

	@Test
	void whenSeveralSocketsAreGivenServesThemAll() throws IOException {
		try (TestProcess process = start(List.of("-s", "http::0", "-s", "http::[::1]:0", "-s", "http::0"),
				TestProcess.sample())) {
			List<Integer> ports = ports(process);
			process.awaitOutput("Started SampleApplication");
			Matcher matcher = Pattern.compile("\\[::1\\]:(\\d+)").matcher(process.output());
			assertThat(matcher.find()).isTrue();
			String answer = Http.get(ports.get(0), "/api/pid");
			assertThat(Http.get(ports.get(1), "/api/pid")).isEqualTo(answer);
			assertThat(Http.get("::1", Integer.parseInt(matcher.group(1)), "/api/pid")).isEqualTo(answer);
		}
	}

	@Test
	void whenServerPortIsInheritedAddressBindsOnce() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(List.of("-s", "http::" + port), TestProcess.sample("--server.port=" + port))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(port, "/api/pid")).containsPattern("\\d+");
		}
	}

	@Test
	void whenManagementSocketIsChosenByIndexServesIt() throws IOException {
		try (TestProcess process = start(List.of("-s", "http::0", "-s", "http::0"),
				TestProcess.sample("--qsu.socket.management=1"))) {
			List<Integer> ports = ports(process);
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(ports.get(0), "/")).contains("qsu sample application");
			assertThat(Http.awaitHealth(ports.get(1))).isTrue();
		}
	}

	@Test
	void whenUdpSocketIsWantedForHttpFailsWithAnalysis() {
		try (TestProcess process = start(List.of("-s", "udp::0"), TestProcess.sample("--qsu.socket.server=0"))) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("cannot be used as a TCP listener")
				.contains("ListenStream=");
		}
	}

	@Test
	void whenUdpSocketIsUsedByNobodyWarns() {
		try (TestProcess process = start(List.of("-s", "udp::0"), TestProcess.sample("--server.port=0"))) {
			process.awaitOutput("Started SampleApplication");
			process.awaitOutput("The inherited sockets [#0 'unknown' (UDP socket 127.0.0.1:");
		}
	}

	@Test
	void whenSocketIsMissingFailsWithAnalysis() {
		try (TestProcess process = start(List.of("-s", "http::0"), TestProcess.sample("--qsu.socket.server=web"))) {
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("No socket with the name or index 'web' was inherited")
				.contains("systemfd gives no names, so with it use the index");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenWatcherRestartsUnderLoadLosesNoRequest(Server server) {
		String application = String.join(" ",
				TestProcess.application(server.classPath(), RestartApplication.class.getName()));
		List<String> watcher = List.of("sh", "-c", "while :; do " + application + " & echo CHILD $!; wait $!; done");
		try (TestProcess process = start(List.of("--no-pid", "-b", "128", "-s", "http::0"), watcher)) {
			int port = ports(process).get(0);
			process.awaitOutput("Started RestartApplication");
			try (Load load = Load.mixed(port, "/api/generation")) {
				for (int i = 2; i < 5; i++) {
					Await.sleep(Duration.ofSeconds(1));
					terminateChild(process);
					int starts = i;
					Await.until(Duration.ofSeconds(60),
							() -> process.output().split("Started RestartApplication", -1).length > starts);
				}
				Await.sleep(Duration.ofSeconds(1));
				load.stop();
				System.out.println("Restarts by a watcher of " + server + ": " + load);
				assertThat(load.failures()).isEmpty();
				assertThat(load.answers()).hasSize(4);
			}
		}
	}

	@Test
	void whenBacklogIsOneRaisesItSoThatConnectionsWait() throws IOException {
		try (TestProcess process = start(List.of("-s", "http::0"),
				TestProcess.sample("--server.tomcat.max-connections=1"))) {
			int port = ports(process).get(0);
			process.awaitOutput("Started SampleApplication");
			List<Socket> waiting = new ArrayList<>();
			try {
				for (int i = 0; i < 20; i++) {
					Socket socket = new Socket();
					socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
					waiting.add(socket);
				}
				assertThat(waiting).hasSize(20);
			}
			finally {
				for (Socket socket : waiting) {
					socket.close();
				}
			}
		}
	}

	private static void terminateChild(TestProcess process) {
		Matcher matcher = Pattern.compile("CHILD (\\d+)").matcher(process.output());
		String pid = null;
		while (matcher.find()) {
			pid = matcher.group(1);
		}
		Commands.run("kill", "-TERM", pid);
	}

	private static List<String> shell(String... arguments) {
		return List.of("sh", "-c", String.join(" ", TestProcess.sample(arguments)) + "; true");
	}

	private static TestProcess start(List<String> options, List<String> command) {
		List<String> all = new ArrayList<>(List.of(Peer.find("systemfd")));
		all.addAll(options);
		all.add("--");
		all.addAll(command);
		return TestProcess.start(Map.of(), all);
	}

	private static List<Integer> ports(TestProcess process) {
		process.awaitOutput("-> fd #");
		Await.sleep(Duration.ofMillis(100));
		List<Integer> ports = new ArrayList<>();
		Matcher matcher = PORT.matcher(process.output());
		while (matcher.find()) {
			ports.add(Integer.parseInt(matcher.group(1)));
		}
		return ports;
	}

}
