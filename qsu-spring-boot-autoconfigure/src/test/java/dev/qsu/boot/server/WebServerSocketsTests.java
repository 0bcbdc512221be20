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
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.qsu.boot.socket.ClaimedSockets;
import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.InheritedSocketException;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebServerSockets}.
 */
@EnabledOnOs(OS.LINUX)
class WebServerSocketsTests {

	private final SocketProperties properties = new SocketProperties();

	private Inheritance inheritance;

	private SocketClaims claims;

	private ClaimedSockets sockets;

	@BeforeEach
	void open() throws IOException {
		this.inheritance = Inheritance.of("one", listener())
			.and("management", listener())
			.and("dns", DatagramChannel.open().bind(loopback()))
			.and("two", listener());
		this.claims = this.inheritance.claims();
		this.sockets = new ClaimedSockets(this.claims);
	}

	@AfterEach
	void close() throws IOException {
		this.sockets.close();
		this.inheritance.close();
	}

	@Test
	void byDefaultServerGetsListenersAndManagementItsOwn() {
		assertThat(names(server())).containsExactly("one", "two");
		assertThat(names(management())).containsExactly("management");
		assertThat(WebServerSockets.hasManagement(this.claims, this.properties)).isTrue();
	}

	@Test
	void whenApplicationTookListenerServerLeavesIt() {
		this.sockets.takeServerSocketChannel("one");
		assertThat(names(server())).containsExactly("two");
	}

	@Test
	void whenServerIsConfiguredGetsOnlyWhatIsNamed() {
		this.properties.setServer(List.of("two", "1"));
		assertThat(names(server())).containsExactly("two", "management");
	}

	@Test
	void whenManagementIsConfiguredServerGetsTheRest() {
		this.properties.setManagement(List.of("3"));
		assertThat(names(management())).containsExactly("two");
		assertThat(names(server())).containsExactly("one", "management");
	}

	@Test
	void whenConfiguredSocketIsMissingFails() {
		this.properties.setServer(List.of("three"));
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(server()::select)
			.withMessageContaining("'three'");
		this.properties.setManagement(List.of("four"));
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(management()::select)
			.withMessageContaining("'four'");
	}

	@Test
	void whenConfiguredSocketIsNoListenerFails() {
		this.properties.setServer(List.of("dns"));
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(server()::select)
			.withMessageContaining("cannot be used as a TCP listener");
	}

	@Test
	void whenConfiguredSocketIsTakenFails() {
		this.properties.setServer(List.of("one"));
		this.sockets.takeServerSocketChannel("one");
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(() -> server().open(loopback(), 100))
			.withMessageContaining("is already taken by the application");
	}

	@Test
	void whenServerStartsAgainGetsDuplicatesAgain() throws IOException {
		for (int i = 0; i < 3; i++) {
			for (Listener listener : server().open(loopback(), 100)) {
				listener.close();
			}
		}
		assertThat(this.sockets.free()).extracting(SocketInfo::name).containsExactly("management", "dns");
	}

	private WebServerSockets server() {
		return factory().forServer();
	}

	private WebServerSockets management() {
		return factory().forManagement();
	}

	private WebServerSocketsFactory factory() {
		return new WebServerSocketsFactory(this.claims, this.properties, new AcceptGate(), null);
	}

	private static List<String> names(WebServerSockets sockets) {
		return sockets.select().stream().map(SocketInfo::name).toList();
	}

	private static ServerSocketChannel listener() throws IOException {
		return ServerSocketChannel.open().bind(loopback());
	}

	private static InetSocketAddress loopback() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

}
