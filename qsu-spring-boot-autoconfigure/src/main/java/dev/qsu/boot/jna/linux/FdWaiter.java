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

import java.time.Duration;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLong;

import dev.qsu.boot.jna.NativeCallException;

/**
 * Waits for a bounded time until a file descriptor is ready or another thread ends all
 * waits.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class FdWaiter {

	/** {@code sizeof(struct pollfd)}. */
	private static final int POLLFD_SIZE = 8;

	/** Nothing is ever written: closing one end wakes the threads that poll the other. */
	private final int[] pipe = new int[2];

	/**
	 * Create a waiter, which uses two file descriptors.
	 * @throws NativeCallException if no file descriptors are left
	 */
	public FdWaiter() {
		try {
			Libc.get().pipe2(this.pipe, Libc.O_CLOEXEC);
		}
		catch (LastErrorException ex) {
			throw Libc.failed("pipe2", ex);
		}
	}

	/**
	 * Wait until a file descriptor is readable.
	 * @param fd the file descriptor
	 * @param timeout the maximum time to wait, rounded up to milliseconds
	 * @throws NativeCallException if the call fails
	 */
	public void awaitReadable(int fd, Duration timeout) {
		await(fd, Libc.POLLIN, timeout);
	}

	/**
	 * Wait until a file descriptor is writable.
	 * @param fd the file descriptor
	 * @param timeout the maximum time to wait, rounded up to milliseconds
	 * @throws NativeCallException if the call fails
	 */
	public void awaitWritable(int fd, Duration timeout) {
		await(fd, Libc.POLLOUT, timeout);
	}

	private void await(int fd, short events, Duration timeout) {
		try (Memory pollfds = Libc.zeroed(2 * POLLFD_SIZE)) {
			pollfds.setInt(0, fd);
			pollfds.setShort(4, events);
			pollfds.setInt(POLLFD_SIZE, this.pipe[0]);
			Libc.get().poll(pollfds, new NativeLong(2), milliseconds(timeout));
		}
		catch (LastErrorException ex) {
			if (ex.getErrorCode() != Errno.EINTR) {
				throw Libc.failed("poll(fd " + fd + ")", ex);
			}
		}
	}

	private static int milliseconds(Duration timeout) {
		return (int) Math.min(Integer.MAX_VALUE, timeout.plusNanos(999_999).toMillis());
	}

	/**
	 * End all waits, current and future. Must be called once.
	 */
	public void wake() {
		new LinuxSockets().close(this.pipe[1]);
	}

	/**
	 * Close the remaining file descriptor. Must be called once, after {@link #wake()} and
	 * when no thread waits.
	 */
	public void release() {
		new LinuxSockets().close(this.pipe[0]);
	}

}
