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

package dev.qsu.boot.windows.event;

import java.util.Arrays;

import org.springframework.context.ApplicationContext;

import dev.qsu.boot.launch.Printable;

/**
 * Published for changes of devices whose interface class is listed in
 * {@code qsu.windows.device-interfaces}. Published on the thread {@code qsu-service}.
 * {@link Kind#QUERY_REMOVE} may be denied. Events for an open device handle are received
 * only if native code of the application registers for them.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/devio/wm-devicechange">WM_DEVICECHANGE</a>
 */
public class SvcDeviceEvent extends SvcVetoableEvent {

	private final int eventType;

	private final Device device;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param eventType a {@code DBT_} value, such as that of a {@link Kind}
	 * @param device the device
	 */
	public SvcDeviceEvent(ApplicationContext source, int eventType, Device device) {
		super(source, Kind.of(eventType) == Kind.QUERY_REMOVE);
		this.eventType = eventType;
		this.device = device;
	}

	/**
	 * Return the kind of event.
	 * @return the kind
	 */
	public Kind getKind() {
		return Kind.of(this.eventType);
	}

	/**
	 * Return the event type of Windows, even if the kind is unknown.
	 * @return a {@code DBT_} value
	 */
	public int getEventType() {
		return this.eventType;
	}

	/**
	 * Return the device.
	 * @return the device, or an unknown device without data if the event has none
	 */
	public Device getDevice() {
		return this.device;
	}

	@Override
	public String getDetail() {
		return (EventTypes.describe(getKind(), this.eventType) + " " + describe(this.device)).strip();
	}

	private static String describe(Device device) {
		if (device instanceof Device.Volume volume) {
			return String.join(" ", volume.drives());
		}
		if (device instanceof Device.Port port) {
			return Printable.line(port.name(), "?");
		}
		if (device instanceof Device.Interface deviceInterface) {
			return Printable.line(deviceInterface.name(), "?");
		}
		if (device instanceof Device.Handle handle) {
			return "handle 0x" + Long.toHexString(handle.handle());
		}
		if (device instanceof Device.Oem oem) {
			return "OEM 0x" + Integer.toHexString(oem.identifier());
		}
		return (device instanceof Device.Unknown unknown && unknown.type() != null) ? "type " + unknown.type() : "";
	}

	/**
	 * Kinds of device events.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicearrival">DBT_DEVICEARRIVAL</a>:
		 * the device is available.
		 */
		ARRIVAL(0x8000),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-deviceremovecomplete">DBT_DEVICEREMOVECOMPLETE</a>:
		 * the device has been removed.
		 */
		REMOVE_COMPLETE(0x8004),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicequeryremove">DBT_DEVICEQUERYREMOVE</a>:
		 * asks whether the device may be removed.
		 */
		QUERY_REMOVE(0x8001),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicequeryremovefailed">DBT_DEVICEQUERYREMOVEFAILED</a>:
		 * the removal of the device was denied.
		 */
		QUERY_REMOVE_FAILED(0x8002),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-deviceremovepending">DBT_DEVICEREMOVEPENDING</a>:
		 * the device is about to be removed.
		 */
		REMOVE_PENDING(0x8003),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicetypespecific">DBT_DEVICETYPESPECIFIC</a>:
		 * an event specific to the type of the device.
		 */
		TYPE_SPECIFIC(0x8005),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-customevent">DBT_CUSTOMEVENT</a>:
		 * a {@linkplain Device.Handle#customEvent() custom event} of the driver.
		 */
		CUSTOM(0x8006),

		/** An unknown event type. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Kind(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the event type of Windows.
		 * @return a {@code DBT_} value, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the kind for an event type.
		 * @param eventType a {@code DBT_} value
		 * @return the kind, or {@link #UNKNOWN}
		 */
		public static Kind of(int eventType) {
			return Arrays.stream(values()).filter((kind) -> kind.eventType == eventType).findFirst().orElse(UNKNOWN);
		}

	}

}
