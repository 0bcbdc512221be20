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
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.util.ReflectionTestUtils;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.jna.SocketType;
import dev.qsu.boot.jna.linux.DatagramSender;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link UnixDatagramSocket} with real sockets.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class UnixDatagramSocketTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final Duration SHORT = Duration.ofMillis(500);

	/** CPU time that a thread may use during a short wait. */
	private static final Duration IDLE = Duration.ofMillis(50);

	@TempDir
	private Path directory;

	private Path path;

	private Inheritance inheritance;

	private ClaimedSockets sockets;

	private UnixDatagramSocket socket;

	@BeforeEach
	void open() {
		this.path = this.directory.resolve("log");
		this.inheritance = Inheritance.of("log", bind(this.path));
		this.sockets = this.inheritance.sockets();
		this.socket = this.sockets.takeUnixDatagramSocket("log");
	}

	@AfterEach
	void close() throws IOException {
		this.sockets.close();
		this.inheritance.close();
	}

	@Test
	void socketIsListedWithPath() {
		assertThat(this.sockets.list()).hasToString("[#0 'log' (Unix datagram socket " + this.path + ")]");
		assertThat(this.sockets.free()).isEmpty();
		assertThat(this.socket.path()).isEqualTo(this.path);
		assertThat(this.socket).hasToString("Unix datagram socket " + this.path);
	}

	@Test
	void messageIsReceivedWithPathOfSender() throws IOException {
		try (Peer peer = new Peer("client")) {
			ByteBuffer message = bytes("grüß");
			peer.socket.send(message, this.path, LONG);
			assertThat(message.hasRemaining()).isFalse();
			ByteBuffer buffer = ByteBuffer.allocate(100);
			assertThat(this.socket.receive(buffer, LONG))
				.isEqualTo(new UnixDatagramSocket.Received(6, false, peer.path));
			assertThat(text(buffer)).isEqualTo("grüß");
		}
	}

	@Test
	void messageIsReceivedBetweenPositionAndLimitOfAnyBuffer() throws IOException {
		try (Peer peer = new Peer("client")) {
			for (ByteBuffer buffer : List.of(ByteBuffer.allocate(10), ByteBuffer.allocateDirect(10))) {
				peer.socket.send(ByteBuffer.allocateDirect(4).put(bytes("-abc")).flip().position(1), this.path, LONG);
				buffer.put((byte) '<').limit(6);
				assertThat(this.socket.receive(buffer, LONG).length()).isEqualTo(3);
				assertThat(text(buffer)).isEqualTo("<abc");
			}
		}
	}

	@Test
	void emptyMessageIsReceived() throws IOException {
		try (Peer peer = new Peer("client")) {
			peer.socket.send(ByteBuffer.allocate(0), this.path, LONG);
			assertThat(this.socket.receive(ByteBuffer.allocate(10), LONG))
				.isEqualTo(new UnixDatagramSocket.Received(0, false, peer.path));
		}
	}

	@Test
	void whenSenderIsUnnamedOrAbstractHasNoPath() throws IOException {
		DatagramSender.send(SocketAddresses.bytes(this.path), SocketType.DATAGRAM, new byte[] { 'a' }, LONG);
		assertThat(this.socket.receive(ByteBuffer.allocate(10), LONG).sender()).isNull();
		int fd = FdPlacer.socket(AddressFamily.UNIX, SocketType.DATAGRAM,
				("\0qsu-sender-" + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
		UnixDatagramSocket sender = new UnixDatagramSocket(fd);
		assertThat(sender.path()).isNull();
		assertThat(sender).hasToString("Unix datagram socket");
		sender.send(bytes("b"), this.path, LONG);
		sender.close();
		assertThat(this.socket.receive(ByteBuffer.allocate(10), LONG).sender()).isNull();
	}

	@Test
	void whenMessageIsLongerThanBufferReportsIt() throws IOException {
		try (Peer peer = new Peer("client")) {
			peer.socket.send(bytes("0123456789"), this.path, LONG);
			peer.socket.send(bytes("next"), this.path, LONG);
			ByteBuffer buffer = ByteBuffer.allocate(4);
			assertThat(this.socket.receive(buffer, LONG))
				.isEqualTo(new UnixDatagramSocket.Received(10, true, peer.path));
			assertThat(text(buffer)).isEqualTo("0123");
			assertThat(this.socket.receive(buffer.clear(), LONG))
				.isEqualTo(new UnixDatagramSocket.Received(4, false, peer.path));
			assertThat(text(buffer)).isEqualTo("next");
		}
	}

	@Test
	void whenNothingComesGivesUpWithoutBusyWaiting() throws IOException {
		assertThat(this.socket.receive(ByteBuffer.allocate(10), Duration.ofMillis(1))).isNull();
		long cpu = cpuTime();
		long start = System.nanoTime();
		assertThat(this.socket.receive(ByteBuffer.allocate(10), SHORT)).isNull();
		assertThat(elapsed(start)).isBetween(SHORT, LONG);
		assertThat(Duration.ofNanos(cpuTime() - cpu)).isLessThan(IDLE);
		assertThat(this.socket.receive(ByteBuffer.allocate(10), Duration.ZERO)).isNull();
	}

	@Test
	void whenTimeoutIsForeverReceives() throws IOException {
		CompletableFuture<UnixDatagramSocket.Received> received = receiving(Duration.ofSeconds(Long.MAX_VALUE));
		try (Peer peer = new Peer("client")) {
			peer.socket.send(bytes("late"), this.path, Duration.ofSeconds(Long.MAX_VALUE));
			assertThat(received.join().length()).isEqualTo(4);
		}
	}

	@Test
	void whenReceiverIsFullSendGivesUpWithoutBusyWaiting() throws IOException {
		try (Peer peer = new Peer("client")) {
			fill(peer);
			ByteBuffer message = bytes("hello");
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> peer.socket.send(message, this.path, Duration.ofMillis(1)));
			long descriptors = descriptors();
			long cpu = cpuTime();
			long start = System.nanoTime();
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> peer.socket.send(message, this.path, SHORT))
				.withMessage("The receiver at " + this.path + " had no space for a message of 5 bytes within " + SHORT);
			assertThat(elapsed(start)).isBetween(SHORT, LONG);
			assertThat(Duration.ofNanos(cpuTime() - cpu)).isLessThan(IDLE);
			assertThat(message.remaining()).isEqualTo(5);
			assertThat(descriptors()).isEqualTo(descriptors);
		}
	}

	@Test
	void whenReceiverIsFullSendWaitsForSpace() throws Exception {
		try (Peer peer = new Peer("client")) {
			fill(peer);
			CompletableFuture<Void> sent = async(() -> peer.socket.send(bytes("hello"), this.path, LONG));
			Thread.sleep(100);
			assertThat(sent).isNotDone();
			assertThat(this.socket.receive(ByteBuffer.allocate(10), LONG)).isNotNull();
			sent.join();
		}
	}

	@Test
	void whenNobodyIsBoundSendFails() throws IOException {
		Path absent = this.directory.resolve("absent");
		assertThatIOException().isThrownBy(() -> this.socket.send(bytes("a"), absent, LONG))
			.withMessageMatching("Cannot send to " + absent + ": sendmsg failed: \\[2\\] No such file or directory");
		new Peer("gone").close();
		Path gone = this.directory.resolve("gone");
		assertThatIOException().isThrownBy(() -> this.socket.send(bytes("a"), gone, LONG))
			.withMessageMatching("Cannot send to " + gone + ": sendmsg failed: \\[111\\] Connection refused");
	}

	@Test
	void whenMessageIsTooLongSendFails() {
		assertThatIOException().isThrownBy(() -> this.socket.send(ByteBuffer.allocate(10_000_000), this.path, LONG))
			.withMessageContaining("Message too long");
	}

	@Test
	void whenSocketIsListenerReceiveFails() throws IOException {
		try (ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			UnixDatagramSocket wrong = new UnixDatagramSocket(
					new LinuxSockets().duplicate(SocketChannels.fileDescriptor(listener)));
			assertThatIOException().isThrownBy(() -> wrong.receive(ByteBuffer.allocate(1), LONG))
				.withMessageStartingWith("Cannot receive from Unix datagram socket: recvmsg failed: ");
			wrong.close();
		}
	}

	@Test
	void whenArgumentIsWrongReportsIt() {
		ByteBuffer buffer = ByteBuffer.allocate(1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.socket.receive(buffer.asReadOnlyBuffer(), Duration.ZERO))
			.withMessage("'buffer' must not be read-only");
		assertThatIllegalArgumentException().isThrownBy(() -> this.socket.receive(buffer, Duration.ofMillis(-1)))
			.withMessage("'timeout' must not be negative, but is PT-0.001S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.socket.send(buffer, this.path, Duration.ofMillis(-1)))
			.withMessage("'timeout' must not be negative, but is PT-0.001S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.socket.send(buffer, Path.of("/" + "x".repeat(107)), Duration.ZERO))
			.withMessageEndingWith("has 108 bytes, but the path of a Unix socket must have 1 to 107");
		assertThatIllegalArgumentException().isThrownBy(() -> this.socket.send(buffer, Path.of(""), Duration.ZERO))
			.withMessage("The path '' has 0 bytes, but the path of a Unix socket must have 1 to 107");
	}

	@Test
	void closeEndsEveryWait() throws Exception {
		List<CompletableFuture<?>> waiting = new ArrayList<>();
		try (Peer peer = new Peer("other")) {
			UnixDatagramSocket other = peer.socket;
			UnixDatagramSocket full = this.socket;
			fill(peer);
			for (int i = 0; i < 4; i++) {
				waiting.add(async(() -> other.receive(ByteBuffer.allocate(10), LONG)));
			}
			waiting.add(async(() -> other.send(bytes("a"), full.path(), LONG)));
			await().until(() -> ReflectionTestUtils.getField(other, "users"), Integer.valueOf(5)::equals);
			assertThat(waiting).noneMatch(CompletableFuture::isDone);
			other.close();
		}
		for (CompletableFuture<?> future : waiting) {
			assertThatThrownBy(future::join).isInstanceOf(CompletionException.class)
				.hasCauseInstanceOf(AsynchronousCloseException.class);
		}
	}

	@Test
	void whenClosedNothingWorks() {
		this.socket.close();
		assertThat(this.socket.isOpen()).isFalse();
		assertThatExceptionOfType(ClosedChannelException.class)
			.isThrownBy(() -> this.socket.receive(ByteBuffer.allocate(1), LONG));
		assertThatExceptionOfType(ClosedChannelException.class)
			.isThrownBy(() -> this.socket.send(bytes("a"), this.path, LONG));
	}

	/**
	 * The numbers of closed file descriptors are soon reused.
	 */
	@Test
	void closeClosesOnceAndWhatItOpened() throws Exception {
		long before = descriptors();
		UnixDatagramSocket other = new UnixDatagramSocket(
				FdPlacer.socket(AddressFamily.UNIX, SocketType.DATAGRAM, new byte[0]));
		assertThat(descriptors()).isEqualTo(before + 3);
		other.close();
		assertThat(descriptors()).isEqualTo(before);
		List<FileChannel> files = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			files.add(FileChannel.open(Files.createFile(this.directory.resolve("file" + i)), StandardOpenOption.WRITE));
		}
		other.close();
		assertThat(descriptors()).isEqualTo(before + 3);
		for (FileChannel file : files) {
			file.close();
		}
	}

	@Test
	void closeWhileOthersReceiveNeverHitsAnother() throws Exception {
		for (int i = 0; i < 200; i++) {
			UnixDatagramSocket other = new UnixDatagramSocket(
					FdPlacer.socket(AddressFamily.UNIX, SocketType.DATAGRAM, new byte[0]));
			CompletableFuture<?> first = async(() -> other.receive(ByteBuffer.allocate(1), LONG));
			CompletableFuture<?> second = async(() -> other.receive(ByteBuffer.allocate(1), LONG));
			other.close();
			assertThatThrownBy(first::join).hasCauseInstanceOf(ClosedChannelException.class);
			assertThatThrownBy(second::join).hasCauseInstanceOf(ClosedChannelException.class);
		}
	}

	@Test
	void closeKeepsPathAndInheritedSocket() throws IOException {
		this.sockets.close();
		assertThat(this.socket.isOpen()).isFalse();
		assertThat(this.path).exists();
		try (Peer peer = new Peer("client"); ClaimedSockets next = this.inheritance.sockets()) {
			peer.socket.send(bytes("hello"), this.path, LONG);
			assertThat(next.takeUnixDatagramSocket("log").receive(ByteBuffer.allocate(10), LONG).length()).isEqualTo(5);
		}
	}

	@Test
	void sharedFlagIsLeftAlone() throws IOException {
		this.socket.receive(ByteBuffer.allocate(1), Duration.ofMillis(10));
		assertThat(FdPlacer.isNonBlocking(this.inheritance.first())).isFalse();
	}

	@Test
	void fileDescriptorsThatASenderAttachesAreDropped() throws IOException {
		Path file = Files.createFile(this.directory.resolve("attached"));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			assertThat(channel.isOpen()).isTrue();
			int fd = descriptorsOf(file).get(0);
			DatagramSender.send(SocketAddresses.bytes(this.path), SocketType.DATAGRAM, new byte[] { 'a' }, LONG, fd);
			assertThat(this.socket.receive(ByteBuffer.allocate(10), LONG).length()).isEqualTo(1);
			assertThat(descriptorsOf(file)).containsExactly(fd);
		}
	}

	/**
	 * Fill the queue of the socket with messages of a peer.
	 */
	private void fill(Peer peer) throws IOException {
		try {
			for (int i = 0; i < 100_000; i++) {
				peer.socket.send(bytes("x"), this.path, Duration.ZERO);
			}
		}
		catch (SocketTimeoutException ex) {
			return;
		}
		throw new AssertionError("The queue has no end");
	}

	private CompletableFuture<UnixDatagramSocket.Received> receiving(Duration timeout) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return this.socket.receive(ByteBuffer.allocate(10), timeout);
			}
			catch (IOException ex) {
				throw new CompletionException(ex);
			}
		});
	}

	/**
	 * The common pool has only one thread on a machine with two cores.
	 */
	private static CompletableFuture<Void> async(Task task) {
		return CompletableFuture.runAsync(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				throw new CompletionException(ex);
			}
		}, (runnable) -> new Thread(runnable, "waiting").start());
	}

	private static int bind(Path path) {
		return FdPlacer.socket(AddressFamily.UNIX, SocketType.DATAGRAM,
				path.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static ByteBuffer bytes(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(ByteBuffer buffer) {
		return StandardCharsets.UTF_8.decode(buffer.duplicate().flip()).toString();
	}

	private static Duration elapsed(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static long cpuTime() {
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
	}

	private static long descriptors() throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.count();
		}
	}

	private static List<Integer> descriptorsOf(Path file) throws IOException {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			return descriptors.filter((link) -> file.equals(target(link)))
				.map((link) -> Integer.parseInt(link.getFileName().toString()))
				.toList();
		}
	}

	private static Path target(Path link) {
		try {
			return Files.readSymbolicLink(link);
		}
		catch (IOException ex) {
			return link;
		}
	}

	@FunctionalInterface
	interface Task {

		void run() throws IOException;

	}

	/**
	 * Another socket, bound to a path.
	 */
	private final class Peer implements AutoCloseable {

		private final Path path;

		private final UnixDatagramSocket socket;

		Peer(String name) {
			this.path = UnixDatagramSocketTests.this.directory.resolve(name);
			this.socket = new UnixDatagramSocket(bind(this.path));
		}

		@Override
		public void close() {
			this.socket.close();
		}

	}

}
