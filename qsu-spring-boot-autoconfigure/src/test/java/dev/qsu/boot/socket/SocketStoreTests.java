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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.socket.activation.FakeSystemfd;
import dev.qsu.boot.socket.activation.ProtocolInfo;
import dev.qsu.boot.socket.activation.SystemfdClient;
import dev.qsu.boot.socket.activation.SystemfdSockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SocketStore} with sockets passed by systemfd on Windows. The sockets
 * are real Linux sockets, represented by their number in the structure.
 */
@EnabledOnOs(OS.LINUX)
class SocketStoreTests {

	private static final long PID = 4711;

	private final List<NetworkChannel> channels = new ArrayList<>();

	private final List<Integer> opened = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		this.opened.forEach(new LinuxSockets()::close);
		for (NetworkChannel channel : this.channels) {
			channel.close();
		}
	}

	@Test
	void whenSocketsAreHandedOverReturnsWhatTheyAre() throws IOException {
		ServerSocketChannel listener = open(ServerSocketChannel.open(StandardProtocolFamily.INET).bind(any()));
		DatagramChannel udp = open(DatagramChannel.open(StandardProtocolFamily.INET).bind(any()));
		SocketStore store = inherit(protocolInfo(2, 1, listener), protocolInfo(2, 2, udp));
		assertThat(store.problem()).isNull();
		assertThat(store.sockets()).containsExactly(
				new SocketInfo(0, "unknown", SocketKind.TCP_LISTENER, listener.getLocalAddress()),
				new SocketInfo(1, "unknown", SocketKind.UDP, udp.getLocalAddress()));
		assertThat(this.opened).allSatisfy((fd) -> assertThat(FdPlacer.flags(fd)).isEqualTo(1));
	}

	@Test
	void whenListenerIsDuplicatedAccepts() throws IOException {
		ServerSocketChannel listener = open(ServerSocketChannel.open(StandardProtocolFamily.INET).bind(any(), 1));
		SocketStore store = inherit(protocolInfo(2, 1, listener));
		try (ServerSocketChannel duplicate = store.duplicateListener(store.sockets().get(0), 55);
				SocketChannel client = SocketChannel.open(listener.getLocalAddress());
				SocketChannel accepted = duplicate.accept()) {
			assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
		}
		assertThat(new LinuxSockets().backlog(this.opened.get(0))).isEqualTo(55);
	}

	@Test
	void whenSocketIsNeitherTcpNorUdpDoesNotOpenIt() throws IOException {
		ServerSocketChannel listener = open(ServerSocketChannel.open().bind(any()));
		SocketStore store = inherit(FakeSystemfd.protocolInfo(1, 1, 0), protocolInfo(23, 1, listener),
				FakeSystemfd.protocolInfo(2, 3, 0));
		assertThat(store.problem())
			.isEqualTo("socket #0 of systemfd has the address family 1 and the type 1. Only TCP and UDP sockets can be"
					+ " used; socket #2 of systemfd has the address family 2 and the type 3. Only TCP and UDP sockets"
					+ " can be used");
		assertThat(this.opened).hasSize(1);
		assertThat(store.sockets()).extracting(SocketInfo::index).containsExactly(1);
	}

	@Test
	void whenSocketHasAnotherTypeThanAnnouncedClosesIt() throws IOException {
		DatagramChannel udp = open(DatagramChannel.open().bind(any()));
		SocketStore store = inherit(protocolInfo(2, 1, udp));
		assertThat(store.problem()).isEqualTo("socket #0 of systemfd has the type 2 instead of 1. Restart systemfd");
		assertThat(store.sockets()).isEmpty();
		int closed = this.opened.remove(0);
		assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> new LinuxSockets().type(closed))
			.matches(NativeCallException::isNotOpen);
	}

	@Test
	void whenSocketCannotBeUsedReportsWhy() {
		SocketStore store = inherit(FakeSystemfd.protocolInfo(2, 1, 9999));
		assertThat(store.problem()).startsWith("socket #0 of systemfd cannot be used: fcntl(fd 9999, F_DUPFD_CLOEXEC)");
		assertThat(store.sockets()).isEmpty();
	}

	@Test
	void whenSystemfdCannotBeAskedReportsWhy() {
		SocketStore store = SocketReceiver
			.receive(windows(Map.of("SYSTEMFD_SOCKET_SERVER", "192.0.2.1:80", "LISTEN_FDS", "1")), null);
		assertThat(store.problem())
			.startsWith("SYSTEMFD_SOCKET_SERVER='192.0.2.1:80' is not a loopback address with a port");
		assertThat(store.sockets()).isEmpty();
	}

	@Test
	void whenOnWindowsAsksSystemfdForThisProcess() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver()) {
			assertThat(SocketReceiver.receive(windows(systemfd.environment()), null).problem())
				.contains("handed over no socket");
			assertThat(systemfd.requests()).containsExactly(FakeSystemfd.SECRET + "|" + PID);
		}
	}

	@Test
	void whenNotOnWindowsSendsNoRequest() {
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver()) {
			SocketStore store = SocketReceiver
				.receive(new ProcessFacts(systemfd.environment(), PID, null, false, Collections.emptyList()), null);
			assertThat(store.problem()).isNull();
			assertThat(systemfd.requests()).isEmpty();
		}
	}

	@Test
	void whenSocketsAreUsedAsksOnce() throws IOException {
		ServerSocketChannel listener = open(ServerSocketChannel.open().bind(any()));
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver(protocolInfo(2, 1, listener))) {
			SocketStore store = store(SystemfdSockets.request(systemfd.environment(), PID, new SystemfdClient()));
			for (int start = 0; start < 3; start++) {
				store.duplicateListener(store.sockets().get(0), 100).close();
			}
			assertThat(systemfd.requests()).hasSize(1);
		}
	}

	@Test
	void whenNativeAccessIsDeniedPromisedSocketsFailTheStart() {
		NativeAccessException denied = TestNativeCallExceptions.accessDenied();
		ProcessFacts linux = new ProcessFacts(Map.of("LISTEN_FDS", "1", "LISTEN_PID", "" + PID), PID, null, false,
				Collections.emptyList());
		try (FakeSystemfd systemfd = FakeSystemfd.handingOver()) {
			for (ProcessFacts facts : List.of(linux, windows(systemfd.environment()))) {
				assertThatExceptionOfType(InheritedSocketException.class)
					.isThrownBy(() -> SocketReceiver.receive(facts, null, () -> {
						throw denied;
					}))
					.withMessage(
							"Sockets were handed over to this process, but cannot be used: " + denied.getReason() + ".")
					.satisfies((ex) -> assertThat(ex.analysis().getAction()).startsWith(denied.getAction())
						.endsWith("set 'qsu.socket.enabled' to false."));
			}
			assertThat(systemfd.requests()).isEmpty();
		}
	}

	@Test
	void whenSocketsArePromisedToAnotherProcessDoesNotAskForNativeAccess() {
		ProcessFacts facts = new ProcessFacts(Map.of("LISTEN_FDS", "1", "LISTEN_PID", "1"), PID, null, false,
				Collections.emptyList());
		SocketStore masters = SocketReceiver.receive(facts, null, () -> {
			throw TestNativeCallExceptions.accessDenied();
		});
		assertThat(masters.problem()).startsWith("LISTEN_PID=1 names another process than this one");
	}

	private SocketStore inherit(byte[]... protocolInfos) {
		byte[] answer = new byte[protocolInfos.length * 628];
		for (int i = 0; i < protocolInfos.length; i++) {
			System.arraycopy(protocolInfos[i], 0, answer, i * 628, 628);
		}
		return store(new SystemfdSockets(ProtocolInfo.parse(answer), null));
	}

	private SocketStore store(SystemfdSockets sockets) {
		return SocketReceiver.receive(sockets, this::openSocket, new LinuxSockets());
	}

	private int openSocket(byte[] protocolInfo) {
		int fd = new LinuxSockets().duplicate(ByteBuffer.wrap(protocolInfo).order(ByteOrder.LITTLE_ENDIAN).getInt(112));
		this.opened.add(fd);
		return fd;
	}

	private static byte[] protocolInfo(int family, int type, NetworkChannel channel) {
		return FakeSystemfd.protocolInfo(family, type, SocketChannels.fileDescriptor(channel));
	}

	private <C extends NetworkChannel> C open(C channel) {
		this.channels.add(channel);
		return channel;
	}

	private static ProcessFacts windows(Map<String, String> environment) {
		return new ProcessFacts(environment, PID, null, true, Collections.emptyList());
	}

	private static InetSocketAddress any() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

}
