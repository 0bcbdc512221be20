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

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Copies the event data of a control, which is only valid during the call of <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>.
 */
final class ServiceEventData {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/power/pbt-powersettingchange">PBT_POWERSETTINGCHANGE</a>,
	 * the only power event with data.
	 */
	static final int PBT_POWERSETTINGCHANGE = 0x8013;

	/**
	 * Size of the fields before the data of <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-powerbroadcast_setting">POWERBROADCAST_SETTING</a>.
	 */
	static final int POWERBROADCAST_SETTING = 20;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-wtssession_notification">WTSSESSION_NOTIFICATION</a>.
	 */
	static final int WTSSESSION_NOTIFICATION = 8;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_hdr">DEV_BROADCAST_HDR</a>.
	 */
	static final int DEV_BROADCAST_HDR = 12;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_timechange_info">SERVICE_TIMECHANGE_INFO</a>.
	 */
	static final int SERVICE_TIMECHANGE_INFO = 16;

	/** The longest structure that is considered valid, in bytes. */
	static final int MAX_LENGTH = 64 * 1024;

	private ServiceEventData() {
	}

	/**
	 * Copy the event data.
	 * @param control the control
	 * @param eventType the event type
	 * @param data a pointer to the event data, or {@code null}
	 * @return the structure; only its fixed part if its length is not plausible; empty if
	 * the control has no data
	 */
	static byte[] copy(int control, int eventType, @Nullable Pointer data) {
		int length = (data != null) ? length(control, eventType, data) : 0;
		return (data != null && length > 0) ? data.getByteArray(0, length) : new byte[0];
	}

	private static int length(int control, int eventType, Pointer data) {
		return switch (control) {
			case NativeService.SERVICE_CONTROL_DEVICEEVENT -> plausible(data.getInt(0), DEV_BROADCAST_HDR);
			case NativeService.SERVICE_CONTROL_POWEREVENT -> (eventType == PBT_POWERSETTINGCHANGE)
					? plausible((long) POWERBROADCAST_SETTING + data.getInt(POWERBROADCAST_SETTING - Integer.BYTES),
							POWERBROADCAST_SETTING)
					: 0;
			case NativeService.SERVICE_CONTROL_SESSIONCHANGE -> plausible(data.getInt(0), WTSSESSION_NOTIFICATION);
			case NativeService.SERVICE_CONTROL_TIMECHANGE -> SERVICE_TIMECHANGE_INFO;
			default -> 0;
		};
	}

	private static int plausible(long length, int fixed) {
		return (length >= fixed && length <= MAX_LENGTH) ? (int) length : fixed;
	}

}
