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

package dev.qsu.boot.jna;

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
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Converts socket addresses from and to the bytes of a {@code sockaddr}. Linux and
 * Windows differ only in the numbers of the address families.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man3/sockaddr.3type.html">sockaddr(3)</a>
 * @see <a href= "https://learn.microsoft.com/windows/win32/winsock/sockaddr-2">sockaddr
 * (Windows)</a>
 */
public final class SocketAddresses {

	/** Size of {@code sun_path} without the terminating NUL. */
	private static final int MAX_PATH_LENGTH = 107;

	private SocketAddresses() {
	}

	/**
	 * Parse an address.
	 * @param bytes the bytes of the {@code sockaddr}
	 * @param families maps numbers to address families
	 * @return the address, or {@code null} if Java has no representation of it
	 */
	public static @Nullable SocketAddress parse(byte[] bytes, IntFunction<AddressFamily> families) {
		AddressFamily family = family(bytes, families);
		if (family == AddressFamily.INET && bytes.length >= 8) {
			return new InetSocketAddress(address(Arrays.copyOfRange(bytes, 4, 8)), port(bytes));
		}
		if (family == AddressFamily.INET6 && bytes.length >= 24) {
			return new InetSocketAddress(address(Arrays.copyOfRange(bytes, 8, 24)), port(bytes));
		}
		return (family == AddressFamily.UNIX) ? unix(bytes) : null;
	}

	/**
	 * Parse the address family of an address.
	 * @param bytes the bytes of the {@code sockaddr}
	 * @param families maps numbers to address families
	 * @return the address family, {@link AddressFamily#OTHER} if there are too few bytes
	 */
	public static AddressFamily family(byte[] bytes, IntFunction<AddressFamily> families) {
		return (bytes.length < Short.BYTES) ? AddressFamily.OTHER
				: families.apply(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort());
	}

	private static @Nullable SocketAddress unix(byte[] bytes) {
		// Unnamed and abstract Unix sockets have no path, so Java has no address for them
		int end = 2;
		while (end < bytes.length && bytes[end] != 0) {
			end++;
		}
		return (end > 2) ? UnixDomainSocketAddress.of(new String(bytes, 2, end - 2, StandardCharsets.UTF_8)) : null;
	}

	/**
	 * Parse the address of a peer.
	 * @param bytes the bytes of the {@code sockaddr}
	 * @param families maps numbers to address families
	 * @return the address, with the scope of a link-local one; empty for a Unix socket
	 * without a path, as in the JDK
	 */
	public static SocketAddress parsePeer(byte[] bytes, IntFunction<AddressFamily> families) {
		SocketAddress address = parse(bytes, families);
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
	 * Return the bytes of the address of a Unix socket on Linux.
	 * @param path the path, 1 to 107 bytes
	 * @return the bytes of the {@code sockaddr}
	 * @throws IllegalArgumentException if the path is empty or too long
	 */
	public static byte[] bytes(Path path) {
		byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
		Assert.isTrue(bytes.length > 0 && bytes.length <= MAX_PATH_LENGTH, () -> "The path '" + path + "' has "
				+ bytes.length + " bytes, but the path of a Unix socket must have 1 to " + MAX_PATH_LENGTH);
		return ByteBuffer.allocate(2 + bytes.length + 1)
			.order(ByteOrder.nativeOrder())
			.putShort((short) AddressFamily.UNIX.linux())
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

	/**
	 * Return an address in its usual textual form.
	 * @param address the address, or {@code null}
	 * @return the host and port, or the path; empty if there is no address
	 */
	public static String text(@Nullable SocketAddress address) {
		if (address instanceof InetSocketAddress internet) {
			String host = internet.getAddress().getHostAddress().replaceFirst("^0:0:0:0:0:0:0:", "::");
			return ((host.contains(":")) ? "[" + host.replaceFirst("^::0$", "::") + "]" : host) + ":"
					+ internet.getPort();
		}
		return (address != null) ? address.toString() : "";
	}

}
