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

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeCallException.Reason;

/**
 * Functions of the C library on Linux. Constants are those of the generic Linux ABI
 * (x86-64, arm64, riscv64, s390x, ppc64le).
 */
interface Libc extends Library {

	/** <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>. */
	int SOL_SOCKET = 1;

	int SO_TYPE = 3;

	int SO_ACCEPTCONN = 30;

	int SO_DOMAIN = 39;

	int SO_SNDTIMEO = 21;

	int SCM_RIGHTS = 1;

	int SOCK_CLOEXEC = 0x80000;

	int MSG_NOSIGNAL = 0x4000;

	/** <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>. */
	int MSG_TRUNC = 0x20;

	int MSG_DONTWAIT = 0x40;

	/** <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>. */
	int IPPROTO_TCP = 6;

	int TCP_INFO = 11;

	/**
	 * <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>.
	 */
	int F_SETFD = 2;

	int F_DUPFD_CLOEXEC = 1030;

	int FD_CLOEXEC = 1;

	int O_CLOEXEC = 0x80000;

	/** <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>. */
	short POLLIN = 1;

	short POLLOUT = 4;

	/**
	 * <a href=
	 * "https://man7.org/linux/man-pages/man3/clock_gettime.3.html">clock_gettime(3)</a>.
	 */
	int CLOCK_MONOTONIC = 1;

	/**
	 * <a href=
	 * "https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>; the
	 * same number on every architecture.
	 */
	int SYS_PIDFD_OPEN = 434;

	/**
	 * <a href=
	 * "https://man7.org/linux/man-pages/man2/pidfd_getfd.2.html">pidfd_getfd(2)</a>; the
	 * same number on every architecture.
	 */
	int SYS_PIDFD_GETFD = 438;

	/**
	 * {@code PID_FS_MAGIC} of
	 * <a href="https://man7.org/linux/man-pages/man2/statfs.2.html">statfs(2)</a>.
	 */
	long PID_FS_MAGIC = 0x50494446;

	int close(int fd) throws LastErrorException;

	int fcntl(int fd, int command, int argument) throws LastErrorException;

	int socket(int domain, int type, int protocol) throws LastErrorException;

	int connect(int fd, Pointer address, int length) throws LastErrorException;

	int listen(int fd, int backlog) throws LastErrorException;

	int getsockopt(int fd, int level, int name, Pointer value, IntByReference length) throws LastErrorException;

	int setsockopt(int fd, int level, int name, Pointer value, int length) throws LastErrorException;

	int getsockname(int fd, Pointer address, IntByReference length) throws LastErrorException;

	int getpeername(int fd, Pointer address, IntByReference length) throws LastErrorException;

	NativeLong recvmsg(int fd, Pointer message, int flags) throws LastErrorException;

	NativeLong sendmsg(int fd, Pointer message, int flags) throws LastErrorException;

	int fstatfs(int fd, Pointer statfs) throws LastErrorException;

	int pipe2(int[] fds, int flags) throws LastErrorException;

	int poll(Pointer fds, NativeLong count, int timeout) throws LastErrorException;

	int clock_gettime(int clock, Pointer timespec) throws LastErrorException;

	NativeLong syscall(NativeLong number, Object... arguments) throws LastErrorException;

	/**
	 * Return the library, which is loaded by the first call.
	 * @return the library
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static Libc get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * Create the exception for a function that failed.
	 * @param function the function, with its arguments
	 * @param cause the exception thrown by JNA
	 * @return the exception, to be thrown by the caller
	 */
	static NativeCallException failed(String function, LastErrorException cause) {
		Reason reason = switch (cause.getErrorCode()) {
			case Errno.EBADF -> Reason.NOT_OPEN;
			case Errno.ENOTSOCK -> Reason.NOT_SOCKET;
			case Errno.ENOTCONN -> Reason.NOT_CONNECTED;
			case Errno.EPERM, Errno.EACCES -> Reason.NOT_PERMITTED;
			case Errno.ENOSYS -> Reason.NOT_IMPLEMENTED;
			default -> Reason.OTHER;
		};
		return new NativeCallException(function, cause.getErrorCode(), reason, cause);
	}

	/**
	 * Allocate zeroed native memory.
	 * @param size the size in bytes, more than 0
	 * @return the memory
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static Memory zeroed(long size) {
		get();
		Memory memory = new Memory(size);
		memory.clear();
		return memory;
	}

	/**
	 * Return native memory with a copy of bytes.
	 * @param bytes the bytes, which may be none
	 * @return the memory, of at least one byte
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static Memory copy(byte[] bytes) {
		Memory memory = zeroed(Math.max(1, bytes.length));
		memory.write(0, bytes, 0, bytes.length);
		return memory;
	}

	/**
	 * Loads the library on first use, not when {@link Libc} is linked.
	 */
	final class Holder {

		private static final Libc INSTANCE = Native.load("c", Libc.class);

		private Holder() {
		}

	}

}
