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

package dev.qsu.boot.socket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketInfo}.
 */
class SocketInfoTests {

	@Test
	void tcpListenerIsDescribedWithHostAndPort() throws Exception {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 8080);
		SocketInfo socket = new SocketInfo(0, "http", SocketKind.TCP_LISTENER, address);
		assertThat(socket).hasToString("#0 'http' (TCP listener 127.0.0.1:8080)");
		assertThat(socket.addressText()).isEqualTo("127.0.0.1:8080");
	}

	@Test
	void unixListenerIsDescribedWithPath() {
		SocketInfo socket = new SocketInfo(1, "", SocketKind.UNIX_LISTENER, UnixDomainSocketAddress.of("/run/a.sock"));
		assertThat(socket).hasToString("#1 '' (Unix listener /run/a.sock)");
		assertThat(socket.addressText()).isEqualTo("/run/a.sock");
	}

	@Test
	void socketWithoutAddressIsDescribedWithoutIt() {
		SocketInfo socket = new SocketInfo(12, "unknown", SocketKind.OTHER, null);
		assertThat(socket).hasToString("#12 'unknown' (socket of another kind)");
		assertThat(socket.addressText()).isEmpty();
	}

	@Test
	void socketsOfTheSameNameDifferByIndex() {
		SocketInfo first = new SocketInfo(0, "http", SocketKind.UDP, null);
		assertThat(first).isEqualTo(new SocketInfo(0, "http", SocketKind.UDP, null))
			.isNotEqualTo(new SocketInfo(1, "http", SocketKind.UDP, null));
	}

}
