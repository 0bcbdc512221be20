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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.windows.event.Device;
import dev.qsu.boot.windows.event.PowerSetting;
import dev.qsu.boot.windows.event.SvcDeviceEvent;
import dev.qsu.boot.windows.event.SvcHardwareProfileEvent;
import dev.qsu.boot.windows.event.SvcInterrogateEvent;
import dev.qsu.boot.windows.event.SvcNetBindEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent;
import dev.qsu.boot.windows.event.SvcTriggerEvent;
import dev.qsu.boot.windows.event.SvcUserModeRebootEvent;

/**
 * Converts controls of the Service Control Manager to events. Never throws: unknown
 * values are kept as they are, and missing values become {@code null}.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>
 */
final class ControlEvents {

	private ControlEvents() {
	}

	/**
	 * Return the event for a control.
	 * @param control the control
	 * @param eventType the event type, 0 if the control has none
	 * @param data the event data, possibly empty
	 * @return creates the event for a context, or {@code null} if the control has no
	 * event of its own or is unknown
	 */
	static @Nullable Function<ApplicationContext, SvcEvent> of(int control, int eventType, byte[] data) {
		if (control >= ServiceControl.FIRST_USER_CODE && control <= ServiceControl.LAST_USER_CODE) {
			return (context) -> new SvcUserEvent(context, control);
		}
		ServiceControl named = ServiceControl.of(control);
		return (named != null) ? of(named, eventType, data) : null;
	}

	/**
	 * Return whether a control is a query.
	 * @param control the control
	 * @param eventType the event type
	 * @return whether the event for it can be denied
	 */
	static boolean isQuery(int control, int eventType) {
		ServiceControl named = ServiceControl.of(control);
		return named != null && switch (named) {
			case DEVICEEVENT -> SvcDeviceEvent.Kind.of(eventType) == SvcDeviceEvent.Kind.QUERY_REMOVE;
			case HARDWAREPROFILECHANGE ->
				SvcHardwareProfileEvent.Kind.of(eventType) == SvcHardwareProfileEvent.Kind.QUERY_CHANGE_CONFIG;
			case POWEREVENT -> SvcPowerEvent.Kind.of(eventType) == SvcPowerEvent.Kind.QUERY_SUSPEND;
			default -> false;
		};
	}

	private static @Nullable Function<ApplicationContext, SvcEvent> of(ServiceControl control, int eventType,
			byte[] data) {
		return switch (control) {
			case INTERROGATE -> SvcInterrogateEvent::new;
			case NETBINDADD -> netBind(SvcNetBindEvent.Kind.ADD);
			case NETBINDREMOVE -> netBind(SvcNetBindEvent.Kind.REMOVE);
			case NETBINDENABLE -> netBind(SvcNetBindEvent.Kind.ENABLE);
			case NETBINDDISABLE -> netBind(SvcNetBindEvent.Kind.DISABLE);
			case DEVICEEVENT -> device(eventType, data);
			case HARDWAREPROFILECHANGE -> (context) -> new SvcHardwareProfileEvent(context, eventType);
			case POWEREVENT -> power(eventType, data);
			case SESSIONCHANGE -> session(eventType, data);
			case TIMECHANGE -> TimeChanges.event(new Payload(data));
			case TRIGGEREVENT -> SvcTriggerEvent::new;
			case USERMODEREBOOT -> SvcUserModeRebootEvent::new;
			case STOP, PAUSE, CONTINUE, SHUTDOWN, PARAMCHANGE, PRESHUTDOWN -> null;
		};
	}

	private static Function<ApplicationContext, SvcEvent> netBind(SvcNetBindEvent.Kind kind) {
		return (context) -> new SvcNetBindEvent(context, kind);
	}

	private static Function<ApplicationContext, SvcEvent> device(int eventType, byte[] data) {
		boolean custom = SvcDeviceEvent.Kind.of(eventType) == SvcDeviceEvent.Kind.CUSTOM;
		Device device = Devices.of(new Payload(data), custom);
		return (context) -> new SvcDeviceEvent(context, eventType, device);
	}

	private static Function<ApplicationContext, SvcEvent> power(int eventType, byte[] data) {
		boolean change = SvcPowerEvent.Kind.of(eventType) == SvcPowerEvent.Kind.POWER_SETTING_CHANGE;
		PowerSetting setting = change ? PowerSettings.of(new Payload(data)) : null;
		return (context) -> new SvcPowerEvent(context, eventType, setting);
	}

	/**
	 * Create a session event. Only {@code dwSessionId} of <a href=
	 * "https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-wtssession_notification">WTSSESSION_NOTIFICATION</a>
	 * is defined.
	 * @param eventType the event type
	 * @param data the event data, possibly empty
	 * @return creates the event for a context
	 */
	private static Function<ApplicationContext, SvcEvent> session(int eventType, byte[] data) {
		Payload payload = new Payload(data);
		Integer sessionId = payload.has(2 * Integer.BYTES) ? payload.intAt(Integer.BYTES) : null;
		return (context) -> new SvcSessionChangeEvent(context, eventType, sessionId);
	}

}
