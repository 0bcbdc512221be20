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
import java.util.Map;

import org.springframework.util.Assert;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketType;

/**
 * An address in {@code NOTIFY_SOCKET}.
 *
 * @param text the address as it was given
 * @param bytes the {@code sockaddr}, of the exact length of the address
 * @param type the type of the socket
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
record NotifyAddress(String text, byte[] bytes, SocketType type) {

	/** <a href="https://man7.org/linux/man-pages/man7/vsock.7.html">vsock(7)</a>. */
	private static final int SOCKADDR_VM_SIZE = 16;

	/** Size of {@code sun_path}. */
	private static final int MAX_PATH = 108;

	private static final Map<String, SocketType> VSOCK_TYPES = Map.of("vsock", SocketType.SEQPACKET, "vsock-seqpacket",
			SocketType.SEQPACKET, "vsock-stream", SocketType.STREAM, "vsock-dgram", SocketType.DATAGRAM);

	/**
	 * Parse an address.
	 * @param text an absolute path, {@code @name} or {@code vsock:CID:PORT}
	 * @return the address
	 * @throws IllegalArgumentException if it is none of these
	 */
	static NotifyAddress parse(String text) {
		if (text.startsWith("/") || text.startsWith("@")) {
			return unix(text);
		}
		String[] parts = text.split(":", -1);
		SocketType type = VSOCK_TYPES.get(parts[0]);
		Assert.isTrue(type != null && parts.length == 3,
				() -> "NOTIFY_SOCKET='" + text + "' is neither an absolute path nor '@name' nor 'vsock:CID:PORT'");
		return vsock(text, parts, type);
	}

	private static NotifyAddress unix(String text) {
		// an abstract name begins with NUL and ends with the address, so it must not be
		// padded; a path is terminated by NUL
		byte[] path = text.getBytes(StandardCharsets.UTF_8);
		boolean named = path[0] == '/';
		int length = (named) ? path.length + 1 : path.length;
		Assert.isTrue(path.length > 1 && length <= MAX_PATH,
				() -> "NOTIFY_SOCKET='" + text + "' must be longer than one and shorter than 108 bytes");
		ByteBuffer address = ByteBuffer.allocate(Short.BYTES + length).order(ByteOrder.nativeOrder());
		address.putShort((short) AddressFamily.UNIX.linux()).put(path);
		if (!named) {
			address.put(Short.BYTES, (byte) 0);
		}
		return new NotifyAddress(text, address.array(), SocketType.DATAGRAM);
	}

	private static NotifyAddress vsock(String text, String[] parts, SocketType type) {
		try {
			int cid = Integer.parseUnsignedInt(parts[1]);
			int port = Integer.parseUnsignedInt(parts[2]);
			ByteBuffer address = ByteBuffer.allocate(SOCKADDR_VM_SIZE).order(ByteOrder.nativeOrder());
			address.putShort((short) AddressFamily.VSOCK.linux()).putShort((short) 0).putInt(port).putInt(cid);
			return new NotifyAddress(text, address.array(), type);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(
					"NOTIFY_SOCKET='" + text + "' must have two numbers from 0 to 4294967295 after 'vsock'", ex);
		}
	}

}
