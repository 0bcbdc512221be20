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

import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeCallException;

/**
 * The file descriptors of another process, which this process must be permitted to trace.
 * The other process is identified by a pidfd, so a later process with the same id is
 * never mistaken for it.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man2/pidfd_getfd.2.html">pidfd_getfd(2)</a>
 */
public final class ProcessFds implements AutoCloseable {

	/** More than the size of {@code struct statfs}. */
	private static final int STATFS_SIZE = 256;

	private final int pidfd;

	private ProcessFds(int pidfd) {
		this.pidfd = pidfd;
	}

	/**
	 * Open a process.
	 * @param pid the process id
	 * @return the process, to be closed by the caller
	 * @throws NativeCallException if there is no such process, if the call is not
	 * permitted, or if the kernel is older than Linux 5.3
	 */
	public static ProcessFds open(long pid) {
		try {
			return new ProcessFds(
					Libc.get().syscall(new NativeLong(Libc.SYS_PIDFD_OPEN), Math.toIntExact(pid), 0).intValue());
		}
		catch (LastErrorException ex) {
			throw Libc.failed("pidfd_open", ex);
		}
	}

	/**
	 * Duplicate a file descriptor of the process into this process, with close-on-exec
	 * set.
	 * @param fd the file descriptor in the other process
	 * @return the file descriptor in this process, to be closed by the caller
	 * @throws NativeCallException if there is no such file descriptor, if the call is not
	 * permitted, or if the kernel is older than Linux 5.6
	 */
	public int duplicate(int fd) {
		try {
			return Libc.get().syscall(new NativeLong(Libc.SYS_PIDFD_GETFD), this.pidfd, fd, 0).intValue();
		}
		catch (LastErrorException ex) {
			throw Libc.failed("pidfd_getfd", ex);
		}
	}

	/**
	 * Return the pidfs id of a process, which is never reused.
	 * @param pid the process id
	 * @return the id, or {@code null} if it is not available, as before Linux 6.9
	 */
	public static @Nullable Long uniqueId(long pid) {
		try (ProcessFds process = open(pid)) {
			return (process.isPidfs())
					? (Long) Files.getAttribute(Path.of("/proc/self/fd/" + process.pidfd), "unix:ino") : null;
		}
		catch (Exception ex) {
			return null;
		}
	}

	private boolean isPidfs() {
		try (Memory statfs = Libc.zeroed(STATFS_SIZE)) {
			Libc.get().fstatfs(this.pidfd, statfs);
			return statfs.getNativeLong(0).longValue() == Libc.PID_FS_MAGIC;
		}
	}

	@Override
	public void close() {
		new LinuxSockets().close(this.pidfd);
	}

}
