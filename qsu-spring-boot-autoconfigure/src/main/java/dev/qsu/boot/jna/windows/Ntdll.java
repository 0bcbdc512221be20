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
import com.sun.jna.win32.StdCallLibrary;

import dev.qsu.boot.jna.NativeAccess;

/**
 * Functions of {@code ntdll.dll}, which is loaded on first use.
 */
interface Ntdll extends StdCallLibrary {

	/**
	 * {@code FileReplaceCompletionInformation} of <a href=
	 * "https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_file_information_class">FILE_INFORMATION_CLASS</a>.
	 */
	int FILE_REPLACE_COMPLETION_INFORMATION = 61;

	/**
	 * Set information about a file or socket.
	 * @param handle the handle of the file or socket
	 * @param ioStatus receives the status of the operation
	 * @param information the information to set
	 * @param length the size of the information in bytes
	 * @param informationClass the kind of information
	 * @return the {@code NTSTATUS}, 0 if the call succeeded
	 * @see <a href=
	 * "https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntsetinformationfile">NtSetInformationFile</a>
	 */
	int NtSetInformationFile(Pointer handle, Pointer ioStatus, Pointer information, int length, int informationClass);

	static Ntdll get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * Loads the library on first use, not when {@link Ntdll} is linked.
	 */
	final class Holder {

		private static final Ntdll INSTANCE = Native.load("ntdll", Ntdll.class);

		private Holder() {
		}

	}

}
