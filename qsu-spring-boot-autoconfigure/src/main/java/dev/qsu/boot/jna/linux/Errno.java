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

/**
 * Error numbers of the generic Linux ABI.
 *
 * @see <a href="https://man7.org/linux/man-pages/man3/errno.3.html">errno(3)</a>
 */
public final class Errno {

	/** Operation not permitted. */
	public static final int EPERM = 1;

	/** No such file or directory. */
	public static final int ENOENT = 2;

	/** Interrupted function call. */
	public static final int EINTR = 4;

	/** Bad file descriptor. */
	public static final int EBADF = 9;

	/** Resource temporarily unavailable. */
	public static final int EAGAIN = 11;

	/** Not enough space. */
	public static final int ENOMEM = 12;

	/** Permission denied. */
	public static final int EACCES = 13;

	/** Function not implemented. */
	public static final int ENOSYS = 38;

	/** Not a socket. */
	public static final int ENOTSOCK = 88;

	/** Address already in use. */
	public static final int EADDRINUSE = 98;

	/** The socket is not connected. */
	public static final int ENOTCONN = 107;

	private Errno() {
	}

}
