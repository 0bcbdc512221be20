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

package dev.qsu.boot.server;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RetainedListeners} and its {@link UnavailableServer}.
 */
class RetainedListenersTests {

	private final RetainedListeners retained = new RetainedListeners();

	@AfterEach
	void end() throws IOException {
		this.retained.setEnding(true);
		for (ServerRole role : List.of(ServerRole.WEB, ServerRole.MANAGEMENT)) {
			this.retained.opened(role);
			this.retained.setEnding(true);
			this.retained.closed(role, List::of);
		}
	}

	@Test
	void whenServerStartsAgainGetsTheSameListener() throws IOException {
		ServerSocketChannel first = this.retained.listener(ServerRole.WEB, any(), 10);
		this.retained.closed(ServerRole.WEB, () -> List.of(new Listener(first, true)));
		assertThat(first.isOpen()).isTrue();
		this.retained.opened(ServerRole.WEB);
		assertThat(this.retained.listener(ServerRole.WEB, any(), 10)).isSameAs(first);
	}

	@Test
	void whenServersDifferEachHasItsOwnListener() throws IOException {
		assertThat(this.retained.listener(ServerRole.WEB, any(), 10))
			.isNotSameAs(this.retained.listener(ServerRole.MANAGEMENT, any(), 10));
	}

	@Test
	void whenPortChangesMoves() throws IOException {
		ServerSocketChannel first = this.retained.listener(ServerRole.WEB, any(), 10);
		InetSocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
		ServerSocketChannel second = this.retained.listener(ServerRole.WEB, other, 10);
		assertThat(second.getLocalAddress()).isEqualTo(other);
		assertThat(first.isOpen()).isFalse();
	}

	@Test
	void whenAddressOfTheSamePortChangesMoves() throws IOException {
		int port = freePort();
		ServerSocketChannel first = this.retained.listener(ServerRole.WEB,
				new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
		ServerSocketChannel second = this.retained.listener(ServerRole.WEB, new InetSocketAddress(port), 10);
		assertThat(((InetSocketAddress) second.getLocalAddress()).getAddress().isAnyLocalAddress()).isTrue();
		assertThat(first.isOpen()).isFalse();
	}

	@Test
	void whenNewPortIsTakenKeepsTheOldOne() throws IOException {
		ServerSocketChannel first = this.retained.listener(ServerRole.WEB, any(), 10);
		try (ServerSocketChannel taken = ServerSocketChannel.open().bind(any())) {
			InetSocketAddress address = (InetSocketAddress) taken.getLocalAddress();
			assertThatExceptionOfType(BindException.class)
				.isThrownBy(() -> this.retained.listener(ServerRole.WEB, address, 10));
		}
		assertThat(this.retained.listener(ServerRole.WEB, any(), 10)).isSameAs(first);
		assertThat(first.isOpen()).isTrue();
	}

	@Test
	void whenProcessEndsClosesListenerWithItsServer() throws IOException {
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, any(), 10);
		this.retained.setEnding(true);
		assertThat(listener.isOpen()).isTrue();
		this.retained.closed(ServerRole.WEB, () -> List.of(new Listener(listener, true)));
		assertThat(listener.isOpen()).isFalse();
	}

