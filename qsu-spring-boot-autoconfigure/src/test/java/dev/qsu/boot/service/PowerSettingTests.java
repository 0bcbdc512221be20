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

package dev.qsu.boot.service;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;

import dev.qsu.boot.service.PowerSetting.AcdcPowerSource;
import dev.qsu.boot.service.PowerSetting.ConsoleDisplayState;
import dev.qsu.boot.service.PowerSetting.GlobalUserPresence;
import dev.qsu.boot.service.PowerSetting.PowerSchemePersonality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PowerSetting}.
 */
class PowerSettingTests {

	private static final UUID ANY = UUID.fromString("12345678-9abc-def0-1234-56789abcdef0");

	static Stream<PowerSetting> settings() {
		return Stream.of(new AcdcPowerSource(AcdcPowerSource.Source.AC), new PowerSetting.BatteryPercentageRemaining(1),
				new ConsoleDisplayState(ConsoleDisplayState.State.ON),
				new GlobalUserPresence(GlobalUserPresence.Presence.PRESENT), new PowerSetting.IdleBackgroundTask(),
				new PowerSetting.MonitorPowerOn(true), new PowerSetting.PowerSavingStatus(true),
				new PowerSchemePersonality(PowerSchemePersonality.Personality.AUTOMATIC),
				new PowerSetting.SystemAwayMode(true), new PowerSetting.LidSwitchStateChange(true));
	}

	@ParameterizedTest
	@MethodSource("settings")
	void nameIsThatOfTheRecordInKebabCase(PowerSetting setting) {
		String name = setting.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase();
		assertThat(PowerSetting.guidOf(name)).isEqualTo(setting.guid());
	}

	@Test
	void everySettingHasAName() {
		assertThat(PowerSetting.names().values())
			.containsExactlyInAnyOrderElementsOf(settings().map(PowerSetting::guid).toList())
			.hasSize(PowerSetting.class.getPermittedSubclasses().length - 1);
		assertThat(PowerSetting.names().keySet().stream()).isSorted();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> PowerSetting.names().put("x", ANY));
	}

	@Test
	void metadataNamesEverySetting() throws IOException {
		List<String> values = JsonPath.read(
				new ClassPathResource("META-INF/additional-spring-configuration-metadata.json").getInputStream(),
				"$.hints[?(@.name=='qsu.windows.power-settings')].values[*].value");
		assertThat(values).containsExactlyElementsOf(PowerSetting.names().keySet());
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678-9abc-def0-1234-56789abcdef0", "{12345678-9ABC-DEF0-1234-56789ABCDEF0}",
			" 12345678-9abc-def0-1234-56789abcdef0 " })
	void whenTextIsAGuidReturnsIt(String text) {
		assertThat(PowerSetting.guidOf(text)).isEqualTo(ANY);
	}

	@Test
	void whenNameIsWrittenInCapitalsIsFound() {
		assertThat(PowerSetting.guidOf("Monitor-Power-ON")).isEqualTo(PowerSetting.MONITOR_POWER_ON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "lid", "1-2-3-4-5", "{12345678-9abc-def0-1234-56789abcdef0",
			"12345678-9abc-def0-1234-56789abcdef0}", "{}", "{", "123456789abcdef0123456789abcdef0",
			"12345678-9abc-def0-1234-56789abcdefg" })
	void whenTextIsNeitherTellsTheNames(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PowerSetting.guidOf(text))
			.withMessage("'" + text + "' is no power setting. Write a GUID or one of: acdc-power-source, "
					+ "battery-percentage-remaining, console-display-state, global-user-presence, "
					+ "idle-background-task, lid-switch-state-change, monitor-power-on, power-saving-status, "
					+ "power-scheme-personality, system-away-mode");
	}

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
