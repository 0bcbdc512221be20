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

/**
 * Thrown when a call into the operating system fails.
 *
 * @since 0.1.0
 */
public class NativeCallException extends RuntimeException {

	private final int errorCode;

	NativeCallException(String function, LastErrorException cause) {
		super(function + " failed: " + cause.getMessage(), cause);
		this.errorCode = cause.getErrorCode();
	}

	NativeCallException(LinkageError cause) {
		super("JNA could not load its native library, for example because the folder in java.io.tmpdir is mounted noexec"
				+ " (set jna.tmpdir to another folder): " + cause.getMessage(), cause);
		this.errorCode = 0;
	}

	/**
	 * Return the error code of the operating system.
	 * @return the {@code errno} of the failed call, its last error on Windows, or 0 if
	 * JNA could not be loaded
	 */
	public int getErrorCode() {
		return this.errorCode;
	}

	/**
	 * Return whether the file descriptor of the call is not open.
	 * @return whether the error is {@code EBADF}
	 */
	public boolean isNotOpen() {
		return this.errorCode == Libc.EBADF;
	}

	/**
	 * Return whether the file descriptor of the call is open, but no socket.
	 * @return whether the error is {@code ENOTSOCK}
	 */
	public boolean isNotSocket() {
		return this.errorCode == Libc.ENOTSOCK;
	}

	/**
	 * Return whether the socket of the call is not connected.
	 * @return whether the error is {@code ENOTCONN}
	 */
	public boolean isNotConnected() {
		return this.errorCode == Libc.ENOTCONN;
	}

	/**
	 * Return whether the kernel does not allow the call.
	 * @return whether the error is {@code EPERM} or {@code EACCES}
	 */
	public boolean isNotPermitted() {
		return this.errorCode == Libc.EPERM || this.errorCode == Libc.EACCES;
	}

	/**
	 * Return whether the kernel does not have the call.
	 * @return whether the error is {@code ENOSYS}
	 */
	public boolean isNotImplemented() {
		return this.errorCode == Libc.ENOSYS;
	}

}
