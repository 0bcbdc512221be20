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

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

import dev.qsu.boot.windows.event.PowerSetting;
import dev.qsu.boot.windows.event.PowerSetting.AcdcPowerSource;
import dev.qsu.boot.windows.event.PowerSetting.ConsoleDisplayState;
import dev.qsu.boot.windows.event.PowerSetting.GlobalUserPresence;
import dev.qsu.boot.windows.event.PowerSetting.PowerSchemePersonality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PowerSettingNames}.
 */
class PowerSettingNamesTests {

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
		assertThat(PowerSettingNames.guidOf(name)).isEqualTo(setting.guid());
	}

	@Test
	void everySettingHasAName() {
		assertThat(PowerSettingNames.GUIDS.values())
			.containsExactlyInAnyOrderElementsOf(settings().map(PowerSetting::guid).toList())
			.hasSize(PowerSetting.class.getPermittedSubclasses().length - 1);
		assertThat(PowerSettingNames.GUIDS.keySet().stream()).isSorted();
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> PowerSettingNames.GUIDS.put("x", ANY));
	}

	@Test
	void metadataNamesEverySetting() throws IOException {
		List<String> values = JsonPath.read(
				new ClassPathResource("META-INF/additional-spring-configuration-metadata.json").getInputStream(),
				"$.hints[?(@.name=='qsu.windows.power-settings')].values[*].value");
		assertThat(values).containsExactlyElementsOf(PowerSettingNames.GUIDS.keySet());
	}

	@ParameterizedTest
	@ValueSource(strings = { "12345678-9abc-def0-1234-56789abcdef0", "{12345678-9ABC-DEF0-1234-56789ABCDEF0}",
			" 12345678-9abc-def0-1234-56789abcdef0 " })
	void whenTextIsAGuidReturnsIt(String text) {
		assertThat(PowerSettingNames.guidOf(text)).isEqualTo(ANY);
	}

	@Test
	void whenNameIsWrittenInCapitalsIsFound() {
		assertThat(PowerSettingNames.guidOf("Monitor-Power-ON")).isEqualTo(PowerSetting.MONITOR_POWER_ON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "lid", "1-2-3-4-5", "{12345678-9abc-def0-1234-56789abcdef0",
			"12345678-9abc-def0-1234-56789abcdef0}", "{}", "{", "123456789abcdef0123456789abcdef0",
			"12345678-9abc-def0-1234-56789abcdefg" })
	void whenTextIsNeitherListsTheNames(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> PowerSettingNames.guidOf(text))
			.withMessage("'" + text + "' is not a power setting. Use a GUID or one of: acdc-power-source, "
					+ "battery-percentage-remaining, console-display-state, global-user-presence, "
					+ "idle-background-task, lid-switch-state-change, monitor-power-on, power-saving-status, "
					+ "power-scheme-personality, system-away-mode");
	}

}
