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

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.windows.Guid;
import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.windows.event.Device;

/**
 * Reads the device of a device event.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/dbt/ns-dbt-dev_broadcast_hdr">DEV_BROADCAST_HDR</a>
 */
final class Devices {

	/** {@code DBT_DEVTYP_} values. */
	static final int OEM = 0;

	static final int VOLUME = 2;

	static final int PORT = 3;

	static final int DEVICE_INTERFACE = NativeService.DBT_DEVTYP_DEVICEINTERFACE;

	static final int HANDLE = 6;

	/** Size of the header: size, type and a reserved field. */
	private static final int HEADER = 3 * Integer.BYTES;

	/** The size of a pointer, and so of a handle, in this process. */
	private static final int WORD = "32".equals(System.getProperty("sun.arch.data.model")) ? Integer.BYTES : Long.BYTES;

	private Devices() {
	}

	/**
	 * Read a device.
	 * @param payload the event data
	 * @param custom whether a driver sent a custom event
	 * @return the device
	 */
	static Device of(Payload payload, boolean custom) {
		return of(payload, custom, WORD);
	}

	static Device of(Payload payload, boolean custom, int word) {
		Device device = null;
		if (payload.has(HEADER)) {
			int size = payload.intAt(0);
			device = (size >= HEADER && payload.has(size)) ? read(payload.first(size), custom, word) : null;
		}
		return (device != null) ? device : new Device.Unknown(type(payload), payload.bytes());
	}

	private static @Nullable Integer type(Payload payload) {
		return payload.has(2 * Integer.BYTES) ? payload.intAt(Integer.BYTES) : null;
	}

	private static @Nullable Device read(Payload payload, boolean custom, int word) {
		return switch (payload.intAt(Integer.BYTES)) {
			case OEM -> oem(payload);
			case VOLUME -> volume(payload);
			case PORT -> new Device.Port(payload.textAt(HEADER));
			case DEVICE_INTERFACE -> deviceInterface(payload);
			case HANDLE -> handle(payload, custom, word);
			default -> null;
		};
	}

	private static @Nullable Device oem(Payload payload) {
		return payload.has(HEADER + 8) ? new Device.Oem(payload.intAt(HEADER), payload.intAt(HEADER + 4)) : null;
	}

	private static @Nullable Device volume(Payload payload) {
		return payload.has(HEADER + 6) ? new Device.Volume(payload.intAt(HEADER), payload.shortAt(HEADER + 4)) : null;
	}

	private static @Nullable Device deviceInterface(Payload payload) {
		int name = HEADER + Guid.SIZE;
		return payload.has(name) ? new Device.Interface(payload.guidAt(HEADER), payload.textAt(name)) : null;
	}

	private static @Nullable Device handle(Payload payload, boolean custom, int word) {
		// only a custom event has fields after the two handles
		int handle = (word == Long.BYTES) ? HEADER + 4 : HEADER;
		int event = handle + 2 * word;
		int data = event + Guid.SIZE + Integer.BYTES;
		if (!payload.has(custom ? data : event)) {
			return null;
		}
		return new Device.Handle(word(payload, handle, word), word(payload, handle + word, word),
				custom ? customEvent(payload, event, data) : null);
	}

	private static Device.CustomEvent customEvent(Payload payload, int event, int data) {
		int nameOffset = payload.intAt(event + Guid.SIZE);
		boolean named = nameOffset >= 0 && nameOffset < payload.length() - data;
		return new Device.CustomEvent(payload.guidAt(event), named ? payload.textAt(data + nameOffset) : null,
				payload.bytesFrom(data));
	}

	private static long word(Payload payload, int offset, int word) {
		return (word == Long.BYTES) ? payload.longAt(offset) : Integer.toUnsignedLong(payload.intAt(offset));
	}

}
