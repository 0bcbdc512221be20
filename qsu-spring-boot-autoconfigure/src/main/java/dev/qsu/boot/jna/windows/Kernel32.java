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

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.win32.StdCallLibrary;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeCallException.Reason;

/**
 * Functions of {@code kernel32.dll}. Each is resolved on its first call.
 */
interface Kernel32 extends StdCallLibrary {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot">TH32CS_SNAPPROCESS</a>.
	 */
	int TH32CS_SNAPPROCESS = 0x2;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-sethandleinformation">SetHandleInformation</a>.
	 */
	int HANDLE_FLAG_INHERIT = 1;

	boolean SetHandleInformation(Pointer handle, int mask, int flags);

	/**
	 * Change the current directory of this process.
	 * @param path the directory
	 * @return whether the call succeeded
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-setcurrentdirectory">SetCurrentDirectory</a>
	 */
	boolean SetCurrentDirectoryW(WString path);

	/**
	 * Get the current directory of this process.
	 * @param length the length of the buffer in characters
	 * @param buffer receives the directory
	 * @return the length of the directory in characters, or 0 if the call failed
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-getcurrentdirectory">GetCurrentDirectory</a>
	 */
	int GetCurrentDirectoryW(int length, char[] buffer);

	/**
	 * Add or remove a handler for console controls.
	 * @param routine the handler
	 * @param add whether to add the handler rather than to remove it
	 * @return whether the call succeeded
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/console/setconsolectrlhandler">SetConsoleCtrlHandler</a>
	 */
	boolean SetConsoleCtrlHandler(HandlerRoutine routine, boolean add);

	Pointer CreateToolhelp32Snapshot(int flags, int pid);

	/**
	 * Get the first process of a snapshot.
	 * @param snapshot the snapshot
	 * @param entry receives the process
	 * @return whether there is a process
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-process32firstw">Process32FirstW</a>
	 */
	boolean Process32FirstW(Pointer snapshot, Pointer entry);

	/**
	 * Get the next process of a snapshot.
	 * @param snapshot the snapshot
	 * @param entry receives the process
	 * @return whether there is a further process
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-process32nextw">Process32NextW</a>
	 */
	boolean Process32NextW(Pointer snapshot, Pointer entry);

	boolean CloseHandle(Pointer handle);

	/**
	 * Return the library, which is loaded on the first call.
	 * @return the library
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static Kernel32 get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * Return whether a handle is <a href=
	 * "https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle">INVALID_HANDLE_VALUE</a>.
	 * This is a method because a constant would load JNA before {@link #get} can report
	 * why it cannot be loaded.
	 * @param handle the handle
	 * @return whether the handle is invalid
	 */
	static boolean isInvalid(Pointer handle) {
		return Pointer.nativeValue(handle) == ((Native.POINTER_SIZE == Long.BYTES) ? -1 : 0xffffffffL);
	}

	/**
	 * Check the result of a call. The last error is only read after a failure, because a
	 * successful call may change it, too.
	 * @param success whether the call succeeded
	 * @param function the name of the function
	 * @throws NativeCallException if the call failed
	 */
	static void check(boolean success, String function) {
		if (!success) {
			LastErrorException cause = new LastErrorException(Native.getLastError());
			throw new NativeCallException(function, cause.getErrorCode(), Reason.OTHER, cause);
		}
	}

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/console/handlerroutine">HandlerRoutine</a>.
	 */
	interface HandlerRoutine extends StdCallCallback {

		boolean callback(int control);

	}

	/**
	 * Loads the library on first use, not when {@link Kernel32} is linked.
	 */
	final class Holder {

		private static final Kernel32 INSTANCE = Native.load("kernel32", Kernel32.class);

		private Holder() {
		}

	}

}
