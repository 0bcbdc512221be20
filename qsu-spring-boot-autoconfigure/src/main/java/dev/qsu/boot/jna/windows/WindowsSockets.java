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

import java.net.SocketAddress;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeSockets;
import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.jna.SocketType;

/**
 * {@link NativeSockets} that calls Winsock.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/winsock/windows-sockets-start-page-2">Windows
 * Sockets</a>
 */
public final class WindowsSockets implements NativeSockets {

	/** Size of {@code SOCKADDR_STORAGE}. */
	private static final int SOCKADDR_SIZE = 128;

	/**
	 * Open a socket that another process, or this one, has duplicated for this process.
	 * Each duplicate can be opened once.
	 * @param protocolInfo the 628 bytes of the {@code WSAPROTOCOL_INFOW} of the duplicate
	 * @return the number of the socket, to be closed by the caller; not inherited by
	 * child processes
	 * @throws NativeCallException if the socket cannot be opened
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-wsaduplicatesocketw">WSADuplicateSocketW</a>
	 */
	public int open(byte[] protocolInfo) {
		try (Memory info = zeroed(Winsock.PROTOCOL_INFO_SIZE)) {
			info.write(0, protocolInfo, 0, Math.min(protocolInfo.length, Winsock.PROTOCOL_INFO_SIZE));
			return open(info);
		}
	}

	private static int open(Pointer info) {
		Pointer opened = Winsock.get()
			.WSASocketW(Winsock.FROM_PROTOCOL_INFO, Winsock.FROM_PROTOCOL_INFO, Winsock.FROM_PROTOCOL_INFO, info, 0,
					Winsock.WSA_FLAG_OVERLAPPED | Winsock.WSA_FLAG_NO_HANDLE_INHERIT);
		int socket = (int) Pointer.nativeValue(opened);
		Kernel32.check(socket != Winsock.INVALID_SOCKET, "WSASocketW");
		detachFromCompletionPort(socket);
		return socket;
	}

	/**
	 * Remove the completion port, which all duplicates of a socket share and which may
	 * belong to the process the socket came from. Fails on Windows 8 and older, where it
	 * is not needed: a process that only hands over sockets has no completion port.
	 * @param socket the socket
	 */
	private static void detachFromCompletionPort(int socket) {
		int size = 2 * Native.POINTER_SIZE;
		try (Memory ioStatus = zeroed(size); Memory noPortAndKey = zeroed(size)) {
			Ntdll.get()
				.NtSetInformationFile(handle(socket), ioStatus, noPortAndKey, size,
						Ntdll.FILE_REPLACE_COMPLETION_INFORMATION);
		}
	}

	@Override
	public SocketType type(int socket) {
		return SocketType.of(intOption(socket, Winsock.SO_TYPE, "SO_TYPE"));
	}

	@Override
	public AddressFamily family(int socket) {
		return SocketAddresses.family(boundTo(socket), AddressFamily::ofWindows);
	}

	@Override
	public boolean isListening(int socket) {
		return intOption(socket, Winsock.SO_ACCEPTCONN, "SO_ACCEPTCONN") != 0;
	}

	@Override
	public @Nullable SocketAddress localAddress(int socket) {
		return SocketAddresses.parse(boundTo(socket), AddressFamily::ofWindows);
	}

	@Override
	public SocketAddress remoteAddress(int socket) {
		return SocketAddresses.parsePeer(address(socket, Winsock.get()::getpeername, "getpeername"),
				AddressFamily::ofWindows);
	}

	private static byte[] boundTo(int socket) {
		return address(socket, Winsock.get()::getsockname, "getsockname");
	}

	private static byte[] address(int socket, AddressFunction function, String name) {
		try (Memory address = zeroed(SOCKADDR_SIZE)) {
			IntByReference length = new IntByReference(SOCKADDR_SIZE);
			Kernel32.check(function.call(handle(socket), address, length) != Winsock.SOCKET_ERROR,
					name + "(socket " + socket + ")");
			return address.getByteArray(0, Math.min(length.getValue(), SOCKADDR_SIZE));
		}
	}

	@Override
	public void keepFromChildren(int socket) {
		Kernel32.check(Kernel32.get().SetHandleInformation(handle(socket), Kernel32.HANDLE_FLAG_INHERIT, 0),
				"SetHandleInformation(socket " + socket + ")");
	}

	@Override
	public int duplicate(int socket) {
		try (Memory info = zeroed(Winsock.PROTOCOL_INFO_SIZE)) {
			int self = (int) ProcessHandle.current().pid();
			Kernel32.check(Winsock.get().WSADuplicateSocketW(handle(socket), self, info) != Winsock.SOCKET_ERROR,
					"WSADuplicateSocketW(socket " + socket + ")");
			return open(info);
		}
	}

	@Override
	public void close(int socket) {
		Kernel32.check(Winsock.get().closesocket(handle(socket)) != Winsock.SOCKET_ERROR,
				"closesocket(socket " + socket + ")");
	}

	/**
	 * Does nothing, because on Windows {@code listen} does not change the backlog of a
	 * listening socket, and the backlog cannot be queried.
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsock2/nf-winsock2-listen">listen</a>
	 */
	@Override
	public void raiseBacklog(int socket, int backlog) {
	}

	private static int intOption(int socket, int option, String name) {
		try (Memory value = zeroed(Integer.BYTES)) {
			Kernel32.check(
					Winsock.get()
						.getsockopt(handle(socket), Winsock.SOL_SOCKET, option, value,
								new IntByReference(Integer.BYTES)) != Winsock.SOCKET_ERROR,
					"getsockopt(socket " + socket + ", " + name + ")");
			return value.getInt(0);
		}
	}

	/**
	 * Return the handle of a socket. Handles have 32 significant bits.
	 * @param socket the number of the socket
	 * @return the handle
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/winprog64/interprocess-communication">Interprocess
	 * communication</a>
	 */
	private static Pointer handle(int socket) {
		return Pointer.createConstant(Integer.toUnsignedLong(socket));
	}

	private static Memory zeroed(long size) {
		Winsock.get();
		Memory memory = new Memory(size);
		memory.clear();
		return memory;
	}

	/**
	 * {@code getsockname} or {@code getpeername}.
	 */
	@FunctionalInterface
	private interface AddressFunction {

		int call(Pointer socket, Pointer address, IntByReference length);

	}

}
