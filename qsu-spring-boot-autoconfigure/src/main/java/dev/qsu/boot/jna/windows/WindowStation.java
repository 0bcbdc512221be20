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

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

import dev.qsu.boot.jna.NativeCallException;

/**
 * The window station of this process, which is interactive or not visible.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/winstation/window-stations">Window
 * stations</a>
 */
public final class WindowStation {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-getuserobjectinformationw">UOI_FLAGS</a>.
	 */
	private static final int UOI_FLAGS = 1;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-userobjectflags">USEROBJECTFLAGS</a>:
	 * two booleans and the flags.
	 */
	private static final int FLAGS_SIZE = 12;

	private static final int FLAGS_OFFSET = 8;

	private static final int WSF_VISIBLE = 1;

	private WindowStation() {
	}

	/**
	 * Return whether a user can see the windows of this process.
	 * @return whether the window station is visible, which is assumed if Windows does not
	 * report it
	 * @throws NativeCallException if JNA cannot be loaded
	 */
	public static boolean isVisible() {
		User32 user = User32.get();
		try (Memory flags = new Memory(FLAGS_SIZE)) {
			boolean known = user.GetUserObjectInformationW(user.GetProcessWindowStation(), UOI_FLAGS, flags, FLAGS_SIZE,
					Pointer.NULL);
			return !known || (flags.getInt(FLAGS_OFFSET) & WSF_VISIBLE) != 0;
		}
	}

}
