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

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.qsu.boot.windows.event.Device;
import dev.qsu.boot.windows.event.PowerSetting.PowerSchemePersonality.Personality;
import dev.qsu.boot.windows.event.SvcDeviceEvent;
import dev.qsu.boot.windows.event.SvcHardwareProfileEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that constants have the values of the Windows headers.
 */
class WindowsConstantsTests {

	@Test
	void controlsAreThoseOfTheHeaders() {
		Map<String, Integer> controls = Arrays.stream(ServiceControl.values())
			.collect(Collectors.toMap(ServiceControl::name, ServiceControl::getCode));
		assertThat(controls).isEqualTo(WindowsPayloads.constants("SERVICE_CONTROL_"));
	}

	@ParameterizedTest
	@EnumSource
	void acceptBitIsThatOfTheHeaders(ServiceControl control) {
		int accept = switch (control) {
			case INTERROGATE, DEVICEEVENT -> 0;
			case PAUSE, CONTINUE -> WindowsPayloads.constant("SERVICE_ACCEPT_PAUSE_CONTINUE");
			case NETBINDADD, NETBINDREMOVE, NETBINDENABLE, NETBINDDISABLE ->
				WindowsPayloads.constant("SERVICE_ACCEPT_NETBINDCHANGE");
			default -> WindowsPayloads.constant("SERVICE_ACCEPT_" + control.name());
		};
		assertThat(control.getAccept()).isEqualTo(accept);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "POWER_SETTING_CHANGE", "UNKNOWN" })
	void kindOfPowerEventIsThatOfTheHeaders(SvcPowerEvent.Kind kind) {
		String name = kind.name().replace("POWER_STATUS_CHANGE", "POWERSTATUSCHANGE").replace("_", "");
		assertThat(kind.getEventType()).isEqualTo(WindowsPayloads.constant("PBT_APM" + name));
		assertThat(SvcPowerEvent.Kind.of(kind.getEventType())).isSameAs(kind);
	}

	@Test
	void changeOfPowerSettingIsThatOfTheHeaders() {
		assertThat(SvcPowerEvent.Kind.of(WindowsPayloads.constant("PBT_POWERSETTINGCHANGE")))
			.isSameAs(SvcPowerEvent.Kind.POWER_SETTING_CHANGE);
		assertThat(SvcPowerEvent.Kind.values()).hasSize(WindowsPayloads.constants("PBT_").size() + 1);
	}

	@Test
	void reasonsOfSessionChangesAreThoseOfTheHeaders() {
		Map<String, Integer> reasons = Arrays.stream(SvcSessionChangeEvent.Reason.values())
			.collect(Collectors.toMap(SvcSessionChangeEvent.Reason::name, SvcSessionChangeEvent.Reason::getEventType));
		Map<String, Integer> expected = new HashMap<>(WindowsPayloads.constants("WTS_"));
		expected.put("UNKNOWN", -1);
		assertThat(reasons).isEqualTo(expected).hasSize(12);
	}

	@ParameterizedTest
	@CsvSource({ "ARRIVAL, DEVICEARRIVAL", "QUERY_REMOVE, DEVICEQUERYREMOVE",
			"QUERY_REMOVE_FAILED, DEVICEQUERYREMOVEFAILED", "REMOVE_PENDING, DEVICEREMOVEPENDING",
			"REMOVE_COMPLETE, DEVICEREMOVECOMPLETE", "TYPE_SPECIFIC, DEVICETYPESPECIFIC", "CUSTOM, CUSTOMEVENT" })
	void kindOfDeviceEventIsThatOfTheHeaders(SvcDeviceEvent.Kind kind, String name) {
		assertThat(kind.getEventType()).isEqualTo(WindowsPayloads.constant("DBT_" + name));
		assertThat(SvcDeviceEvent.Kind.of(kind.getEventType())).isSameAs(kind);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN")
	void kindOfHardwareProfileEventIsThatOfTheHeaders(SvcHardwareProfileEvent.Kind kind) {
		assertThat(kind.getEventType()).isEqualTo(WindowsPayloads.constant("DBT_" + kind.name().replace("_", "")));
		assertThat(SvcHardwareProfileEvent.Kind.of(kind.getEventType())).isSameAs(kind);
	}

	@Test
	void typesOfDevicesAreThoseOfTheHeaders() {
		assertThat(WindowsPayloads.constants("DBT_DEVTYP_"))
			.isEqualTo(Map.of("OEM", Devices.OEM, "VOLUME", Devices.VOLUME, "PORT", Devices.PORT, "DEVICEINTERFACE",
					Devices.DEVICE_INTERFACE, "HANDLE", Devices.HANDLE));
		assertThat(WindowsPayloads.constants("DBTF_"))
			.isEqualTo(Map.of("MEDIA", Device.Volume.MEDIA, "NET", Device.Volume.NET));
	}

	@ParameterizedTest
	@CsvSource({ "acdc-power-source, ACDC_POWER_SOURCE", "battery-percentage-remaining, BATTERY_PERCENTAGE_REMAINING",
			"console-display-state, CONSOLE_DISPLAY_STATE", "global-user-presence, GLOBAL_USER_PRESENCE",
			"idle-background-task, IDLE_BACKGROUND_TASK", "monitor-power-on, MONITOR_POWER_ON",
			"power-saving-status, POWER_SAVING_STATUS", "power-scheme-personality, POWERSCHEME_PERSONALITY",
			"system-away-mode, SYSTEM_AWAYMODE", "lid-switch-state-change, LIDSWITCH_STATE_CHANGE" })
	void guidOfPowerSettingIsThatOfTheHeaders(String name, String constant) {
		assertThat(PowerSettingNames.guidOf(name)).isEqualTo(WindowsPayloads.guid("GUID_" + constant));
	}

	@ParameterizedTest
	@CsvSource({ "HIGH_PERFORMANCE, MIN", "POWER_SAVER, MAX", "AUTOMATIC, TYPICAL" })
	void guidOfPersonalityIsThatOfTheHeaders(Personality personality, String constant) {
		assertThat(personality.getGuid()).isEqualTo(WindowsPayloads.guid("GUID_" + constant + "_POWER_SAVINGS"));
		assertThat(Personality.of(personality.getGuid())).isSameAs(personality);
	}

}
