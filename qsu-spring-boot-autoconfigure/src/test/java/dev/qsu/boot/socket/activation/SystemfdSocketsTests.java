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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SystemfdSockets} and {@link SystemfdClient} with a real connection.
 */
@ExtendWith(OutputCaptureExtension.class)
class SystemfdSocketsTests {

	private static final long PID = 4711;

	private static final Duration SHORT = Duration.ofMillis(400);

	private static final Duration LONG = Duration.ofSeconds(20);

	private SystemfdClient client = new SystemfdClient(LONG, LONG);

	@AfterEach
	void secretIsNotLogged(CapturedOutput output) {
		assertThat(output).doesNotContain(FakeSystemfd.SECRET);
	}

	@Test
	void whenThereIsNoSystemfdThereAreNoSocketsAndNoProblem() {
		assertThat(SystemfdSockets.request(Map.of("SYSTEMFD_SOCKET_SECRET", FakeSystemfd.SECRET), PID, this.client))
			.isEqualTo(new SystemfdSockets(Collections.emptyList(), null));
	}

	@Test
	void whenSystemfdAnswersGivesSocketsInOrder() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver(FakeSystemfd.protocolInfo(2, 1, 0x104),
				FakeSystemfd.protocolInfo(23, 1, 0x108), FakeSystemfd.protocolInfo(2, 2, 0x10c))) {
			SystemfdSockets sockets = request(systemfd);
			assertThat(sockets.problem()).isNull();
			assertThat(sockets.sockets()).extracting(ProtocolInfo::family).containsExactly(2, 23, 2);
			assertThat(sockets.sockets()).extracting(ProtocolInfo::type).containsExactly(1, 1, 2);
			assertThat(sockets.sockets().get(2).bytes()).isEqualTo(FakeSystemfd.protocolInfo(2, 2, 0x10c));
		}
	}

	/**
	 * The server reads to the end of the stream, so it gets the request only if the
	 * client shuts down its output.
	 */
	@Test
	void whenAskingSendsSecretAndProcessIdOnceAndEndsTheRequest() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver(FakeSystemfd.protocolInfo(2, 1, 0))) {
			request(systemfd);
			assertThat(systemfd.requests()).containsExactly(FakeSystemfd.SECRET + "|4711");
		}
	}

	@Test
	void whenAnswerComesInPiecesPutsThemTogether() {
		byte[] protocolInfo = FakeSystemfd.protocolInfo(2, 1, 0x104);
		try (FakeSystemfd systemfd = new FakeSystemfd((output) -> {
			output.write(protocolInfo, 0, 100);
			output.flush();
			Thread.sleep(100);
			output.write(protocolInfo, 100, 528);
		})) {
			assertThat(request(systemfd).sockets()).singleElement()
				.satisfies((socket) -> assertThat(socket.bytes()).isEqualTo(protocolInfo));
		}
	}

	@Test
	void whenVariableIsMalformedSendsNoRequest() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver()) {
			Map<String, String> environment = Map.of("SYSTEMFD_SOCKET_SERVER", "127.0.0.1:" + systemfd.port(),
					"SYSTEMFD_SOCKET_SECRET", "guess");
			assertProblem(SystemfdSockets.request(environment, PID, this.client),
					"SYSTEMFD_SOCKET_SECRET is not a UUID."
							+ " systemfd sets both: pass the environment on to this process unchanged");
			assertThat(systemfd.requests()).isEmpty();
		}
	}

	@Test
	void whenNobodyListensReportsIt() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		assertProblem(request("127.0.0.1:" + port),
				"systemfd at 127.0.0.1:" + port + " no longer listens: it has ended, or has stopped handing out sockets"
						+ " after a request that it did not understand. Restart systemfd");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenConnectionIsNotAcceptedReportsIt() throws IOException {
		this.client = new SystemfdClient(SHORT, SHORT);
		List<Socket> filling = new ArrayList<>();
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			while (fill(full.getLocalPort(), filling)) {
				assertThat(filling).hasSizeLessThan(10);
			}
			assertProblem(request("127.0.0.1:" + full.getLocalPort()), "systemfd at 127.0.0.1:" + full.getLocalPort()
					+ " did not accept a connection within 400 ms. Restart systemfd");
		}
		finally {
			for (Socket socket : filling) {
				socket.close();
			}
		}
	}

	private static boolean fill(int port, List<Socket> filling) {
		Socket socket = new Socket();
		filling.add(socket);
		try {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void whenSystemfdIsSilentGivesUp() {
		this.client = new SystemfdClient(SHORT, SHORT);
		try (FakeSystemfd systemfd = new FakeSystemfd((output) -> Thread.sleep(60_000))) {
			assertProblem(request(systemfd),
					"systemfd at 127.0.0.1:" + systemfd.port()
							+ " did not answer within 400 ms. Check whether another program listens there,"
							+ " and restart systemfd");
		}
	}

	@Test
	void whenAnswerDripsGivesUpInTime() {
		this.client = new SystemfdClient(SHORT, SHORT);
		try (FakeSystemfd systemfd = new FakeSystemfd((output) -> {
			for (int i = 0; i < 600; i++) {
				output.write(0);
				Thread.sleep(50);
			}
		})) {
			assertThat(request(systemfd).problem()).contains("did not answer within 400 ms");
		}
	}

	@Test
	void whenSystemfdHasNoSocketsReportsIt() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver()) {
			assertProblem(request(systemfd), "systemfd at 127.0.0.1:" + systemfd.port()
					+ " handed over no socket. Give it one: 'systemfd -s http::8080 -- ...'");
		}
	}

	@Test
	void whenAnswerEndsWithinASocketReportsIt() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver(FakeSystemfd.protocolInfo(2, 1, 0), new byte[100])) {
			assertProblem(request(systemfd),
					"systemfd at 127.0.0.1:" + systemfd.port()
							+ " answered with 728 bytes, which is not a multiple of 628: it failed after 1 sockets,"
							+ " or is not systemfd. Restart systemfd");
		}
	}

	@Test
	void whenAnswerDoesNotEndReportsIt() {
		try (FakeSystemfd systemfd = new FakeSystemfd((output) -> {
			while (true) {
				output.write(new byte[100_000]);
			}
		})) {
			assertProblem(
					SystemfdSockets.request(systemfd.environment(), PID,
							new SystemfdClient(SHORT, Duration.ofSeconds(10))),
					"systemfd at 127.0.0.1:" + systemfd.port()
							+ " answered with more than the 1000 sockets that are allowed. Check what listens there");
		}
	}

	@Test
	void whenConnectionBreaksReportsIt() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			Thread thread = new Thread(() -> reset(server));
			thread.start();
			assertThat(request("127.0.0.1:" + server.getLocalPort()).problem())
				.startsWith("systemfd at 127.0.0.1:" + server.getLocalPort() + " closed the connection: ")
				.endsWith(". Restart systemfd")
				.doesNotContain(FakeSystemfd.SECRET);
		}
	}

	/**
	 * Closing without lingering resets the connection.
	 */
	private static void reset(ServerSocket server) {
		try (Socket socket = server.accept()) {
			socket.getInputStream().readAllBytes();
			socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void timeoutsAreAFewSeconds() {
		assertThat(SystemfdClient.CONNECT_TIMEOUT).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
		assertThat(SystemfdClient.ANSWER_TIMEOUT).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
	}

	private SystemfdSockets request(FakeSystemfd systemfd) {
		return SystemfdSockets.request(systemfd.environment(), PID, this.client);
	}

	private SystemfdSockets request(String server) {
		return SystemfdSockets.request(FakeSystemfd.environment(server), PID, this.client);
	}

	private static void assertProblem(SystemfdSockets sockets, String problem) {
		assertThat(sockets).isEqualTo(new SystemfdSockets(Collections.emptyList(), problem));
	}

}
