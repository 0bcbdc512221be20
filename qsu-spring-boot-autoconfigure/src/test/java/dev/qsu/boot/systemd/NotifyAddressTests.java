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

package dev.qsu.boot.systemd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.jna.SocketType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NotifyAddress}.
 */
class NotifyAddressTests {

	private static final int AF_UNIX = 1;

	private static final int AF_VSOCK = 40;

	@Test
	void pathIsFollowedByNul() {
		NotifyAddress address = NotifyAddress.parse("/run/systemd/notify");
		assertThat(address.bytes()).isEqualTo(sockaddr(AF_UNIX, "/run/systemd/notify\0"));
		assertThat(address.type()).isEqualTo(SocketType.DATAGRAM);
		assertThat(address.text()).isEqualTo("/run/systemd/notify");
	}

	@Test
	void abstractNameBeginsWithNulAndIsNotPadded() {
		NotifyAddress address = NotifyAddress.parse("@/org/freedesktop/notify");
		assertThat(address.bytes()).isEqualTo(sockaddr(AF_UNIX, "\0/org/freedesktop/notify"));
		assertThat(address.type()).isEqualTo(SocketType.DATAGRAM);
		assertThat(address.text()).isEqualTo("@/org/freedesktop/notify");
	}

	@Test
	void lengthIsCountedInBytes() {
		NotifyAddress address = NotifyAddress.parse("/run/\u00e9");
		assertThat(address.bytes()).isEqualTo(sockaddr(AF_UNIX, "/run/\u00e9\0")).hasSize(2 + 7 + 1);
		assertTooLongOrShort("/" + "\u00e9".repeat(54));
	}

	@Test
	void pathMayFillTheAddressExceptForNul() {
		assertThat(NotifyAddress.parse("/" + "p".repeat(106)).bytes()).hasSize(2 + 108);
		assertTooLongOrShort("/" + "p".repeat(107));
	}

	@Test
	void abstractNameMayFillTheAddress() {
		assertThat(NotifyAddress.parse("@" + "n".repeat(107)).bytes()).hasSize(2 + 108);
		assertTooLongOrShort("@" + "n".repeat(108));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "@" })
	void whenNothingFollowsTheFirstCharacterThrows(String text) {
		assertTooLongOrShort(text);
	}

	@ParameterizedTest
	@CsvSource({ "vsock:2:1234, SEQPACKET", "vsock-seqpacket:2:1234, SEQPACKET", "vsock-stream:2:1234, STREAM",
			"vsock-dgram:2:1234, DATAGRAM" })
	void vsockHasCidAndPortAndType(String text, SocketType type) {
		NotifyAddress address = NotifyAddress.parse(text);
		assertThat(address.bytes()).isEqualTo(vsock(2, 1234));
		assertThat(address.type()).isEqualTo(type);
		assertThat(address.text()).isEqualTo(text);
	}

	@Test
	void vsockNumbersAreUnsigned() {
		assertThat(NotifyAddress.parse("vsock:4294967295:4294967294").bytes()).isEqualTo(vsock(-1, -2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "vsock::", "vsock:2:", "vsock::1234", "vsock:2:x", "vsock:-1:1234", "vsock:2:4294967296",
			"vsock: 2:1234" })
	void whenVsockNumbersAreMalformedThrows(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyAddress.parse(text))
			.withMessage("NOTIFY_SOCKET='" + text + "' must have two numbers from 0 to 4294967295 after 'vsock'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "notify", "./notify", " /run/notify", "vsock", "vsock:2", "vsock:2:1234:5",
			"VSOCK:2:1234", "vsock-raw:2:1234", "unix:/run/notify", "tcp:127.0.0.1:80" })
	void whenKindOfAddressIsUnknownThrows(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyAddress.parse(text))
			.withMessage("NOTIFY_SOCKET='" + text + "' is neither an absolute path nor '@name' nor 'vsock:CID:PORT'");
	}

	private static void assertTooLongOrShort(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> NotifyAddress.parse(text))
			.withMessage("NOTIFY_SOCKET='" + text + "' must be longer than one and shorter than 108 bytes");
	}

	private static byte[] sockaddr(int family, String rest) {
		byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(2 + bytes.length)
			.order(ByteOrder.nativeOrder())
			.putShort((short) family)
			.put(bytes)
			.array();
	}

	private static byte[] vsock(int cid, int port) {
		return ByteBuffer.allocate(16)
			.order(ByteOrder.nativeOrder())
			.putShort((short) AF_VSOCK)
			.putShort((short) 0)
			.putInt(port)
			.putInt(cid)
			.array();
	}

}
