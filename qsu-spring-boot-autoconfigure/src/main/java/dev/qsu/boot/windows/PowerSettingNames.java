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

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import dev.qsu.boot.windows.event.PowerSetting;

/**
 * The names of the power settings in properties.
 */
final class PowerSettingNames {

	static final Map<String, UUID> GUIDS = guids();

	private PowerSettingNames() {
	}

	/**
	 * Return the GUID of a setting.
	 * @param text its name, or the text of any GUID; case does not matter
	 * @return the GUID
	 * @throws IllegalArgumentException if the text is neither
	 */
	static UUID guidOf(String text) {
		UUID guid = GUIDS.get(text.strip().toLowerCase(Locale.ROOT));
		try {
			return (guid != null) ? guid : Guids.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"'" + text + "' is not a power setting. Use a GUID or one of: " + String.join(", ", GUIDS.keySet()),
					ex);
		}
	}

	private static Map<String, UUID> guids() {
		Map<String, UUID> guids = new TreeMap<>();
		guids.put("acdc-power-source", PowerSetting.ACDC_POWER_SOURCE);
		guids.put("battery-percentage-remaining", PowerSetting.BATTERY_PERCENTAGE_REMAINING);
		guids.put("console-display-state", PowerSetting.CONSOLE_DISPLAY_STATE);
		guids.put("global-user-presence", PowerSetting.GLOBAL_USER_PRESENCE);
		guids.put("idle-background-task", PowerSetting.IDLE_BACKGROUND_TASK);
		guids.put("monitor-power-on", PowerSetting.MONITOR_POWER_ON);
		guids.put("power-saving-status", PowerSetting.POWER_SAVING_STATUS);
		guids.put("power-scheme-personality", PowerSetting.POWER_SCHEME_PERSONALITY);
		guids.put("system-away-mode", PowerSetting.SYSTEM_AWAY_MODE);
		guids.put("lid-switch-state-change", PowerSetting.LID_SWITCH_STATE_CHANGE);
		return Collections.unmodifiableMap(guids);
	}

}
