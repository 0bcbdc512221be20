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

import dev.qsu.boot.windows.event.PowerSetting.PowerSchemePersonality;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PowerSetting}.
 */
class PowerSettingTests {

	private static final UUID ANY = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");

	@Test
	void whenGuidIsNoPersonalityThereIsNone() {
		assertThat(PowerSchemePersonality.Personality.of(ANY)).isNull();
	}

	@Test
	void whenBytesAreChangedUnknownSettingIsNot() {
		byte[] data = { 1, 2 };
		PowerSetting.Unknown unknown = new PowerSetting.Unknown(ANY, data);
		data[0] = 7;
		Arrays.fill(unknown.data(), (byte) 7);
		assertThat(unknown.data()).containsExactly(1, 2);
	}

	@Test
	void unknownSettingsWithTheSameBytesAreEqual() {
		PowerSetting.Unknown unknown = new PowerSetting.Unknown(ANY, new byte[] { 1, 2 });
		assertThat(unknown).isEqualTo(new PowerSetting.Unknown(ANY, new byte[] { 1, 2 }))
			.hasSameHashCodeAs(new PowerSetting.Unknown(ANY, new byte[] { 1, 2 }))
			.isNotEqualTo(new PowerSetting.Unknown(ANY, new byte[] { 1 }))
			.isNotEqualTo(new PowerSetting.Unknown(UUID.randomUUID(), new byte[] { 1, 2 }))
			.isNotEqualTo("unknown")
			.hasToString("Unknown[guid=" + ANY + ", data=2 bytes]");
	}

}
