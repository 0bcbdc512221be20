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

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.win32.StdCallLibrary;

/**
 * Functions of {@code kernel32.dll} and {@code ntdll.dll} for handles, which are loaded
 * when first used.
 */
final class WindowsKernel {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-sethandleinformation">SetHandleInformation</a>.
	 */
	static final int HANDLE_FLAG_INHERIT = 1;

	/**
	 * {@code FileReplaceCompletionInformation} of <a href=
	 * "https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/ne-wdm-_file_information_class">FILE_INFORMATION_CLASS</a>.
	 */
	static final int FILE_REPLACE_COMPLETION_INFORMATION = 61;

	private WindowsKernel() {
	}

	static Kernel32 kernel32() {
		return Kernel32Holder.INSTANCE;
	}

	static Ntdll ntdll() {
		return NtdllHolder.INSTANCE;
	}

	/**
	 * {@code kernel32.dll}.
	 */
	interface Kernel32 extends StdCallLibrary {

		boolean SetHandleInformation(Pointer handle, int mask, int flags);

	}

	/**
	 * {@code ntdll.dll}.
	 */
	interface Ntdll extends StdCallLibrary {

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ntsetinformationfile">NtSetInformationFile</a>.
		 */
		int NtSetInformationFile(Pointer handle, Pointer ioStatus, Pointer information, int length,
				int informationClass);

	}

	private static final class Kernel32Holder {

		private static final Kernel32 INSTANCE = Native.load("kernel32", Kernel32.class);

	}

	private static final class NtdllHolder {

		private static final Ntdll INSTANCE = Native.load("ntdll", Ntdll.class);

	}

}
