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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketChannels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link LinuxSockets} with the real kernel.
 */
@EnabledOnOs(OS.LINUX)
class LinuxSocketsTests {

	@Test
	void whenFileDescriptorIsNotOpenReportsIt() {
		assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> new LinuxSockets().type(9999))
			.matches(NativeCallException::isNotOpen)
			.withMessageContaining("getsockopt(fd 9999");
	}

	@Test
	void duplicateIsClosedOnExecAndIndependent() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
			int fd = SocketChannels.fileDescriptor(channel);
			int duplicate = new LinuxSockets().duplicate(fd);
			assertThat(FdPlacer.flags(duplicate)).isEqualTo(1);
			new LinuxSockets().close(duplicate);
			assertThat(new LinuxSockets().isListening(fd)).isTrue();
		}
	}

	@Test
	void uniqueProcessIdTellsProcessesApart() throws IOException {
		Long own = ProcessFds.uniqueId(ProcessHandle.current().pid());
		assumeTrue(own != null, "The kernel has no pidfs (Linux 6.9)");
		assertThat(ProcessFds.uniqueId(ProcessHandle.current().pid())).isEqualTo(own);
		Process other = new ProcessBuilder("sleep", "60").start();
		try {
			assertThat(ProcessFds.uniqueId(other.pid())).isNotNull().isNotEqualTo(own);
		}
		finally {
			other.destroyForcibly();
		}
	}

	@Test
	void uniqueProcessIdOfNoProcessIsUnknown() {
		assertThat(ProcessFds.uniqueId(Integer.MAX_VALUE)).isNull();
	}

	@Test
	void monotonicClockIsThatOfTheKernel() {
		long before = System.nanoTime() / 1000;
		long now = MonotonicClock.microseconds();
		assertThat(now).isBetween(before, System.nanoTime() / 1000);
	}

	@Test
	void whenJdkLacksConstructorReportsJdkAndConstructor() {
		assertThatIllegalStateException()
			.isThrownBy(() -> SocketChannels.constructor("sun.nio.ch.ServerSocketChannelImpl", String.class))
			.withMessageContaining("JDK " + Runtime.version())
			.withMessageContaining("sun.nio.ch.ServerSocketChannelImpl[String]");
	}

}
