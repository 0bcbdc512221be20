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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;

import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.windows.event.Device;
import dev.qsu.boot.windows.event.PowerSetting;
import dev.qsu.boot.windows.event.SvcDeviceEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;

/**
 * Fuzz target that interprets any bytes as a control. Invalid data must be kept as it is,
 * and must never cause an exception.
 */
public final class ControlEventsFuzz {

	private static final ApplicationContext CONTEXT = new StaticApplicationContext();

	/** The control and its type. */
	private static final int HEADER = 1 + Short.BYTES;

	private ControlEventsFuzz() {
	}

	/**
	 * Called by Jazzer.
	 * @param data a byte for the control, two for its type, then the payload
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		if (data.length < HEADER) {
			return;
		}
		ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
		int control = Byte.toUnsignedInt(buffer.get());
		int eventType = Short.toUnsignedInt(buffer.getShort());
		byte[] payload = Arrays.copyOfRange(data, HEADER, data.length);
		Function<ApplicationContext, SvcEvent> function = ControlEvents.of(control, eventType, payload);
		if (function != null) {
			check(function.apply(CONTEXT), payload);
		}
		Devices.of(new Payload(payload), true, Integer.BYTES);
	}

	private static void check(SvcEvent event, byte[] payload) {
		check(event.getDetail().chars().noneMatch(Character::isISOControl), "A detail that cannot be printed");
		if (event instanceof SvcDeviceEvent deviceEvent && deviceEvent.getDevice() instanceof Device.Unknown unknown) {
			check(Arrays.equals(unknown.data(), payload), "A device of which something is lost");
		}
		if (event instanceof SvcPowerEvent powerEvent
				&& powerEvent.getSetting() instanceof PowerSetting.Unknown unknown) {
			check(unknown.data().length == Math.max(0, payload.length - 20), "A setting of which something is lost");
		}
	}

	private static void check(boolean expression, String message) {
		if (!expression) {
			throw new IllegalStateException(message);
		}
	}

}
