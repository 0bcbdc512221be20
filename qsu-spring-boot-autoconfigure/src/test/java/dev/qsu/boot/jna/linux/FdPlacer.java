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
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.SocketType;

/**
 * Places file descriptors where a launcher would have placed them.
 */
public final class FdPlacer {

	private FdPlacer() {
	}

	/**
	 * Duplicate a file descriptor to a certain number.
	 * @param fd the file descriptor
	 * @param place the number of the duplicate
	 */
	public static void place(int fd, int place) {
		LibcWithDup.INSTANCE.dup2(fd, place);
	}

	/**
	 * Return the flags of a file descriptor.
	 * @param fd the file descriptor
	 * @return the flags, of which 1 is {@code FD_CLOEXEC}
	 */
	public static int flags(int fd) {
		return Libc.get().fcntl(fd, 1, 0);
	}

	/**
	 * Return whether the socket is non-blocking, which all processes that share it see.
	 * @param fd the file descriptor
	 * @return whether {@code O_NONBLOCK} is set
	 */
	public static boolean isNonBlocking(int fd) {
		return (Libc.get().fcntl(fd, 3, 0) & 0x800) != 0;
	}

	/**
	 * Open a socket.
	 * @param family the address family
	 * @param type the type
	 * @param address what to bind it to, without the family; none if empty
	 * @return the file descriptor, to be closed by the caller
	 */
	public static int socket(AddressFamily family, SocketType type, byte[] address) {
		int fd = LibcWithDup.INSTANCE.socket(family.linux(), type.number() | Libc.SOCK_CLOEXEC, 0);
		if (address.length > 0) {
			try (Memory name = Libc.zeroed(2L + address.length)) {
				name.setShort(0, (short) family.linux());
				name.write(2, address, 0, address.length);
				LibcWithDup.INSTANCE.bind(fd, name, 2 + address.length);
			}
		}
		return fd;
	}

	/**
	 * The library with functions that only tests need.
	 */
	interface LibcWithDup extends Libc {

		LibcWithDup INSTANCE = Native.load("c", LibcWithDup.class);

		int dup2(int fd, int place) throws LastErrorException;

		int bind(int fd, Pointer address, int length) throws LastErrorException;

	}

}
