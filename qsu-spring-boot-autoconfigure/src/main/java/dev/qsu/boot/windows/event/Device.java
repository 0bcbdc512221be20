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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A device as described in an event. Names are chosen by the driver or the device itself.
 *
 * @since 0.1.0
 * @see SvcDeviceEvent#getDevice()
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_hdr">DEV_BROADCAST_HDR</a>
 */
public sealed interface Device {

	/**
	 * An interface of a device.
	 *
	 * @param classGuid the class of the interface
	 * @param name the path of the device, empty if it has none
	 * @since 0.1.0
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_deviceinterface_w">DEV_BROADCAST_DEVICEINTERFACE_W</a>
	 */
	record Interface(UUID classGuid, String name) implements Device {

	}

	/**
	 * Logical volumes.
	 *
	 * @param unitMask the drives as bits: bit 0 is {@code A:}
	 * @param flags the {@code DBTF_} bits
	 * @since 0.1.0
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_volume">DEV_BROADCAST_VOLUME</a>
	 */
	record Volume(int unitMask, int flags) implements Device {

		/** {@code DBTF_MEDIA}: the medium in the drive has changed. */
		public static final int MEDIA = 0x1;

		/** {@code DBTF_NET}: the drive is a network drive. */
		public static final int NET = 0x2;

		/**
		 * Return the drives.
		 * @return the letters of the drives, each with a colon
		 */
		public List<String> drives() {
			return IntStream.range(0, 26)
				.filter((drive) -> (this.unitMask & (1 << drive)) != 0)
				.mapToObj((drive) -> (char) ('A' + drive) + ":")
				.toList();
		}

	}

	/**
	 * A serial or parallel port.
	 *
	 * @param name the name, such as {@code COM3}
	 * @since 0.1.0
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_port_w">DEV_BROADCAST_PORT_W</a>
	 */
	record Port(String name) implements Device {

	}

	/**
	 * An open device.
	 *
	 * @param handle the handle that was registered for notifications
	 * @param registration the handle returned by {@code RegisterDeviceNotification}
	 * @param customEvent the event of the driver, or {@code null} if the kind of the
	 * event is not {@link SvcDeviceEvent.Kind#CUSTOM}
	 * @since 0.1.0
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_handle">DEV_BROADCAST_HANDLE</a>
	 */
	record Handle(long handle, long registration, @Nullable CustomEvent customEvent) implements Device {

	}

	/**
	 * A device of a type defined by its manufacturer.
	 *
	 * @param identifier the identifier of the device
	 * @param function a function that the device supports
	 * @since 0.1.0
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_oem">DEV_BROADCAST_OEM</a>
	 */
	record Oem(int identifier, int function) implements Device {

	}

	/**
	 * A device of another type, or with an invalid description.
	 *
	 * @param type a {@code DBT_DEVTYP_} value, or {@code null} if the description has
	 * none
	 * @param data the whole description, with its header
	 * @since 0.1.0
	 */
	record Unknown(@Nullable Integer type, byte[] data) implements Device {

		public Unknown {
			data = data.clone();
		}

		/**
		 * Return the whole description.
		 * @return a copy of the bytes
		 */
		@Override
		public byte[] data() {
			return this.data.clone();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Unknown unknown && Objects.equals(this.type, unknown.type)
					&& Arrays.equals(this.data, unknown.data);
		}

		@Override
		public int hashCode() {
			return 31 * Objects.hashCode(this.type) + Arrays.hashCode(this.data);
		}

		@Override
		public String toString() {
			return "Unknown[type=" + this.type + ", data=" + this.data.length + " bytes]";
		}

	}

	/**
	 * A custom event of a device driver.
	 *
	 * @param guid the GUID of the event
	 * @param name the text of the event, or {@code null} if there is none
	 * @param data all data of the event, including the text
	 * @since 0.1.0
	 */
	record CustomEvent(UUID guid, @Nullable String name, byte[] data) {

		public CustomEvent {
			data = data.clone();
		}

		/**
		 * Return all data of the event.
		 * @return a copy of the bytes
		 */
		@Override
		public byte[] data() {
			return this.data.clone();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof CustomEvent event && this.guid.equals(event.guid)
					&& Objects.equals(this.name, event.name) && Arrays.equals(this.data, event.data);
		}

		@Override
		public int hashCode() {
			return 31 * Objects.hash(this.guid, this.name) + Arrays.hashCode(this.data);
		}

		@Override
		public String toString() {
			return "CustomEvent[guid=" + this.guid + ", name=" + this.name + ", data=" + this.data.length + " bytes]";
		}

	}

}
