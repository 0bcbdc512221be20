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
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Device}.
 */
class DeviceTests {

	private static final UUID ANY = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");

	@ParameterizedTest
	@CsvSource({ "0, ''", "1, A:", "0x14, C: E:", "0x2000000, Z:", "0xfc000000, ''" })
	void volumeHasTheDrivesOfItsMask(String mask, String drives) {
		Device.Volume volume = new Device.Volume(Long.decode(mask).intValue(), 0);
		assertThat(String.join(" ", volume.drives())).isEqualTo(drives);
	}

	@Test
	void whenBytesAreChangedUnknownDeviceIsNot() {
		byte[] data = { 1, 2 };
		Device.Unknown unknown = new Device.Unknown(4, data);
		data[0] = 7;
		Arrays.fill(unknown.data(), (byte) 7);
		assertThat(unknown.data()).containsExactly(1, 2);
	}

	@Test
	void unknownDevicesWithTheSameBytesAreEqual() {
		assertThat(new Device.Unknown(null, new byte[] { 1 })).isEqualTo(new Device.Unknown(null, new byte[] { 1 }))
			.hasSameHashCodeAs(new Device.Unknown(null, new byte[] { 1 }))
			.isNotEqualTo(new Device.Unknown(0, new byte[] { 1 }))
			.isNotEqualTo(new Device.Unknown(null, new byte[] { 2 }))
			.isNotEqualTo("unknown")
			.hasToString("Unknown[type=null, data=1 bytes]");
	}

	@Test
	void whenBytesAreChangedCustomEventIsNot() {
		byte[] data = { 1, 2 };
		Device.CustomEvent event = new Device.CustomEvent(ANY, null, data);
		data[0] = 7;
		Arrays.fill(event.data(), (byte) 7);
		assertThat(event.data()).containsExactly(1, 2);
	}

	@Test
	void customEventsWithTheSameBytesAreEqual() {
		Device.CustomEvent event = new Device.CustomEvent(ANY, "name", new byte[] { 1 });
		assertThat(event).isEqualTo(new Device.CustomEvent(ANY, "name", new byte[] { 1 }))
			.hasSameHashCodeAs(new Device.CustomEvent(ANY, "name", new byte[] { 1 }))
			.isNotEqualTo(new Device.CustomEvent(UUID.randomUUID(), "name", new byte[] { 1 }))
			.isNotEqualTo(new Device.CustomEvent(ANY, null, new byte[] { 1 }))
			.isNotEqualTo(new Device.CustomEvent(ANY, "name", new byte[] { 2 }))
			.isNotEqualTo("event")
			.hasToString("CustomEvent[guid=" + ANY + ", name=name, data=1 bytes]");
	}

}
