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
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.qsu.boot.autoconfigure.socket.SocketAutoConfiguration;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.server.AcceptGate;
import dev.qsu.boot.server.Listener;
import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.server.WebServerSocketsFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InheritedSockets} with real sockets.
 */
@EnabledOnOs(OS.LINUX)
class InheritedSocketsTests {

	@TempDir
	private Path directory;

	private ServerSocketChannel tcp;

	private DatagramChannel udp;

	private ServerSocketChannel unix;

	private Inheritance inheritance;

	@BeforeEach
	void open() throws IOException {
		this.tcp = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(loopback());
		this.udp = DatagramChannel.open(StandardProtocolFamily.INET).bind(loopback());
		this.unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
			.bind(UnixDomainSocketAddress.of(this.directory.resolve("socket")));
		this.inheritance = Inheritance.of("http", this.tcp).and("dns", this.udp).and("local", this.unix);
	}

	@AfterEach
	void close() throws IOException {
		this.inheritance.close();
	}

	@Test
	void listTellsWhatIsThere() throws IOException {
		ClaimedSockets sockets = this.inheritance.sockets();
		assertThat(sockets.names()).containsExactly("http", "dns", "local");
		assertThat(sockets.list()).containsExactly(
				new SocketInfo(0, "http", SocketKind.TCP_LISTENER, this.tcp.getLocalAddress()),
				new SocketInfo(1, "dns", SocketKind.UDP, this.udp.getLocalAddress()),
				new SocketInfo(2, "local", SocketKind.UNIX_LISTENER, this.unix.getLocalAddress()));
		assertThat(sockets.problem()).isNull();
	}

	@Test
	void inheritedFileDescriptorsAreNotPassedOn() {
		this.inheritance.sockets();
		for (int i = 0; i < 3; i++) {
			assertThat(FdPlacer.flags(this.inheritance.first() + i)).isEqualTo(1);
		}
	}

	@Test
	void takenTcpListenerAccepts() throws IOException {
		try (ClaimedSockets sockets = this.inheritance.sockets();
				ServerSocketChannel channel = sockets.takeServerSocketChannel("http");
				SocketChannel client = SocketChannel.open(this.tcp.getLocalAddress());
				SocketChannel accepted = channel.accept()) {
			assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
		}
	}

	@Test
	void takenUnixListenerAcceptsAndKeepsItsPath() throws IOException {
		try (ClaimedSockets sockets = this.inheritance.sockets()) {
			try (ServerSocketChannel channel = sockets.takeServerSocketChannel("local");
					SocketChannel client = SocketChannel.open(this.unix.getLocalAddress());
					SocketChannel accepted = channel.accept()) {
				assertThat(client.isConnected()).isTrue();
				assertThat(accepted.isConnected()).isTrue();
			}
		}
		assertThat(this.directory.resolve("socket")).exists();
	}

