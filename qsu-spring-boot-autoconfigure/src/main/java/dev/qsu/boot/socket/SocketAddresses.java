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

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Reads the bytes of a Linux {@code sockaddr}.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3)</a>
 */
final class SocketAddresses {

	/** Size of {@code sun_path} without the NUL at its end. */
	private static final int MAX_PATH_LENGTH = 107;

	private SocketAddresses() {
	}

	/**
	 * Read an address.
	 * @param bytes the bytes of the {@code sockaddr}
	 * @return the address, or {@code null} if it is none that Java knows
	 */
	static @Nullable SocketAddress parse(byte[] bytes) {
		int family = (bytes.length > 1) ? ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort() : -1;
		if (family == AddressFamily.INET && bytes.length >= 8) {
			return new InetSocketAddress(address(Arrays.copyOfRange(bytes, 4, 8)), port(bytes));
		}
		if (family == AddressFamily.INET6 && bytes.length >= 24) {
			return new InetSocketAddress(address(Arrays.copyOfRange(bytes, 8, 24)), port(bytes));
		}
		return (family == AddressFamily.UNIX) ? unix(bytes) : null;
	}

	/**
	 * Unnamed and abstract Unix sockets have no path, so Java has no address for them.
	 */
	private static @Nullable SocketAddress unix(byte[] bytes) {
		int end = 2;
		while (end < bytes.length && bytes[end] != 0) {
			end++;
		}
		return (end > 2) ? UnixDomainSocketAddress.of(new String(bytes, 2, end - 2, StandardCharsets.UTF_8)) : null;
	}

	/**
	 * Read the address of a peer.
	 * @param bytes the bytes of the {@code sockaddr}
	 * @return the address, with the scope that a link-local one has; that of a Unix
	 * socket without a path is empty, as the JDK has it
	 */
	static SocketAddress parsePeer(byte[] bytes) {
		SocketAddress address = parse(bytes);
		if (address == null) {
			return UnixDomainSocketAddress.of("");
		}
		int scope = (bytes.length >= 28) ? ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(24) : 0;
		return (address instanceof InetSocketAddress internet && scope > 0
				&& internet.getAddress() instanceof Inet6Address host)
						? new InetSocketAddress(scoped(host, scope), internet.getPort()) : address;
	}

	private static InetAddress scoped(Inet6Address host, int scope) {
		try {
			return Inet6Address.getByAddress(null, host.getAddress(), scope);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the bytes of the address of a Unix socket.
	 * @param path the path, of 1 to 107 bytes
	 * @return the bytes of the {@code sockaddr}
	 * @throws IllegalArgumentException if the path is empty or too long
	 */
	static byte[] bytes(Path path) {
		byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
		Assert.isTrue(bytes.length > 0 && bytes.length <= MAX_PATH_LENGTH, () -> "The path '" + path + "' has "
				+ bytes.length + " bytes, but the path of a Unix socket has from 1 to " + MAX_PATH_LENGTH);
		return ByteBuffer.allocate(2 + bytes.length + 1)
			.order(ByteOrder.nativeOrder())
			.putShort((short) AddressFamily.UNIX)
			.put(bytes)
			.array();
	}

	private static int port(byte[] bytes) {
		return Byte.toUnsignedInt(bytes[2]) << 8 | Byte.toUnsignedInt(bytes[3]);
	}

	private static InetAddress address(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String text(@Nullable SocketAddress address) {
		if (address instanceof InetSocketAddress internet) {
			String host = internet.getAddress().getHostAddress().replaceFirst("^0:0:0:0:0:0:0:", "::");
			return ((host.contains(":")) ? "[" + host.replaceFirst("^::0$", "::") + "]" : host) + ":"
					+ internet.getPort();
		}
		return (address != null) ? address.toString() : "";
	}

}
