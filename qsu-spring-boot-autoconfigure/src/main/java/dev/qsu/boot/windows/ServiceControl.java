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

package dev.qsu.boot.windows;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.windows.NativeService;

/**
 * Named controls of the Service Control Manager.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status">SERVICE_STATUS</a>
 */
enum ServiceControl {

	STOP(0x01, 0x001),

	PAUSE(0x02, 0x002),

	CONTINUE(0x03, 0x002),

	INTERROGATE(0x04, 0),

	SHUTDOWN(0x05, 0x004),

	PARAMCHANGE(0x06, 0x008),

	NETBINDADD(0x07, 0x010),

	NETBINDREMOVE(0x08, 0x010),

	NETBINDENABLE(0x09, 0x010),

	NETBINDDISABLE(0x0a, 0x010),

	DEVICEEVENT(NativeService.SERVICE_CONTROL_DEVICEEVENT, 0),

	HARDWAREPROFILECHANGE(0x0c, 0x020),

	POWEREVENT(NativeService.SERVICE_CONTROL_POWEREVENT, 0x040),

	SESSIONCHANGE(NativeService.SERVICE_CONTROL_SESSIONCHANGE, 0x080),

	PRESHUTDOWN(0x0f, 0x100),

	TIMECHANGE(NativeService.SERVICE_CONTROL_TIMECHANGE, 0x200),

	TRIGGEREVENT(0x20, 0x400),

	USERMODEREBOOT(0x40, 0x800);

	/** The first of the user-defined codes. */
	static final int FIRST_USER_CODE = 128;

	static final int LAST_USER_CODE = 255;

	private final int code;

	private final int accept;

	ServiceControl(int code, int accept) {
		this.code = code;
		this.accept = accept;
	}

	/**
	 * Return the control with a code.
	 * @param code the code
	 * @return the control, or {@code null} if the code has no name
	 */
	static @Nullable ServiceControl of(int code) {
		return Arrays.stream(values()).filter((control) -> control.code == code).findFirst().orElse(null);
	}

	int getCode() {
		return this.code;
	}

	/**
	 * Return the bit with which a service accepts the control.
	 * @return the {@code SERVICE_ACCEPT_} bit, or 0 if the control needs none
	 */
	int getAccept() {
		return this.accept;
	}

}