	@Test
	void takenDatagramChannelReceivesWithSelector() throws IOException {
		try (ClaimedSockets sockets = this.inheritance.sockets();
				DatagramChannel channel = sockets.takeDatagramChannel("1");
				DatagramChannel client = DatagramChannel.open();
				Selector selector = Selector.open()) {
			client.send(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)), this.udp.getLocalAddress());
			channel.configureBlocking(false);
			channel.register(selector, SelectionKey.OP_READ);
			assertThat(selector.select(5000)).isEqualTo(1);
			ByteBuffer buffer = ByteBuffer.allocate(100);
			assertThat(channel.receive(buffer)).isNotNull();
			assertThat(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)).isEqualTo("hello");
		}
	}

	@Test
	void whenTakenTwiceFails() {
		try (ClaimedSockets sockets = this.inheritance.sockets()) {
			sockets.takeServerSocketChannel("http");
			assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> sockets.takeServerSocketChannel("0"))
				.withMessageContaining("is already taken by the application");
		}
	}

	@Test
	void whenNameIsRepeatedTakesOneAfterTheOther() throws IOException {
		ServerSocketChannel other = ServerSocketChannel.open().bind(loopback());
		try (Inheritance repeated = Inheritance.of("web", this.tcp).and("web", other);
				ClaimedSockets sockets = repeated.sockets()) {
			assertThat(sockets.find("web")).hasSize(2);
			assertThat(sockets.takeServerSocketChannel("web").getLocalAddress()).isEqualTo(this.tcp.getLocalAddress());
			assertThat(sockets.takeServerSocketChannel("web").getLocalAddress()).isEqualTo(other.getLocalAddress());
			assertThat(sockets.free()).isEmpty();
		}
	}

	@Test
	void whenKindIsWrongFailsWithAdvice() {
		ClaimedSockets sockets = this.inheritance.sockets();
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(() -> sockets.takeDatagramChannel("http"))
			.withMessageContaining("The inherited socket #0 'http' (TCP listener 127.0.0.1:")
			.withMessageContaining("cannot be used as a UDP socket")
			.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("ListenDatagram="));
		assertThat(sockets.free()).hasSize(3);
	}

	@Test
	void whenNothingHasTheNameFailsAndReportsWhatThereIs() {
		ClaimedSockets sockets = this.inheritance.sockets();
		assertThatExceptionOfType(InheritedSocketException.class).isThrownBy(() -> sockets.takeDatagramChannel("ntp"))
			.withMessageContaining("No socket with the name or index 'ntp' was inherited. Inherited: #0 'http'")
			.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("FileDescriptorName=ntp"));
	}

	@Test
	void closeClosesWhatTheApplicationTookButNotTheInheritedSockets() {
		ClaimedSockets sockets = this.inheritance.sockets();
		ServerSocketChannel channel = sockets.takeServerSocketChannel("http");
		sockets.close();
		assertThat(channel.isOpen()).isFalse();
		assertThat(new LinuxSockets().isListening(this.inheritance.first())).isTrue();
	}

	@Test
	void backlogIsRaisedButNeverLowered() throws IOException {
		try (ServerSocketChannel small = ServerSocketChannel.open().bind(loopback(), 1);
				Inheritance one = Inheritance.of("small", small)) {
			WebServerSockets server = new WebServerSocketsFactory(one.claims(), new SocketProperties(),
					new AcceptGate(), null)
				.forServer();
			List<Listener> opened = server.open(loopback(), 77);
			assertThat(new LinuxSockets().backlog(one.first())).isEqualTo(77);
			List<Listener> again = server.open(loopback(), 5);
			assertThat(new LinuxSockets().backlog(one.first())).isEqualTo(77);
			opened.get(0).close();
			again.get(0).close();
		}
	}

	@Test
	void queueOfUnixListenerIsMadeLongerForAWebServer() throws IOException {
		UnixDomainSocketAddress address = UnixDomainSocketAddress.of(this.directory.resolve("short"));
		try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1);
				Inheritance one = Inheritance.of("short", listener)) {
			new WebServerSocketsFactory(one.claims(), new SocketProperties(), new AcceptGate(), null).forServer()
				.open(loopback(), 100)
				.get(0)
				.close();
			List<SocketChannel> clients = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
				client.configureBlocking(false);
				clients.add(client);
				assertThat(client.connect(address)).isTrue();
			}
			for (SocketChannel client : clients) {
				client.close();
			}
		}
	}

	@Test
	void annotatedDependenciesAreInjected() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class))
			.withBean(SocketClaims.class, this.inheritance::claims)
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Taken taken = context.getBean(Taken.class);
				assertThat(taken.udp().getLocalAddress()).isEqualTo(this.udp.getLocalAddress());
				assertThat(taken.tcp().getLocalAddress()).isEqualTo(this.tcp.getLocalAddress());
				assertThat(taken.absent()).isEmpty();
				assertThat(context.getBean(InheritedSockets.class).free()).extracting(SocketInfo::name)
					.containsExactly("local");
				context.close();
				assertThat(taken.udp().isOpen()).isFalse();
			});
	}

	@Test
	void whenAnnotatedDependencyIsMissingStartFails() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class))
			.withUserConfiguration(Injected.class)
			.run((context) -> assertThat(context.getStartupFailure())
				.hasRootCauseInstanceOf(InheritedSocketException.class)
				.rootCause()
				.hasMessageContaining("No socket was inherited at all"));
	}

	private static InetSocketAddress loopback() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		Taken taken(@InheritedSocket("dns") DatagramChannel udp, @InheritedSocket("http") ServerSocketChannel tcp,
				@InheritedSocket("ntp") Optional<DatagramChannel> absent) {
			return new Taken(udp, tcp, absent);
		}

	}

	record Taken(DatagramChannel udp, ServerSocketChannel tcp, Optional<DatagramChannel> absent) {

	}

}
