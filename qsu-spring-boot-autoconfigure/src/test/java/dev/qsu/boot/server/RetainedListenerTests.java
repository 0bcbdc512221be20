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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for web servers whose listeners are retained.
 */
class RetainedListenerTests {

	private final RetainedListeners retained = new RetainedListeners();

	private final WebServerSocketsFactory sockets = new WebServerSocketsFactory(SocketClaims.none(),
			new SocketProperties(), new AcceptGate(), this.retained);

	private final List<ConnectionSource> connectionSources = new ArrayList<>();

	private final List<Socket> clients = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (Socket client : this.clients) {
			client.close();
		}
		this.retained.setEnding(true);
		for (ConnectionSource connectionSource : this.connectionSources) {
			connectionSource.close();
		}
		this.retained.started();
	}

	@Test
	void whenTwoServersHaveTwoPortsBothServe() throws Exception {
		ConnectionSource first = open(any());
		ConnectionSource second = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()));
		assertThat(first.listener()).isNotNull().matches(ServerSocketChannel::isOpen);
		assertThat(second.listener()).isNotNull().matches(ServerSocketChannel::isOpen);
	}

	@Test
	void whenTwoServersLetTheSystemChooseHaveTwoPorts() throws Exception {
		assertThat(open(any()).port()).isNotEqualTo(open(any()).port());
	}

	@Test
	void whenServerStopsTheNextOneGetsItsPort() throws Exception {
		ConnectionSource first = open(any());
		int port = first.port();
		first.close();
		assertThat(open(any()).port()).isEqualTo(port);
	}

	@Test
	void whenNewPortIsInUseClientsOfTheOldOneGetAnError() throws Exception {
		this.retained.setRestartTimeout(Duration.ofMillis(200));
		ConnectionSource first = open(any());
		int port = first.port();
		first.close();
		this.retained.starting();
		try (ServerSocketChannel taken = ServerSocketChannel.open().bind(any())) {
			InetSocketAddress address = (InetSocketAddress) taken.getLocalAddress();
			assertThatExceptionOfType(BindException.class).isThrownBy(() -> open(address));
		}
		this.retained.failed("port in use");
		assertThat(exchange(port)).startsWith("HTTP/1.1 503 ").endsWith("port in use\n");
	}

	@Test
	void whenRestartTimeoutIsRaisedByAStartThatFailsClientsGetAnError() throws Exception {
		this.retained.setRestartTimeout(Duration.ofMillis(200));
		ConnectionSource first = open(any());
		int port = first.port();
		first.close();
		this.retained.starting();
		this.retained.setRestartTimeout(Duration.ofMillis(1000));
		this.retained.failed("broken");
		assertThat(exchange(port)).startsWith("HTTP/1.1 503 ");
	}

	@Test
	void whenRestartTimeoutIsVeryLongWaits() throws Exception {
		this.retained.setRestartTimeout(Duration.ofDays(365_000));
		ConnectionSource first = open(any());
		int port = first.port();
		first.close();
		Socket client = connect(port);
		Thread.sleep(200);
		assertThat(client.getInputStream().available()).isZero();
	}

	@Test
	void whenClientsAreSlowOthersGetAnErrorAndTheNextServerStarts() throws Exception {
		this.retained.setRestartTimeout(Duration.ZERO);
		ConnectionSource first = open(any());
		int port = first.port();
		first.close();
		for (int i = 0; i < 16; i++) {
			connect(port);
		}
		List<Socket> slow = List.copyOf(this.clients);
		CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> trickle(slow));
		Thread.sleep(500);
		assertThat(exchange(port)).startsWith("HTTP/1.1 503 ");
		for (int i = 0; i < 16; i++) {
			connect(port);
		}
		Thread.sleep(500);
		long begin = System.nanoTime();
		assertThat(open(any()).port()).isEqualTo(port);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
		trickle.cancel(true);
	}

	@Test
	void whenBothServersAreAwayClientsOfBothGetAnError() throws Exception {
		this.retained.setRestartTimeout(Duration.ZERO);
		ConnectionSource web = open(any());
		ConnectionSource management = this.sockets.forManagement().connectionSource(new NoServer());
		this.connectionSources.add(management);
		management.open(any(), 10);
		int webPort = web.port();
		int managementPort = management.port();
		web.close();
		management.close();
		for (int i = 0; i < 14; i++) {
			connect(webPort);
			connect(managementPort);
		}
		Thread.sleep(200);
		assertThat(exchange(managementPort)).startsWith("HTTP/1.1 503 ");
		assertThat(exchange(webPort)).startsWith("HTTP/1.1 503 ");
	}

	private static void trickle(List<Socket> sockets) {
		try {
			while (true) {
				for (Socket socket : sockets) {
					socket.getOutputStream().write('x');
				}
				TimeUnit.MILLISECONDS.sleep(300);
			}
		}
		catch (IOException | InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private ConnectionSource open(InetSocketAddress address) throws IOException {
		ConnectionSource connectionSource = this.sockets.forServer().connectionSource(new NoServer());
		this.connectionSources.add(connectionSource);
		connectionSource.open(address, 10);
		return connectionSource;
	}

	private String exchange(int port) throws IOException {
		Socket socket = connect(port);
		socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	private Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(20_000);
		this.clients.add(socket);
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

	private static final class NoServer implements ConnectionSource.Server {

		@Override
		public boolean serve(SocketChannel connection) {
			return false;
		}

		@Override
		public void draining() {
		}

	}

}
