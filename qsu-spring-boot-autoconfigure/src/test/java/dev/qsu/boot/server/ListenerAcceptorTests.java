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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerAcceptor}.
 */
class ListenerAcceptorTests {

	private final List<Socket> clients = new ArrayList<>();

	private ServerSocketChannel first;

	private ServerSocketChannel second;

	private ListenerAcceptor acceptor;

	@BeforeEach
	void bind() throws IOException {
		InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.first = ServerSocketChannel.open().bind(any, 1000);
		this.second = ServerSocketChannel.open().bind(any, 1000);
	}

	@AfterEach
	void close() throws IOException {
		this.acceptor.requestStop();
		this.acceptor.awaitStop();
		this.first.close();
		this.second.close();
		for (Socket client : this.clients) {
			client.close();
		}
	}

	@Test
	void whenOneListenerIsBusyServesTheOtherOne() throws Exception {
		for (int i = 0; i < 500; i++) {
			connect(this.first);
		}
		connect(this.second);
		AtomicInteger served = new AtomicInteger();
		CountDownLatch other = new CountDownLatch(1);
		int port = this.second.socket().getLocalPort();
		start((connection) -> {
			if (connection.socket().getLocalPort() == port) {
				other.countDown();
			}
			else if (other.getCount() > 0) {
				served.incrementAndGet();
			}
		});
		assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(served.get()).isLessThan(100);
	}

	@Test
	void whenServingFailsInAnyWayContinues() throws Exception {
		CountDownLatch served = new CountDownLatch(1);
		AtomicInteger calls = new AtomicInteger();
		start((connection) -> {
			if (calls.incrementAndGet() == 1) {
				throw new NoClassDefFoundError("for the test");
			}
			served.countDown();
		});
		connect(this.first);
		connect(this.second);
		assertThat(served.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whenStoppedLeavesConnectionsInTheQueue() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		start((connection) -> calls.incrementAndGet());
		this.acceptor.requestStop();
		this.acceptor.awaitStop();
		connect(this.first);
		Thread.sleep(200);
		assertThat(calls.get()).isZero();
		try (SocketChannel connection = this.first.accept()) {
			assertThat(connection).isNotNull();
		}
	}

	private void start(Serving serving) throws IOException {
		this.acceptor = new ListenerAcceptor(List.of(this.first, this.second), (connection) -> {
			try (connection) {
				serving.serve(connection);
			}
		});
		this.acceptor.start("qsu-acceptor-test", true);
	}

	private void connect(ServerSocketChannel listener) throws IOException {
		this.clients.add(new Socket(InetAddress.getLoopbackAddress(), listener.socket().getLocalPort()));
	}

	@FunctionalInterface
	private interface Serving {

		void serve(SocketChannel connection);

	}

}
