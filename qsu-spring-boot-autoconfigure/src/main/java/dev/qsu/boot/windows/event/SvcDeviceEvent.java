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
 * Something happens to a device whose interface class is among those of
 * {@code qsu.windows.device-interfaces}. Published on the thread {@code qsu-service}.
 * {@link Kind#QUERY_REMOVE} may be denied. Events about an open handle of a device arrive
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
	 * @param eventType a {@code DBT_} number, such as that of a {@link Kind}
	 * @param device the device
	 */
	public SvcDeviceEvent(ApplicationContext source, int eventType, Device device) {
		super(source, Kind.of(eventType) == Kind.QUERY_REMOVE);
		this.eventType = eventType;
		this.device = device;
	}

	/**
	 * Return what happens.
	 * @return the kind
	 */
	public Kind getKind() {
		return Kind.of(this.eventType);
	}

	/**
	 * Return what happens as Windows says it, even if the kind is unknown.
	 * @return a {@code DBT_} number
	 */
	public int getEventType() {
		return this.eventType;
	}

	/**
	 * Return the device.
	 * @return the device; an unknown one without data if Windows does not tell it
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
	 * What can happen to a device.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicearrival">DBT_DEVICEARRIVAL</a>:
		 * the device is there and can be used.
		 */
		ARRIVAL(0x8000),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-deviceremovecomplete">DBT_DEVICEREMOVECOMPLETE</a>:
		 * the device has gone.
		 */
		REMOVE_COMPLETE(0x8004),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicequeryremove">DBT_DEVICEQUERYREMOVE</a>:
		 * may the device go?
		 */
		QUERY_REMOVE(0x8001),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicequeryremovefailed">DBT_DEVICEQUERYREMOVEFAILED</a>:
		 * somebody has denied that the device goes.
		 */
		QUERY_REMOVE_FAILED(0x8002),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-deviceremovepending">DBT_DEVICEREMOVEPENDING</a>:
		 * the device is about to go.
		 */
		REMOVE_PENDING(0x8003),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-devicetypespecific">DBT_DEVICETYPESPECIFIC</a>:
		 * something that only devices of this type know.
		 */
		TYPE_SPECIFIC(0x8005),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-customevent">DBT_CUSTOMEVENT</a>:
		 * the driver says {@linkplain Device.Handle#customEvent() something}.
		 */
		CUSTOM(0x8006),

		/** Something else. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Kind(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the number that Windows has for this.
		 * @return a {@code DBT_} number, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the kind with a number.
		 * @param eventType a {@code DBT_} number
		 * @return the kind, or {@link #UNKNOWN}
		 */
		public static Kind of(int eventType) {
			return Arrays.stream(values()).filter((kind) -> kind.eventType == eventType).findFirst().orElse(UNKNOWN);
		}

	}

}
