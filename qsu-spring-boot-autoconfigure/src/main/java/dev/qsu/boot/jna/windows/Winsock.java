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

package dev.qsu.boot.jna.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;

/**
 * Functions of {@code ws2_32.dll}. A {@code SOCKET} has the size of a pointer. The JDK
 * has called {@code WSAStartup} before the first call.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/api/winsock2/">winsock2.h</a>
 */
interface Winsock extends StdCallLibrary {

	/** Not a valid {@code SOCKET}. */
	int INVALID_SOCKET = -1;

	int SOCKET_ERROR = -1;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-wsasocketw">WSASocketW</a>:
	 * take the family, the type and the protocol from the structure.
	 */
	int FROM_PROTOCOL_INFO = -1;

	int WSA_FLAG_OVERLAPPED = 0x01;

	int WSA_FLAG_NO_HANDLE_INHERIT = 0x80;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/winsock/sol-socket-socket-options">SOL_SOCKET</a>.
	 */
	int SOL_SOCKET = 0xffff;

	int SO_ACCEPTCONN = 0x0002;

	int SO_TYPE = 0x1008;

	/**
	 * Size of <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsock2/ns-winsock2-wsaprotocol_infow">WSAPROTOCOL_INFOW</a>.
	 */
	int PROTOCOL_INFO_SIZE = 628;

	Pointer WSASocketW(int family, int type, int protocol, Pointer protocolInfo, int group, int flags);

	int WSADuplicateSocketW(Pointer socket, int processId, Pointer protocolInfo);

	int getsockopt(Pointer socket, int level, int name, Pointer value, IntByReference length);

	int getsockname(Pointer socket, Pointer address, IntByReference length);

	int getpeername(Pointer socket, Pointer address, IntByReference length);

	int closesocket(Pointer socket);

	/**
	 * Return the library, which is loaded on the first call.
	 * @return the library
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static Winsock get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * Loads the library on first use, not when {@link Winsock} is linked.
	 */
	final class Holder {

		private static final Winsock INSTANCE = Native.load("ws2_32", Winsock.class);

		private Holder() {
		}

	}

}
