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
 * Address family of a socket, with its number on each operating system.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man7/address_families.7.html">address_families(7)</a>
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-socket">socket
 * (Windows)</a>
 */
public enum AddressFamily {

	/** {@code AF_UNIX}. */
	UNIX(1, 1),

	/** {@code AF_INET}. */
	INET(2, 2),

	/** {@code AF_INET6}. */
	INET6(10, 23),

	/** {@code AF_NETLINK}. */
	NETLINK(16, AddressFamily.NONE),

	/** {@code AF_VSOCK}. */
	VSOCK(40, AddressFamily.NONE),

	/** Any other address family. */
	OTHER(AddressFamily.NONE, AddressFamily.NONE);

	private static final int NONE = -1;

	private final int linux;

	private final int windows;

	AddressFamily(int linux, int windows) {
		this.linux = linux;
		this.windows = windows;
	}

	/**
	 * Return the number of the address family on Linux.
	 * @return the number, or -1 if there is none
	 */
	public int linux() {
		return this.linux;
	}

	/**
	 * Return the address family with the given number on Linux.
	 * @param number the number
	 * @return the address family, {@link #OTHER} if unknown
	 */
	public static AddressFamily ofLinux(int number) {
		return Arrays.stream(values()).filter((family) -> family.linux == number).findFirst().orElse(OTHER);
	}

	/**
	 * Return the address family with the given number on Windows.
	 * @param number the number
	 * @return the address family, {@link #OTHER} if unknown
	 */
	public static AddressFamily ofWindows(int number) {
		return Arrays.stream(values()).filter((family) -> family.windows == number).findFirst().orElse(OTHER);
	}

}
