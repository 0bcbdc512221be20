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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.qsu.boot.autoconfigure.socket.SocketAutoConfiguration;
import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.jna.SocketType;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for inherited connections and for sockets for which Java has no channel.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class InheritedConnectionsTests {

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1" })
	void takenTcpConnectionHasBothAddresses(String host) throws IOException {
		try (Connection connection = Connection.tcp(host, host); ClaimedSockets sockets = connection.sockets()) {
			assertThat(sockets.list().get(0)).hasToString("#0 'connection' (TCP connection "
					+ SocketAddresses.text(connection.client.getRemoteAddress()) + ")");
			SocketChannel channel = sockets.takeSocketChannel("connection");
			assertThat(channel.getRemoteAddress()).isEqualTo(connection.client.getLocalAddress());
			assertThat(channel.getLocalAddress()).isEqualTo(connection.client.getRemoteAddress());
			assertThat(channel.isConnected()).isTrue();
			assertThat(channel.isBlocking()).isTrue();
		}
	}

	@Test
	void takenTcpConnectionOfDualStackListenerHasBothAddresses() throws IOException {
		try (Connection connection = Connection.tcp("::", "127.0.0.1"); ClaimedSockets sockets = connection.sockets()) {
			SocketChannel channel = sockets.takeSocketChannel("0");
			assertThat(channel.getRemoteAddress()).isEqualTo(connection.client.getLocalAddress());
			assertThat(channel.getLocalAddress()).isEqualTo(connection.client.getRemoteAddress());
			connection.assertEcho(channel);
		}
	}

	@Test
	void takenTcpConnectionReadsAndWrites() throws IOException {
		try (Connection connection = Connection.tcp("127.0.0.1", "127.0.0.1");
				ClaimedSockets sockets = connection.sockets()) {
			connection.assertEcho(sockets.takeSocketChannel("connection"));
		}
	}

	@Test
	void takenUnixConnectionReadsAndWrites() throws IOException {
		Path path = this.directory.resolve("socket");
		try (Connection connection = Connection.unix(path); ClaimedSockets sockets = connection.sockets()) {
			SocketChannel channel = sockets.takeSocketChannel("connection");
			assertThat(channel.getLocalAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
			assertThat(channel.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
			connection.assertEcho(channel);
			channel.close();
		}
		assertThat(path).exists();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void takenConnectionWorksWithSelector(boolean unix) throws IOException {
		try (Connection connection = (unix) ? Connection.unix(this.directory.resolve("socket"))
				: Connection.tcp("127.0.0.1", "127.0.0.1");
				ClaimedSockets sockets = connection.sockets();
				Selector selector = Selector.open()) {
			SocketChannel channel = sockets.takeSocketChannel("connection");
			channel.configureBlocking(false);
			SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE);
			assertThat(channel.read(ByteBuffer.allocate(10))).isZero();
			assertThat(selector.select(5000)).isEqualTo(1);
			assertThat(key.isWritable()).isTrue();
			key.interestOps(SelectionKey.OP_READ);
			selector.selectedKeys().clear();
			connection.client.write(bytes("hello"));
			assertThat(selector.select(5000)).isEqualTo(1);
			ByteBuffer buffer = ByteBuffer.allocate(10);
			assertThat(channel.read(buffer)).isEqualTo(5);
		}
	}

	@Test
	void closeOfTakenConnectionEndsIt() throws IOException {
		try (Connection connection = Connection.tcp("127.0.0.1", "127.0.0.1");
				ClaimedSockets sockets = connection.sockets()) {
			sockets.takeSocketChannel("connection").close();
			assertThat(connection.client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
		}
	}

	@Test
	void whenContextIsRestartedConnectionIsNeitherFreeNorToBeTaken() throws IOException {
		try (Connection connection = Connection.tcp("127.0.0.1", "127.0.0.1")) {
			SocketStore store = connection.inheritance.store();
			new ClaimedSockets(new SocketClaims(store)).takeSocketChannel("connection");
			ClaimedSockets next = new ClaimedSockets(new SocketClaims(store));
			assertThat(next.names()).containsExactly("connection");
			assertThat(next.free()).isEmpty();
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> next.takeSocketChannel("connection"))
				.withMessageEndingWith("is already taken by the application, before its context was restarted.");
		}
	}

	@Test
	void whenSocketIsNeitherConnectedNorListeningReportsIt() throws IOException {
		try (SocketChannel bound = SocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				Inheritance inheritance = Inheritance.of("http", bound);
				ClaimedSockets sockets = inheritance.sockets()) {
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> sockets.takeSocketChannel("http"))
				.withMessageMatching(
						"The inherited socket #0 'http' \\(TCP connection 127.0.0.1:\\d+\\) is not connected.")
				.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("its peer has reset it")
					.contains("listen()"));
			assertThat(sockets.free()).hasSize(1);
		}
	}

	@Test
	void whenConnectionIsWantedAsListenerReportsWhatToDo() throws IOException {
		try (Connection connection = Connection.tcp("127.0.0.1", "127.0.0.1");
				ClaimedSockets sockets = connection.sockets()) {
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> sockets.takeServerSocketChannel("connection"))
				.withMessageContaining("cannot be used as a TCP listener or a Unix listener")
				.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("Accept=no"));
		}
	}

	@Test
	void whenSocketHasNoChannelInJavaReportsWhatItIsAndWhatToDo() throws IOException {
		Path path = this.directory.resolve("packets");
		try (Inheritance inheritance = Inheritance
			.of("packets",
					FdPlacer.socket(AddressFamily.UNIX, SocketType.SEQPACKET,
							path.toString().getBytes(StandardCharsets.UTF_8)))
			.and("kernel", FdPlacer.socket(AddressFamily.NETLINK, SocketType.RAW, new byte[0]));
				ClaimedSockets sockets = inheritance.sockets()) {
			assertThat(sockets.list())
				.hasToString("[#0 'packets' (Unix seqpacket socket " + path + "), #1 'kernel' (netlink socket)]");
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> sockets.takeSocketChannel("packets"))
				.withMessage("The inherited socket #0 'packets' (Unix seqpacket socket " + path
						+ ") cannot be used as a TCP connection or a Unix connection.")
				.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("ListenSequentialPacket="));
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> sockets.takeUnixDatagramSocket("kernel"))
				.withMessage(
						"The inherited socket #1 'kernel' (netlink socket) cannot be used as a Unix datagram socket.")
				.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("ListenNetlink="));
			assertThat(sockets.free()).hasSize(2);
		}
		assertThat(path).exists();
	}

	@Test
	void annotatedConnectionAndUnixDatagramSocketAreInjected() throws IOException {
		try (Connection connection = Connection.tcp("127.0.0.1", "127.0.0.1")) {
			Inheritance inheritance = connection.inheritance.and("log", FdPlacer.socket(AddressFamily.UNIX,
					SocketType.DATAGRAM, this.directory.resolve("log").toString().getBytes(StandardCharsets.UTF_8)));
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class))
				.withBean(SocketClaims.class, inheritance::claims)
				.withUserConfiguration(Injected.class)
				.run((context) -> {
					Taken taken = context.getBean(Taken.class);
					assertThat(taken.connection().getRemoteAddress()).isEqualTo(connection.client.getLocalAddress());
					assertThat(taken.log().path()).isEqualTo(this.directory.resolve("log"));
					assertThat(context.getBean(InheritedSockets.class).free()).isEmpty();
					context.close();
					assertThat(taken.connection().isOpen()).isFalse();
					assertThat(taken.log().isOpen()).isFalse();
				});
		}
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		Taken taken(@InheritedSocket("connection") SocketChannel connection,
				@InheritedSocket("log") UnixDatagramSocket log) {
			return new Taken(connection, log);
		}

	}

	record Taken(SocketChannel connection, UnixDatagramSocket log) {

	}

	/**
	 * A connection that a launcher has accepted and passed, with its peer.
	 */
	private static final class Connection implements AutoCloseable {

		private final SocketChannel client;

		private final Inheritance inheritance;

		private final SocketChannel accepted;

		private Connection(SocketChannel client, SocketChannel accepted) {
			this.client = client;
			this.accepted = accepted;
			this.inheritance = Inheritance.of("connection", accepted);
		}

		static Connection tcp(String bind, String connect) throws IOException {
			try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(bind, 0))) {
				int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
				SocketChannel client = SocketChannel.open(new InetSocketAddress(connect, port));
				return new Connection(client, listener.accept());
			}
		}

		static Connection unix(Path path) throws IOException {
			UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
			try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
				return new Connection(SocketChannel.open(address), listener.accept());
			}
		}

		/**
		 * A launcher closes what it has passed.
		 */
		ClaimedSockets sockets() throws IOException {
			ClaimedSockets sockets = this.inheritance.sockets();
			this.accepted.close();
			assertThat(new LinuxSockets().type(this.inheritance.first())).isEqualTo(SocketType.STREAM);
			return sockets;
		}

		void assertEcho(SocketChannel channel) throws IOException {
			this.client.write(bytes("ping"));
			ByteBuffer buffer = ByteBuffer.allocate(10);
			assertThat(channel.read(buffer)).isEqualTo(4);
			channel.write(buffer.flip());
			assertThat(this.client.read(buffer.clear())).isEqualTo(4);
		}

		@Override
		public void close() throws IOException {
			this.inheritance.close();
			this.client.close();
		}

	}

}
