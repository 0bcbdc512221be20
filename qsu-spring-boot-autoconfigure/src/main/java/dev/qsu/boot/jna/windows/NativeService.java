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

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import dev.qsu.boot.jna.NativeCallException;

/**
 * The functions of Windows that a service process needs.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/services/service-programs">Service
 * programs</a>
 */
public interface NativeService {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">SERVICE_CONTROL_DEVICEEVENT</a>.
	 */
	int SERVICE_CONTROL_DEVICEEVENT = 0x0b;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">SERVICE_CONTROL_POWEREVENT</a>.
	 */
	int SERVICE_CONTROL_POWEREVENT = 0x0d;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">SERVICE_CONTROL_SESSIONCHANGE</a>.
	 */
	int SERVICE_CONTROL_SESSIONCHANGE = 0x0e;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">SERVICE_CONTROL_TIMECHANGE</a>.
	 */
	int SERVICE_CONTROL_TIMECHANGE = 0x10;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_hdr">DBT_DEVTYP_DEVICEINTERFACE</a>.
	 */
	int DBT_DEVTYP_DEVICEINTERFACE = 5;

	/**
	 * Connect the current thread to the Service Control Manager, which calls the control
	 * handler on it. Returns when the service has stopped.
	 * @param main called once, on a thread created by Windows, with the name of the
	 * service followed by its start arguments
	 * @throws NativeCallException if the Service Control Manager did not start this
	 * process, or if the process is already connected
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-startservicectrldispatcherw">StartServiceCtrlDispatcherW</a>
	 */
	void dispatch(Consumer<List<String>> main);

	/**
	 * Register the control handler.
	 * @param name the name of the service
	 * @param handler the handler
	 * @return the status handle of the service
	 * @throws NativeCallException if the call fails
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-registerservicectrlhandlerexw">RegisterServiceCtrlHandlerExW</a>
	 */
	long register(String name, ControlHandler handler);

	/**
	 * Report the status of the service.
	 * @param service the status handle of the service
	 * @param status the status
	 * @throws NativeCallException if the call fails
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-setservicestatus">SetServiceStatus</a>
	 */
	void setStatus(long service, NativeServiceStatus status);

	/**
	 * Register for changes of a power setting.
	 * @param service the status handle of the service
	 * @param setting the GUID of the setting
	 * @return removes the registration
	 * @throws NativeCallException if the call fails
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerpowersettingnotification">RegisterPowerSettingNotification</a>
	 */
	Runnable notifyPowerSetting(long service, UUID setting);

	/**
	 * Register for changes of the devices of an interface class.
	 * @param service the status handle of the service
	 * @param interfaceClass the GUID of the class
	 * @return removes the registration
	 * @throws NativeCallException if the call fails
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerdevicenotificationw">RegisterDeviceNotificationW</a>
	 */
	Runnable notifyDevices(long service, UUID interfaceClass);

	/**
	 * Handles controls. Called on the thread of {@link #dispatch}, one control at a time.
	 * The Service Control Manager waits for the result, so a handler must return within 1
	 * ms unless the control is a query, and must not throw.
	 */
	@FunctionalInterface
	interface ControlHandler {

		/**
		 * Handle a control.
		 * @param control the code of the control
		 * @param eventType the event type, 0 if the control has none
		 * @param data a copy of the event data, empty if the control has none
		 * @return 0 or a Windows error code
		 * @see <a href=
		 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>
		 */
		int handle(int control, int eventType, byte[] data);

	}

}
