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
import com.sun.jna.Pointer;

/**
 * Has the kernel refuse a system call to the calling thread, for as long as the thread
 * lives.
 */
public final class Seccomp {

	private static final int PR_SET_SECCOMP = 22;

	private static final int PR_SET_NO_NEW_PRIVS = 38;

	private static final int MODE_FILTER = 2;

	private static final int RETURN_ERRNO = 0x0005_0000;

	private static final int RETURN_ALLOW = 0x7fff_0000;

	private Seccomp() {
	}

	/**
	 * Run a task to which {@code pidfd_getfd} is refused.
	 * @param errno the error to refuse it with
	 * @param task the task, which runs in a thread of its own
	 */
	public static void refuseFetching(int errno, Runnable task) throws InterruptedException {
		Throwable[] failure = new Throwable[1];
		Thread thread = new Thread(() -> {
			refuse(Libc.SYS_PIDFD_GETFD, errno);
			task.run();
		}, "refused");
		thread.setUncaughtExceptionHandler((failed, ex) -> failure[0] = ex);
		thread.start();
		thread.join();
		if (failure[0] != null) {
			throw new AssertionError(failure[0]);
		}
	}

	private static void refuse(int call, int errno) {
		try (Memory filter = Libc.zeroed(4 * 8); Memory program = Libc.zeroed(2L * Native.POINTER_SIZE)) {
			filter.write(0, new int[] { 0x20, 0 }, 0, 2);
			filter.write(8, new int[] { 0x15 | 1 << 24, call }, 0, 2);
			filter.write(16, new int[] { 0x06, RETURN_ERRNO | errno }, 0, 2);
			filter.write(24, new int[] { 0x06, RETURN_ALLOW }, 0, 2);
			program.setShort(0, (short) 4);
			program.setPointer(Native.POINTER_SIZE, filter);
			LibcWithPrctl.INSTANCE.prctl(PR_SET_NO_NEW_PRIVS, 1L, null, 0L, 0L);
			LibcWithPrctl.INSTANCE.prctl(PR_SET_SECCOMP, MODE_FILTER, program, 0L, 0L);
		}
	}

	interface LibcWithPrctl extends Library {

		LibcWithPrctl INSTANCE = Native.load("c", LibcWithPrctl.class);

		int prctl(int option, long first, Pointer second, long third, long fourth) throws LastErrorException;

	}

}
