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

/**
 * Controls that a Windows service can accept.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status">SERVICE_STATUS</a>
 */
public enum AcceptedControl {

	/**
	 * The service can be stopped.
	 */
	STOP(ServiceControl.STOP),

	/**
	 * The service can be paused and resumed.
	 */
	PAUSE_CONTINUE(ServiceControl.PAUSE),

	/**
	 * The service is stopped when the system shuts down.
	 */
	SHUTDOWN(ServiceControl.SHUTDOWN),

	/**
	 * The service can reload its configuration.
	 */
	PARAM_CHANGE(ServiceControl.PARAMCHANGE),

	/**
	 * The service receives changes of network bindings.
	 */
	NETBIND_CHANGE(ServiceControl.NETBINDADD),

	/**
	 * The service receives changes of the hardware profile.
	 */
	HARDWARE_PROFILE_CHANGE(ServiceControl.HARDWAREPROFILECHANGE),

	/**
	 * The service receives power events.
	 */
	POWER_EVENT(ServiceControl.POWEREVENT),

	/**
	 * The service receives changes of user sessions.
	 */
	SESSION_CHANGE(ServiceControl.SESSIONCHANGE),

	/**
	 * The service is stopped before the system shuts down, which allows more time than
	 * {@link #SHUTDOWN}.
	 */
	PRESHUTDOWN(ServiceControl.PRESHUTDOWN),

	/**
	 * The service receives changes of the system time.
	 */
	TIME_CHANGE(ServiceControl.TIMECHANGE),

	/**
	 * The service receives its trigger events.
	 */
	TRIGGER_EVENT(ServiceControl.TRIGGEREVENT),

	/**
	 * The service receives reboots initiated by a user.
	 */
	USER_MODE_REBOOT(ServiceControl.USERMODEREBOOT);

	private final ServiceControl control;

	AcceptedControl(ServiceControl control) {
		this.control = control;
	}

	int getBit() {
		return this.control.getAccept();
	}

}
