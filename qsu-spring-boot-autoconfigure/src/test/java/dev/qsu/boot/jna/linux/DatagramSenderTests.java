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

package dev.qsu.boot.jna.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketType;
import dev.qsu.boot.jna.linux.FdPlacer.LibcWithDup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DatagramSender} with real receiving sockets.
 */
@EnabledOnOs(OS.LINUX)
class DatagramSenderTests {

	private static final SocketType DGRAM = SocketType.DATAGRAM;

	private static final Duration SECOND = Duration.ofSeconds(1);

	@TempDir
	private Path directory;

	@Test
	void sendReachesPath() {
		byte[] address = address(this.directory.resolve("notify") + "\0");
		try (Receiver receiver = new Receiver(address)) {
			DatagramSender.send(address, DGRAM, bytes("READY=1\nSTATUS=grüß"), SECOND);
			assertThat(receiver.receive()).isEqualTo(new Received("READY=1\nSTATUS=grüß", 0));
		}
	}

	@Test
	void sendReachesAbstractName() {
		byte[] address = address("\0qsu-test-" + ProcessHandle.current().pid());
		try (Receiver receiver = new Receiver(address)) {
			DatagramSender.send(address, DGRAM, bytes("WATCHDOG=1"), SECOND);
			assertThat(receiver.receive()).isEqualTo(new Received("WATCHDOG=1", 0));
		}
	}

	@Test
	void sendPassesFileDescriptors() {
		byte[] address = address("\0qsu-fds-" + ProcessHandle.current().pid());
		try (Receiver receiver = new Receiver(address)) {
			DatagramSender.send(address, DGRAM, bytes("FDSTORE=1"), SECOND, 0, 1, 2);
			assertThat(receiver.receive()).isEqualTo(new Received("FDSTORE=1", 3));
		}
	}

	@Test
	void sendAndAwaitWaitsUntilTheReceiverHasClosedTheOneFileDescriptor() {
		byte[] address = address("\0qsu-barrier-" + ProcessHandle.current().pid());
		try (Receiver receiver = new Receiver(address)) {
			CompletableFuture<Received> received = CompletableFuture.supplyAsync(receiver::receive);
			assertThat(DatagramSender.sendAndAwait(address, DGRAM, bytes("BARRIER=1"), Duration.ofSeconds(10)))
				.isTrue();
			assertThat(received.join()).isEqualTo(new Received("BARRIER=1", 1));
		}
	}

	@Test
	void whenReceiverDoesNotProcessSendAndAwaitGivesUp() {
		byte[] address = address("\0qsu-silent-" + ProcessHandle.current().pid());
		try (Receiver receiver = new Receiver(address)) {
			assertThat(DatagramSender.sendAndAwait(address, DGRAM, bytes("BARRIER=1"), Duration.ofMillis(300)))
				.isFalse();
			assertThat(receiver.receive().fds()).isEqualTo(1);
		}
	}

	@Test
	void whenReceiverDoesNotReadSendGivesUp() {
		byte[] address = address("\0qsu-full-" + ProcessHandle.current().pid());
		try (Receiver receiver = new Receiver(address)) {
			assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> {
				for (int i = 0; i < 100_000; i++) {
					DatagramSender.send(address, DGRAM, bytes("STATUS=" + i), Duration.ofMillis(100));
				}
			}).withMessageContaining("sendmsg failed");
			assertThat(receiver.receive().text()).isEqualTo("STATUS=0");
		}
	}

	@Test
	void whenNobodyReceivesFails() {
		assertThatExceptionOfType(NativeCallException.class)
			.isThrownBy(() -> DatagramSender.send(address("\0qsu-nobody"), DGRAM, bytes("READY=1"), SECOND))
			.withMessageContaining("connect failed");
	}

	private static byte[] address(String path) {
		byte[] bytes = bytes(path);
		return ByteBuffer.allocate(2 + bytes.length)
			.order(ByteOrder.nativeOrder())
			.putShort((short) 1)
			.put(bytes)
			.array();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Received(String text, int fds) {

	}

	/**
	 * Acts as the service manager.
	 */
	private static final class Receiver implements AutoCloseable {

		private static final LibcWithDup LIBC = LibcWithDup.INSTANCE;

		private final int fd = LIBC.socket(1, DGRAM.number(), 0);

		Receiver(byte[] address) {
			try (Memory memory = new Memory(address.length)) {
				memory.write(0, address, 0, address.length);
				LIBC.bind(this.fd, memory, address.length);
			}
		}

		Received receive() {
			try (Memory data = Libc.zeroed(4096);
					Memory vector = Libc.zeroed(16);
					Memory control = Libc.zeroed(256);
					Memory message = Libc.zeroed(56)) {
				vector.setPointer(0, data);
				vector.setNativeLong(8, new NativeLong(data.size()));
				message.setPointer(16, vector);
				message.setLong(24, 1);
				message.setPointer(32, control);
				message.setLong(40, control.size());
				int length = LIBC.recvmsg(this.fd, message, 0).intValue();
				int fds = (message.getLong(40) > 0) ? (int) (control.getLong(0) - 16) / 4 : 0;
				for (int i = 0; i < fds; i++) {
					new LinuxSockets().close(control.getInt(16 + i * 4L));
				}
				return new Received(new String(data.getByteArray(0, length), StandardCharsets.UTF_8), fds);
			}
		}

		@Override
		public void close() {
			new LinuxSockets().close(this.fd);
		}

	}

}
