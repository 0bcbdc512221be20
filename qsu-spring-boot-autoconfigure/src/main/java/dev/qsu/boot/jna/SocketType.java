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

import java.util.Arrays;

/**
 * Type of a socket. The numbers are the same on Linux and Windows.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-socket">socket
 * (Windows)</a>
 */
public enum SocketType {

	/** {@code SOCK_STREAM}. */
	STREAM(1),

	/** {@code SOCK_DGRAM}. */
	DATAGRAM(2),

	/** {@code SOCK_RAW}. */
	RAW(3),

	/** {@code SOCK_SEQPACKET}. */
	SEQPACKET(5),

	/** Any other type. */
	OTHER(-1);

	private final int number;

	SocketType(int number) {
		this.number = number;
	}

	/**
	 * Return the number of the type.
	 * @return the number, or -1 if there is none
	 */
	public int number() {
		return this.number;
	}

	/**
	 * Return the type with the given number.
	 * @param number the number
	 * @return the type, {@link #OTHER} if unknown
	 */
	public static SocketType of(int number) {
		return Arrays.stream(values()).filter((type) -> type.number == number).findFirst().orElse(OTHER);
	}

}
