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
import com.sun.jna.WString;
import com.sun.jna.win32.StdCallLibrary;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeCallException;

/**
 * Functions of {@code advapi32.dll} for services. Each is resolved on its first call.
 */
interface Advapi32 extends StdCallLibrary {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status">SERVICE_WIN32_OWN_PROCESS</a>.
	 */
	int SERVICE_WIN32_OWN_PROCESS = 0x10;

	boolean StartServiceCtrlDispatcherW(Pointer serviceTable);

	@Nullable Pointer RegisterServiceCtrlHandlerExW(WString name, HandlerEx handler, @Nullable Pointer context);

	boolean SetServiceStatus(Pointer service, Pointer status);

	/**
	 * Return the library, which is loaded on the first call.
	 * @return the library
	 * @throws NativeCallException if JNA cannot be loaded
	 */
	static Advapi32 get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lpservice_main_functionw">ServiceMain</a>.
	 */
	@FunctionalInterface
	interface ServiceMain extends StdCallCallback {

		void callback(int count, Pointer arguments);

	}

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>.
	 */
	@FunctionalInterface
	interface HandlerEx extends StdCallCallback {

		int callback(int control, int eventType, @Nullable Pointer eventData, @Nullable Pointer context);

	}

	/**
	 * Loads the library on first use, not when {@link Advapi32} is linked.
	 */
	final class Holder {

		private static final Advapi32 INSTANCE = Native.load("advapi32", Advapi32.class);

		private Holder() {
		}

	}

}
