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

import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of, and done to, a socket known by its file descriptor. Every method
 * throws {@link NativeCallException} when the kernel refuses.
 *
 * @since 0.1.0
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
 */
public final class SocketFds {

	/** Size of {@code struct sockaddr_storage}. */
	private static final int SOCKADDR_SIZE = 128;

	/** Offset of {@code tcpi_sacked}, which holds a listener's backlog. */
	private static final int TCP_INFO_BACKLOG = 28;

	private static final int TCP_INFO_SIZE = 104;

	/** More than the size of {@code struct statfs}. */
	private static final int STATFS_SIZE = 256;

	private SocketFds() {
	}

	/**
	 * Return the type of a socket.
	 * @param fd the file descriptor
	 * @return 1 for stream, 2 for datagram, 5 for sequential packets
	 */
	public static int type(int fd) {
		return intOption(fd, Libc.SO_TYPE);
	}

	/**
	 * Return the address family of a socket.
	 * @param fd the file descriptor
	 * @return 1 for Unix, 2 for IPv4, 10 for IPv6; see address_families(7) for others
	 */
	public static int family(int fd) {
		return intOption(fd, Libc.SO_DOMAIN);
	}

	/**
	 * Return whether a socket listens for connections.
	 * @param fd the file descriptor
	 * @return whether {@code listen} was called on it
	 */
	public static boolean isListening(int fd) {
		return intOption(fd, Libc.SO_ACCEPTCONN) != 0;
	}

	/**
	 * Return the address that a socket is bound to.
	 * @param fd the file descriptor
	 * @return the bytes of the {@code sockaddr}
	 */
	public static byte[] localAddress(int fd) {
		try (Memory address = Libc.zeroed(SOCKADDR_SIZE)) {
			IntByReference length = new IntByReference(SOCKADDR_SIZE);
			Libc.get().getsockname(fd, address, length);
			return address.getByteArray(0, Math.min(length.getValue(), SOCKADDR_SIZE));
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("getsockname(fd " + fd + ")", ex);
		}
	}

	/**
	 * Return the address that a socket is connected to.
	 * @param fd the file descriptor
	 * @return the bytes of the {@code sockaddr}
	 */
	public static byte[] remoteAddress(int fd) {
		try (Memory address = Libc.zeroed(SOCKADDR_SIZE)) {
			IntByReference length = new IntByReference(SOCKADDR_SIZE);
			Libc.get().getpeername(fd, address, length);
			return address.getByteArray(0, Math.min(length.getValue(), SOCKADDR_SIZE));
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("getpeername(fd " + fd + ")", ex);
		}
	}

	/**
	 * Keep a file descriptor from being handed to child processes.
	 * @param fd the file descriptor
	 */
	public static void setCloseOnExec(int fd) {
		try {
			Libc.get().fcntl(fd, Libc.F_SETFD, Libc.FD_CLOEXEC);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("fcntl(fd " + fd + ", F_SETFD, FD_CLOEXEC)", ex);
		}
	}

	/**
	 * Make another descriptor of the same socket, closed in child processes.
	 * @param fd the file descriptor
	 * @return the new file descriptor, to be closed by the caller
	 */
	public static int duplicate(int fd) {
		try {
			return Libc.get().fcntl(fd, Libc.F_DUPFD_CLOEXEC, 3);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("fcntl(fd " + fd + ", F_DUPFD_CLOEXEC)", ex);
		}
	}

	/**
	 * Close a file descriptor.
	 * @param fd the file descriptor
	 */
	public static void close(int fd) {
		try {
			Libc.get().close(fd);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("close(fd " + fd + ")", ex);
		}
	}

	/**
	 * Return how many connections may wait in the queue of a TCP listener.
	 * @param fd the file descriptor
	 * @return the backlog
	 */
	public static int backlog(int fd) {
		try (Memory info = Libc.zeroed(TCP_INFO_SIZE)) {
			Libc.get().getsockopt(fd, Libc.IPPROTO_TCP, Libc.TCP_INFO, info, new IntByReference(TCP_INFO_SIZE));
			return info.getInt(TCP_INFO_BACKLOG);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("getsockopt(fd " + fd + ", TCP_INFO)", ex);
		}
	}

	/**
	 * Set how many connections may wait in the queue of a listener. The kernel caps the
	 * value at {@code net.core.somaxconn}.
	 * @param fd the file descriptor of a socket that listens
	 * @param backlog the number of connections, at least 1
	 */
	public static void setBacklog(int fd, int backlog) {
		try {
			Libc.get().listen(fd, backlog);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("listen(fd " + fd + ", " + backlog + ")", ex);
		}
	}

	/**
	 * Return the unique id of a process, which is never used again after it ended.
	 * @param pid the process id
	 * @return the id, or {@code null} on a kernel without pidfs (before Linux 6.9)
	 */
	public static @Nullable Long uniqueProcessId(long pid) {
		int fd = -1;
		try {
			fd = Libc.get().syscall(new NativeLong(Libc.SYS_PIDFD_OPEN), (int) pid, 0).intValue();
			return (isPidfs(fd)) ? (Long) Files.getAttribute(Path.of("/proc/self/fd/" + fd), "unix:ino") : null;
		}
		catch (Exception ex) {
			return null;
		}
		finally {
			if (fd >= 0) {
				close(fd);
			}
		}
	}

	private static boolean isPidfs(int fd) {
		try (Memory statfs = Libc.zeroed(STATFS_SIZE)) {
			Libc.get().fstatfs(fd, statfs);
			return statfs.getNativeLong(0).longValue() == Libc.PID_FS_MAGIC;
		}
	}

	private static int intOption(int fd, int option) {
		try (Memory value = Libc.zeroed(Integer.BYTES)) {
			Libc.get().getsockopt(fd, Libc.SOL_SOCKET, option, value, new IntByReference(Integer.BYTES));
			return value.getInt(0);
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("getsockopt(fd " + fd + ", " + option + ")", ex);
		}
	}

}
