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
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;

/**
 * Functions of {@code user32.dll}. Each is resolved on its first call.
 */
interface User32 extends StdCallLibrary {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerdevicenotificationw">DEVICE_NOTIFY_SERVICE_HANDLE</a>.
	 */
	int DEVICE_NOTIFY_SERVICE_HANDLE = 1;

	@Nullable Pointer RegisterPowerSettingNotification(Pointer recipient, Pointer setting, int flags);

	boolean UnregisterPowerSettingNotification(Pointer registration);

	@Nullable Pointer RegisterDeviceNotificationW(Pointer recipient, Pointer filter, int flags);

	boolean UnregisterDeviceNotification(Pointer registration);

	Pointer GetProcessWindowStation();

	boolean GetUserObjectInformationW(Pointer object, int index, Pointer information, int length, Pointer lengthNeeded);

	/**
	 * Return the library, which is loaded on the first call.
	 * @return the library
	 * @throws NativeAccessException if JNA cannot be loaded
	 */
	static User32 get() {
		return NativeAccess.load(() -> Holder.INSTANCE);
	}

	/**
	 * Loads the library on first use, not when {@link User32} is linked.
	 */
	final class Holder {

		private static final User32 INSTANCE = Native.load("user32", User32.class);

		private Holder() {
		}

	}

}