	@Test
	void whenApplicationStartsWithoutTheServerClosesItsListener() throws IOException {
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, any(), 10);
		this.retained.closed(ServerRole.WEB, () -> List.of(new Listener(listener, true)));
		this.retained.starting();
		this.retained.started();
		assertThat(listener.isOpen()).isFalse();
	}

	@Test
	void whenNextRestartBeginsBeforeTheStartHasEndedKeepsListener() throws IOException {
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, any(), 10);
		this.retained.starting();
		this.retained.closed(ServerRole.WEB, () -> List.of(new Listener(listener, true)));
		this.retained.started();
		assertThat(listener.isOpen()).isTrue();
	}

	@Test
	void whenApplicationIsNotStartedClientsGetAnError() throws Exception {
		int port = leave(Duration.ofMillis(200));
		assertThat(exchange(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 503 ")
			.contains("\r\nRetry-After: 1\r\n")
			.contains("\r\nConnection: close\r\n")
			.endsWith("\r\n\r\nThe application has not been restarted\n");
	}

	@Test
	void whenStartFailsClientsGetTheReason() throws Exception {
		int port = leave(Duration.ZERO);
		this.retained.starting();
		this.retained.failed("Because of \u00fc");
		assertThat(exchange(port,
				"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 70000\r\n\r\n" + "x".repeat(70_000)))
			.startsWith("HTTP/1.1 503 ")
			.endsWith("\r\n\r\nBecause of \u00fc\n");
	}

	@Test
	void whenRequestArrivesInPartsAnswersAfterItsHeader() throws Exception {
		int port = leave(Duration.ZERO);
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.US_ASCII));
			Thread.sleep(300);
			socket.getOutputStream().write("alhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
				.startsWith("HTTP/1.1 503 ");
		}
	}

	@Test
	void whenClientSpeaksTlsSendsAnAlert() throws Exception {
		int port = leave(Duration.ZERO);
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write(new byte[] { 0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3 });
			assertThat(socket.getInputStream().readAllBytes()).containsExactly(21, 3, 3, 0, 2, 2, 80);
		}
	}

	@Test
	void whenClientsStaySilentOthersAreAnswered() throws Exception {
		int port = leave(Duration.ZERO);
		Socket[] silent = new Socket[30];
		for (int i = 0; i < silent.length; i++) {
			silent[i] = connect(port);
		}
		assertThat(exchange(port, "GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 503 ");
		for (Socket socket : silent) {
			socket.close();
		}
	}

	@Test
	void whenStartIsInProgressClientsWait() throws Exception {
		int port = leave(Duration.ofMillis(100));
		this.retained.starting();
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			Thread.sleep(600);
			assertThat(socket.getInputStream().available()).isZero();
			this.retained.failed("broken");
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).endsWith("broken\n");
		}
	}

	@Test
	void whenStartFailsSoonClientsStillWaitForTheirTime() throws Exception {
		long begin = System.nanoTime();
		int port = leave(Duration.ofMillis(1500));
		this.retained.starting();
		this.retained.failed("broken");
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).endsWith("broken\n");
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
		}
	}

	@Test
	void whenServerIsBackTheUnavailableServerStops() throws Exception {
		int port = leave(Duration.ZERO);
		exchange(port, "GET / HTTP/1.1\r\n\r\n");
		this.retained.opened(ServerRole.WEB);
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, new InetSocketAddress(0), 10);
		try (Socket socket = connect(port)) {
			listener.configureBlocking(true);
			assertThat(listener.accept().getRemoteAddress()).isEqualTo(socket.getLocalSocketAddress());
		}
	}

	@Test
	void whenListenerCannotBeOpenedClientsGetNoError() throws Exception {
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, any(), 10);
		int port = listener.socket().getLocalPort();
		this.retained.setRestartTimeout(Duration.ZERO);
		this.retained.closed(ServerRole.WEB, () -> {
			throw new IOException("no more file descriptors");
		});
		Thread.sleep(200);
		this.retained.setEnding(true);
		this.retained.closed(ServerRole.WEB, List::of);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port).close());
	}

	private int leave(Duration restartTimeout) throws IOException {
		InetSocketAddress address = new InetSocketAddress(0);
		ServerSocketChannel listener = this.retained.listener(ServerRole.WEB, address, 10);
		this.retained.setRestartTimeout(restartTimeout);
		this.retained.closed(ServerRole.WEB,
				() -> List.of(new Listener(this.retained.listener(ServerRole.WEB, address, 10), true)));
		return listener.socket().getLocalPort();
	}

	private static String exchange(int port, String request) throws IOException {
		try (Socket socket = connect(port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(20_000);
		return socket;
	}

	private static int freePort() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open().bind(any())) {
			return channel.socket().getLocalPort();
		}
	}

	private static InetSocketAddress any() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

}
