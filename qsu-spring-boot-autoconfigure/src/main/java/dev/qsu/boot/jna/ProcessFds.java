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

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;

/**
 * The file descriptors of another process, which needs the permission to trace it. The
 * process is known by a file descriptor of its own, so that another one that is given the
 * same id later is never mistaken for it.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://man7.org/linux/man-pages/man2/pidfd_getfd.2.html">pidfd_getfd(2)</a>
 */
public final class ProcessFds implements AutoCloseable {

	private final int pidfd;

	private ProcessFds(int pidfd) {
		this.pidfd = pidfd;
	}

	/**
	 * Open a process.
	 * @param pid the process id
	 * @return the process, to be closed by the caller
	 * @throws NativeCallException if there is no such process, if the kernel refuses, or
	 * if it is older than Linux 5.3
	 */
	public static ProcessFds open(long pid) {
		try {
			return new ProcessFds(
					Libc.get().syscall(new NativeLong(Libc.SYS_PIDFD_OPEN), Math.toIntExact(pid), 0).intValue());
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("pidfd_open", ex);
		}
	}

	/**
	 * Make a duplicate of a file descriptor of the process, closed in child processes.
	 * @param fd the number that the file descriptor has in that process
	 * @return the number that the duplicate has in this process, to be closed by the
	 * caller
	 * @throws NativeCallException if there is no such file descriptor, if the kernel
	 * refuses, or if it is older than Linux 5.6
	 */
	public int duplicate(int fd) {
		try {
			return Libc.get().syscall(new NativeLong(Libc.SYS_PIDFD_GETFD), this.pidfd, fd, 0).intValue();
		}
		catch (LastErrorException ex) {
			throw new NativeCallException("pidfd_getfd", ex);
		}
	}

	@Override
	public void close() {
		SocketFds.close(this.pidfd);
	}

}
