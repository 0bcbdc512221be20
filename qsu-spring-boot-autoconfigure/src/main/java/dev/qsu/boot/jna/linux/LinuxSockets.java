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

import java.net.SocketAddress;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.NativeSockets;
import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.jna.SocketType;

/**
 * {@link NativeSockets} on Linux.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class LinuxSockets implements NativeSockets {

	/** Size of {@code struct sockaddr_storage}. */
	private static final int SOCKADDR_SIZE = 128;

	/** Offset of {@code tcpi_sacked}, which holds a listener's backlog. */
	private static final int TCP_INFO_BACKLOG = 28;

	private static final int TCP_INFO_SIZE = 104;

	@Override
	public SocketType type(int socket) {
		return SocketType.of(intOption(socket, Libc.SO_TYPE));
	}

	@Override
	public AddressFamily family(int socket) {
		return AddressFamily.ofLinux(intOption(socket, Libc.SO_DOMAIN));
	}

	@Override
	public boolean isListening(int socket) {
		return intOption(socket, Libc.SO_ACCEPTCONN) != 0;
	}

	@Override
	public @Nullable SocketAddress localAddress(int socket) {
		try (Memory address = Libc.zeroed(SOCKADDR_SIZE)) {
			IntByReference length = new IntByReference(SOCKADDR_SIZE);
			Libc.get().getsockname(socket, address, length);
			return SocketAddresses.parse(address.getByteArray(0, Math.min(length.getValue(), SOCKADDR_SIZE)),
					AddressFamily::ofLinux);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("getsockname(fd " + socket + ")", ex);
		}
	}

	@Override
	public SocketAddress remoteAddress(int socket) {
		try (Memory address = Libc.zeroed(SOCKADDR_SIZE)) {
			IntByReference length = new IntByReference(SOCKADDR_SIZE);
			Libc.get().getpeername(socket, address, length);
			return SocketAddresses.parsePeer(address.getByteArray(0, Math.min(length.getValue(), SOCKADDR_SIZE)),
					AddressFamily::ofLinux);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("getpeername(fd " + socket + ")", ex);
		}
	}

	@Override
	public void keepFromChildren(int socket) {
		try {
			Libc.get().fcntl(socket, Libc.F_SETFD, Libc.FD_CLOEXEC);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("fcntl(fd " + socket + ", F_SETFD, FD_CLOEXEC)", ex);
		}
	}

	@Override
	public int duplicate(int socket) {
		try {
			return Libc.get().fcntl(socket, Libc.F_DUPFD_CLOEXEC, 3);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("fcntl(fd " + socket + ", F_DUPFD_CLOEXEC)", ex);
		}
	}

	@Override
	public void close(int socket) {
		try {
			Libc.get().close(socket);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("close(fd " + socket + ")", ex);
		}
	}

	/**
	 * Return the backlog of a TCP listener.
	 * @param fd the file descriptor
	 * @return the maximum length of its accept queue
	 */
	public int backlog(int fd) {
		try (Memory info = Libc.zeroed(TCP_INFO_SIZE)) {
			Libc.get().getsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_INFO, info, new IntByReference(TCP_INFO_SIZE));
			return info.getInt(TCP_INFO_BACKLOG);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("getsockopt(fd " + fd + ", TCP_INFO)", ex);
		}
	}

	private static void setBacklog(int fd, int backlog) {
		try {
			// The kernel caps the value at net.core.somaxconn
			Libc.get().listen(fd, backlog);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("listen(fd " + fd + ", " + backlog + ")", ex);
		}
	}

	@Override
	public void raiseBacklog(int socket, int backlog) {
		if (family(socket) == AddressFamily.UNIX) {
			// The current value cannot be queried; the maximum never lowers it
			setBacklog(socket, Integer.MAX_VALUE);
		}
		else if (backlog(socket) < backlog) {
			setBacklog(socket, backlog);
		}
	}

	private static int intOption(int fd, int option) {
		try (Memory value = Libc.zeroed(Integer.BYTES)) {
			Libc.get().getsockopt(fd, Libc.SOL_SOCKET, option, value, new IntByReference(Integer.BYTES));
			return value.getInt(0);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("getsockopt(fd " + fd + ", " + option + ")", ex);
		}
	}

}
