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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import dev.qsu.sample.app.HandoverApplication;
import dev.qsu.sample.app.StandardInputApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Load;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.PeerVersion;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;
import dev.qsu.sample.peer.WindowsJava;
import dev.qsu.sample.peer.Wine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with a JVM for Windows and the real systemfd for Windows, on Wine.
 */
@RequiresPeer(Peer.WINE)
@ParameterizedClass(name = "Java {0}")
@MethodSource("dev.qsu.sample.peer.WindowsJava#tested")
class WindowsIT implements PeerVersion {

	private static final Pattern PORT = Pattern.compile("(?:127\\.0\\.0\\.1|\\[::1]):(\\d+)[^\\n]* -> fd");

	private static final String SECRET = "0f14d0ab-9605-4a62-a9e4-5ed26688389b";

	private static Wine wine;

	@Parameter
	private WindowsJava java;

	@Override
	public String peerVersion() {
		return this.java.getVersion();
	}

	@BeforeAll
	static void boot() {
		wine = Wine.boot("sockets", 0);
	}

	@AfterEach
	void end() {
		wine.end();
	}

	@AfterAll
	static void delete() {
		if (wine != null) {
			wine.close();
		}
	}

	@Test
	void whenStartedBySystemfdServesSocket() throws IOException {
		try (TestProcess process = wine.systemfd(List.of("-b", "128", "-s", "http::0"),
				this.java.sample("--server.port=1"))) {
			int port = ports(process, 1).get(0);
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("\"sockets\":[{\"name\":\"unknown\",\"index\":0,\"type\":\"TCP_LISTENER\","
						+ "\"address\":\"127.0.0.1:" + port + "\"}]");
			assertThat(process.output()).contains("Launched by systemfd, with inherited sockets")
				.doesNotContain("cannot be used");
		}
	}

	@Test
	void whenSeveralSocketsAreGivenServesThemByIndex() throws IOException {
		List<String> options = List.of("-b", "128", "-s", "http::0", "-s", "http::[::1]:0", "-s", "http::0", "-s",
				"udp::0");
		try (TestProcess process = wine.systemfd(options, this.java.sample("--qsu.socket.management[0]=2"))) {
			List<Integer> ports = ports(process, 4);
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(ports.get(0), "/api/service"))
				.contains("\"index\":1,\"type\":\"TCP_LISTENER\",\"address\":\"[::1]:" + ports.get(1) + "\"")
				.contains("\"index\":3,\"type\":\"UDP\",\"address\":\"127.0.0.1:" + ports.get(3) + "\"");
			assertThat(Http.get("::1", ports.get(1), "/")).contains("qsu sample application");
			assertThat(Http.awaitHealth(ports.get(2))).isTrue();
			process.awaitOutput("The inherited sockets [#3 'unknown' (UDP socket 127.0.0.1:");
		}
	}

	@Test
	void whenServerStartsAgainServesSocketAgain() throws IOException {
		try (TestProcess process = wine.systemfd(List.of("-b", "128", "-s", "http::0"),
				this.java.application(StandardInputApplication.class, "restart"))) {
			int port = ports(process, 1).get(0);
			process.awaitOutput("RESTARTED");
			assertThat(Http.get(port, "/api/service")).contains("\"index\":0,\"type\":\"TCP_LISTENER\"");
		}
	}

	/**
	 * As with a descendant of a process started by systemfd, there are variables but no
	 * sockets.
	 */
	@Test
	void whenSystemfdHasNoSocketsSaysSoAndBindsItsOwn() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = wine.systemfd(List.of(), this.java.sample("--server.port=" + port))) {
			process.awaitOutput("Started SampleApplication");
			assertThat(process.output()).containsPattern(
					"Inherited sockets cannot be used: systemfd at 127\\.0\\.0\\.1:\\d+ handed over no socket");
			assertThat(Http.get(port, "/api/service")).contains("\"sockets\":[]");
		}
	}

	/**
	 * The structure describes both TCP and UDP, and no duplicate.
	 */
	@Test
	void whenWindowsRefusesSocketSaysSoAndAsksOnce() throws IOException {
		byte[] protocolInfo = ByteBuffer.allocate(628)
			.order(ByteOrder.LITTLE_ENDIAN)
			.putInt(76, 2)
			.putInt(88, 1)
			.putInt(92, 17)
			.array();
		List<String> requests = new CopyOnWriteArrayList<>();
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			new Thread(() -> answer(server, protocolInfo, requests), "fake-systemfd").start();
			Map<String, String> variables = Map.of("SYSTEMFD_SOCKET_SERVER", "127.0.0.1:" + server.getLocalPort(),
					"SYSTEMFD_SOCKET_SECRET", SECRET);
			try (TestProcess process = wine.start(variables,
					this.java.sample("--server.port=0", "--debug", "--logging.level.root=debug"))) {
				process.awaitOutput("Started SampleApplication");
				assertThat(process.output())
					.contains("Inherited sockets cannot be used: socket #0 of systemfd cannot be used:"
							+ " WSASocketW failed: GetLastError() returned 10")
					.doesNotContain(SECRET);
				Matcher pid = Pattern.compile("with PID (\\d+)").matcher(process.output());
				assertThat(pid.find()).isTrue();
				assertThat(requests).containsExactly(SECRET + "|" + pid.group(1));
			}
		}
	}

	private static void answer(ServerSocket server, byte[] answer, List<String> requests) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				requests.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
				socket.getOutputStream().write(answer);
			}
			catch (IOException ex) {
				// closed
			}
		}
	}

	@Test
	void whenProcessesTakeOverFromOneAnotherUnderLoadNoRequestIsLost() {
		List<String> command = new ArrayList<>(List.of("3"));
		command.addAll(this.java.application(StandardInputApplication.class));
		try (TestProcess process = wine.systemfd(List.of("-b", "128", "-s", "http::0"),
				this.java.application(HandoverApplication.class, command.toArray(String[]::new)))) {
			int port = ports(process, 1).get(0);
			process.awaitOutput("Started StandardInputApplication");
			try (Load load = Load.start(port, "/api/pid", 4)) {
				Await.until(Duration.ofSeconds(120), () -> process.output().contains("HANDED OVER"));
				load.stop();
				System.out.println("Handover on Windows: " + load.requests() + " requests, " + load.failures().size()
						+ " failed, longest " + load.longestMilliseconds() + " ms");
				assertThat(process.output()).contains("STOPPED 1 exit code 0")
					.contains("STOPPED 2 exit code 0")
					.contains("HANDED OVER");
				assertThat(load.failures()).isEmpty();
				assertThat(load.answers()).hasSize(3);
				assertThat(load.requests()).isGreaterThan(100);
			}
		}
	}

	private static List<Integer> ports(TestProcess process, int count) {
		List<Integer> ports = new ArrayList<>();
		Await.until(Duration.ofSeconds(60), () -> {
			ports.clear();
			Matcher matcher = PORT.matcher(process.output());
			while (matcher.find()) {
				ports.add(Integer.parseInt(matcher.group(1)));
			}
			return ports.size() == count;
		});
		assertThat(ports).as(process.output()).hasSize(count);
		return ports;
	}

}
