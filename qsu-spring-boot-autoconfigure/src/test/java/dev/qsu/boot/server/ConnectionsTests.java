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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connections}.
 */
class ConnectionsTests {

	private final Connections connections = new Connections();

	private Socket client;

	private SocketChannel channel;

	private TrackedConnection connection;

	@BeforeEach
	void connect() throws IOException {
		try (ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			this.client = new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort());
			this.client.setSoTimeout(10_000);
			this.channel = listener.accept();
			this.channel.configureBlocking(false);
		}
		this.connection = this.connections.add(this.channel);
	}

	@AfterEach
	void close() throws IOException {
		this.client.close();
		this.channel.close();
	}

	@Test
	void whenNoRequestHasComeWaitsForIt() {
		assertThat(drain(Duration.ofMillis(300))).isOne();
		assertThat(this.channel.socket().isOutputShutdown()).isFalse();
	}

	@Test
	void whenIdleEndsWithoutAReset() throws IOException {
		answer();
		assertThat(drain(Duration.ofSeconds(10))).isZero();
		assertThat(this.client.getInputStream().read()).isEqualTo(-1);
		this.client.getOutputStream().write(1);
		assertThat(this.client.getInputStream().read()).isEqualTo(-1);
	}

	@Test
	void whenIdleGivesTheClientTimeForAnotherRequest() throws Exception {
		answer();
		long begin = System.nanoTime();
		assertThat(drain(Duration.ofSeconds(10))).isZero();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
	}

	@Test
	void whenRequestIsArrivingIsNotEnded() throws IOException {
		answer();
		this.client.getOutputStream().write(1);
		drain(Duration.ofMillis(800));
		assertThat(this.channel.socket().isOutputShutdown()).isFalse();
	}

	@Test
	void whenRequestIsReadOrAnsweredWaits() {
		this.connection.requestRead();
		this.connection.readable();
		assertThat(drain(Duration.ofMillis(100))).isOne();
		this.connection.begin();
		assertThat(drain(Duration.ofMillis(100))).isOne();
		this.connection.end(true);
		assertThat(drain(Duration.ofMillis(100))).isOne();
		this.connection.begin();
		this.connection.end(false);
		assertThat(drain(Duration.ofMillis(100))).isZero();
	}

	@Test
	void whenUpgradedIsLeftToTheServer() {
		this.connection.upgraded();
		long begin = System.nanoTime();
		assertThat(drain(Duration.ofSeconds(10))).isZero();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
		assertThat(this.channel.socket().isOutputShutdown()).isFalse();
	}

	@Test
	void whenInterruptedReturns() throws Exception {
		Thread thread = new Thread(() -> drain(Duration.ofSeconds(30)));
		thread.start();
		thread.interrupt();
		thread.join(5000);
		assertThat(thread.isAlive()).isFalse();
	}

	@Test
	void whenClearedKnowsNothing() {
		assertThat(this.connections.size()).isOne();
		this.connections.clear();
		assertThat(this.connections.get(this.channel)).isNull();
		assertThat(drain(Duration.ofSeconds(10))).isZero();
	}

	private void answer() {
		this.connection.readable();
		this.connection.begin();
		this.connection.requestRead();
		this.connection.end(false);
	}

	private long drain(Duration timeout) {
		return this.connections.drain(timeout, SocketChannel::shutdownOutput);
	}

}
