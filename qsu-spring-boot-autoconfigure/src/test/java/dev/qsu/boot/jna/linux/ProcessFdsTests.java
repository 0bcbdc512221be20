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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketChannels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProcessFds} with the real kernel.
 */
@EnabledOnOs(OS.LINUX)
class ProcessFdsTests {

	private static final long OWN = ProcessHandle.current().pid();

	@Test
	void duplicateIsTheSameSocketAndClosedOnExec() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				ProcessFds process = ProcessFds.open(OWN)) {
			int fd = SocketChannels.fileDescriptor(channel);
			int duplicate = process.duplicate(fd);
			assertThat(duplicate).isNotEqualTo(fd);
			assertThat(FdPlacer.flags(duplicate)).isEqualTo(1);
			assertThat(new LinuxSockets().localAddress(duplicate)).isEqualTo(new LinuxSockets().localAddress(fd));
			new LinuxSockets().close(duplicate);
		}
	}

	@Test
	void whenFileDescriptorIsNotOpenReportsIt() {
		try (ProcessFds process = ProcessFds.open(OWN)) {
			assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> process.duplicate(9999))
				.matches(NativeCallException::isNotOpen)
				.withMessageStartingWith("pidfd_getfd failed: [9] ");
		}
	}

	@Test
	void whenThereIsNoSuchProcessReportsIt() {
		assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> ProcessFds.open(Integer.MAX_VALUE))
			.withMessage("pidfd_open failed: [3] No such process");
	}

	@ParameterizedTest
	@CsvSource({ "1, true, false", "13, true, false", "38, false, true", "3, false, false" })
	void whenKernelRefusesReportsWhy(int errno, boolean notPermitted, boolean notImplemented) throws Exception {
		Seccomp.refuseFetching(errno, () -> {
			try (ProcessFds process = ProcessFds.open(OWN)) {
				assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> process.duplicate(0))
					.withMessageStartingWith("pidfd_getfd failed: [" + errno + "]")
					.satisfies((ex) -> {
						assertThat(ex.isNotPermitted()).isEqualTo(notPermitted);
						assertThat(ex.isNotImplemented()).isEqualTo(notImplemented);
					});
			}
		});
	}

}
