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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.qsu.boot.jna.SocketType;
import dev.qsu.boot.jna.linux.DatagramSender;
import dev.qsu.sample.app.SocketApplication;
import dev.qsu.sample.app.TestedApplication;
import dev.qsu.sample.peer.Commands;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with the real {@code systemd-socket-activate}.
 */
@RequiresPeer(Peer.SOCKET_ACTIVATE)
class SocketActivateIT {

	@TempDir
	private Path folder;

	@Test
	void whenFirstConnectionArrivesStartsAndAnswersIt() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(List.of("-l", "127.0.0.1:" + port))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("\"address\":\"127.0.0.1:" + port + "\"");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
		}
	}

	@Test
	void whenSocketsAreNamedServesMainAndManagement() throws IOException {
		int main = Http.freePort();
		int management = Http.freePort();
		try (TestProcess process = activate(
				List.of("-l", "127.0.0.1:" + main, "-l", "127.0.0.1:" + management, "--fdname=http:management"))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get(main, "/api/service")).contains("\"name\":\"management\",\"index\":1");
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.awaitHealth(management)).isTrue();
		}
	}

	@Test
	void whenSocketIsDualStackServesBothFamilies() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(List.of("-l", Integer.toString(port)))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get("127.0.0.1", port, "/api/service")).contains("\"address\":\"[::]:" + port + "\"");
			assertThat(Http.get("::1", port, "/api/pid")).containsPattern("\\d+");
		}
	}

	@Test
	void whenSocketsAreUnixListenersServesThemBesidesTcp() throws IOException {
		int port = Http.freePort();
		Path path = this.folder.resolve("app.sock");
		String name = "qsu-" + ProcessHandle.current().pid();
		try (TestProcess process = activate(
				List.of("-l", "127.0.0.1:" + port, "-l", path.toString(), "-l", "@" + name))) {
			process.awaitOutput("Listening on");
			String pid = Http.get(port, "/api/pid").strip();
			assertThat(Commands
				.run("curl", "-fsS", "--max-time", "20", "--unix-socket", path.toString(), "http://localhost/api/pid")
				.output()).isEqualTo(pid);
			assertThat(Commands
				.run("curl", "-fsS", "--max-time", "20", "--abstract-unix-socket", name, "http://localhost/api/pid")
				.output()).isEqualTo(pid);
			process.signal("TERM");
			process.awaitExit();
			assertThat(path).exists();
		}
	}

	@Test
	void whenLauncherAcceptsApplicationAnswersAndEndsConnection() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(List.of("-a", "-l", "127.0.0.1:" + port), application("connection"))) {
			process.awaitOutput("Listening on");
			try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
				client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
				String answer = new String(client.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				assertThat(answer)
					.isEqualTo("from " + client.getLocalAddress() + " to " + client.getRemoteAddress() + ": hello");
			}
		}
	}

	@Test
	void whenSocketIsForUnixDatagramsApplicationReceivesAndKeepsPath() {
		Path path = this.folder.resolve("datagrams");
		try (TestProcess process = activate(List.of("-d", "-l", path.toString()), application("datagram"))) {
			process.awaitOutput("Listening on");
			DatagramSender.send(address(path), SocketType.DATAGRAM, "hello world".getBytes(StandardCharsets.UTF_8),
					Duration.ofSeconds(1));
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("hello Received[length=11, truncated=true, sender=null] at " + path);
			assertThat(path).exists();
		}
	}

	@Test
	void whenSocketIsForSequentialPacketsFailsWithAnalysis() {
		Path path = this.folder.resolve("packets");
		try (TestProcess process = activate(List.of("--seqpacket", "-l", path.toString()), application("connection"))) {
			process.awaitOutput("Listening on");
			DatagramSender.send(address(path), SocketType.SEQPACKET, new byte[1], Duration.ofSeconds(1));
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("APPLICATION FAILED TO START")
				.contains("The inherited socket #0 'unknown' (Unix seqpacket socket " + path
						+ ") cannot be used as a TCP connection or a Unix connection.")
				.contains("replace ListenSequentialPacket= with ListenStream= or ListenDatagram=");
		}
	}

	@Test
	void whenNobodyTakesUnixDatagramSocketWarns() {
		Path path = this.folder.resolve("datagrams");
		try (TestProcess process = activate(List.of("-d", "-l", path.toString()), application("none"))) {
			process.awaitOutput("Listening on");
			DatagramSender.send(address(path), SocketType.DATAGRAM, new byte[1], Duration.ofSeconds(1));
			process
				.awaitOutput("The inherited sockets [#0 'unknown' (Unix datagram socket " + path + ")] are not used");
		}
	}

	/**
	 * What a test process was handed over is not that of the applications it tests.
	 */
	@Test
	void whenApplicationIsTestedNothingIsAdoptedNotifiedOrHandled() throws IOException {
		int port = Http.freePort();
		List<String> options = List.of("-l", "127.0.0.1:" + port, "-E", "NOTIFY_SOCKET=/nonexistent/notify");
		try (TestProcess process = activate(options, TestProcess.application(TestedApplication.class))) {
			process.awaitOutput("Listening on");
			try (SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
				assertThat(client.isConnected()).isTrue();
				process.awaitOutput("TESTED");
			}
			process.signal("TERM");
			assertThat(process.awaitExit()).isEqualTo(143);
			assertThat(process.output()).contains("TEST FAILED")
				.containsPattern("TEST on port \\d+ RUNNING")
				.doesNotContain("TEST on port " + port + " ")
				.doesNotContain("EVENT")
				.doesNotContain("THREAD")
				.doesNotContain("/nonexistent/notify")
				.doesNotContain("serves inherited sockets");
		}
	}

	private static List<String> application(String profile) {
		return TestProcess.application(SocketApplication.class, "--spring.main.web-application-type=none",
				"--spring.profiles.active=" + profile);
	}

	private static byte[] address(Path path) {
		byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(2 + bytes.length + 1)
			.order(ByteOrder.nativeOrder())
			.putShort((short) 1)
			.put(bytes)
			.array();
	}

	private static TestProcess activate(List<String> options) {
		return activate(options, TestProcess.sample("--server.port=1"));
	}

	private static TestProcess activate(List<String> options, List<String> application) {
		List<String> command = new ArrayList<>(List.of(Peer.find("systemd-socket-activate")));
		command.addAll(options);
		command.addAll(application);
		return TestProcess.start(Map.of(), command);
	}

}
