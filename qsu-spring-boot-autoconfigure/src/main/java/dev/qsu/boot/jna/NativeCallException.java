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

/**
 * Thrown when a call into the operating system fails.
 */
public class NativeCallException extends RuntimeException {

	private final int errorCode;

	private final Reason reason;

	/**
	 * Create an exception for a function that failed.
	 * @param function the function, with its arguments
	 * @param errorCode the error code of the operating system
	 * @param reason the meaning of the error code
	 * @param cause the cause, whose message describes the error code
	 */
	public NativeCallException(String function, int errorCode, Reason reason, Throwable cause) {
		super(function + " failed: " + cause.getMessage(), cause);
		this.errorCode = errorCode;
		this.reason = reason;
	}

	NativeCallException(String message, Throwable cause) {
		super(message, cause);
		this.errorCode = 0;
		this.reason = Reason.OTHER;
	}

	/**
	 * Return the error code of the operating system.
	 * @return the {@code errno} of the failed call, on Windows its last error, or 0 if
	 * JNA could not be loaded
	 */
	public int getErrorCode() {
		return this.errorCode;
	}

	/**
	 * Return whether the call failed because the file descriptor is not open.
	 * @return whether the error is {@code EBADF}
	 */
	public boolean isNotOpen() {
		return this.reason == Reason.NOT_OPEN;
	}

	/**
	 * Return whether the call failed because the file descriptor is open but not a
	 * socket.
	 * @return whether the error is {@code ENOTSOCK}
	 */
	public boolean isNotSocket() {
		return this.reason == Reason.NOT_SOCKET;
	}

	/**
	 * Return whether the call failed because the socket is not connected.
	 * @return whether the error is {@code ENOTCONN}
	 */
	public boolean isNotConnected() {
		return this.reason == Reason.NOT_CONNECTED;
	}

	/**
	 * Return whether the call failed because it is not permitted.
	 * @return whether the error is {@code EPERM} or {@code EACCES}
	 */
	public boolean isNotPermitted() {
		return this.reason == Reason.NOT_PERMITTED;
	}

	/**
	 * Return whether the call failed because the kernel does not implement it.
	 * @return whether the error is {@code ENOSYS}
	 */
	public boolean isNotImplemented() {
		return this.reason == Reason.NOT_IMPLEMENTED;
	}

	/**
	 * The meaning of an error code, independent of the operating system.
	 */
	public enum Reason {

		/** The file descriptor is not open. */
		NOT_OPEN,

		/** The file descriptor is open but not a socket. */
		NOT_SOCKET,

		/** The socket is not connected. */
		NOT_CONNECTED,

		/** The call is not permitted. */
		NOT_PERMITTED,

		/** The operating system does not implement the call. */
		NOT_IMPLEMENTED,

		/** Any other reason. */
		OTHER

	}

}
