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

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.windows.Guid;
import dev.qsu.boot.windows.event.PowerSetting;

/**
 * Reads the power setting of a power event.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winuser/ns-winuser-powerbroadcast_setting">POWERBROADCAST_SETTING</a>
 */
final class PowerSettings {

	/** {@code Data}, behind the GUID and {@code DataLength}. */
	private static final int DATA_OFFSET = Guid.SIZE + Integer.BYTES;

	private static final Map<UUID, Function<Payload, @Nullable PowerSetting>> READERS = Map
		.ofEntries(
				Map.entry(PowerSetting.ACDC_POWER_SOURCE,
						number(constant(PowerSetting.AcdcPowerSource.Source.values(),
								PowerSetting.AcdcPowerSource::new))),
				Map.entry(PowerSetting.BATTERY_PERCENTAGE_REMAINING, number(PowerSettings::percentage)),
				Map.entry(PowerSetting.CONSOLE_DISPLAY_STATE,
						number(constant(PowerSetting.ConsoleDisplayState.State.values(),
								PowerSetting.ConsoleDisplayState::new))),
				Map.entry(PowerSetting.GLOBAL_USER_PRESENCE,
						number(constant(PowerSetting.GlobalUserPresence.Presence.values(),
								PowerSetting.GlobalUserPresence::new))),
				Map.entry(PowerSetting.IDLE_BACKGROUND_TASK, (data) -> new PowerSetting.IdleBackgroundTask()),
				Map.entry(PowerSetting.MONITOR_POWER_ON, flag(PowerSetting.MonitorPowerOn::new)),
				Map.entry(PowerSetting.POWER_SAVING_STATUS, flag(PowerSetting.PowerSavingStatus::new)),
				Map.entry(PowerSetting.POWER_SCHEME_PERSONALITY, PowerSettings::personality),
				Map.entry(PowerSetting.SYSTEM_AWAY_MODE, flag(PowerSetting.SystemAwayMode::new)),
				Map.entry(PowerSetting.LID_SWITCH_STATE_CHANGE, flag(PowerSetting.LidSwitchStateChange::new)));

	private PowerSettings() {
	}

	/**
	 * Read a setting.
	 * @param payload the event data
	 * @return the setting, or {@code null} if the data contains none
	 */
	static @Nullable PowerSetting of(Payload payload) {
		if (!payload.has(Guid.SIZE)) {
			return null;
		}
		UUID guid = payload.guidAt(0);
		PowerSetting setting = read(guid, payload);
		return (setting != null) ? setting : new PowerSetting.Unknown(guid, payload.bytesFrom(DATA_OFFSET));
	}

	private static @Nullable PowerSetting read(UUID guid, Payload payload) {
		Function<Payload, @Nullable PowerSetting> reader = READERS.get(guid);
		if (reader == null || !payload.has(DATA_OFFSET)) {
			return null;
		}
		int length = payload.intAt(Guid.SIZE);
		byte[] data = payload.bytesFrom(DATA_OFFSET);
		return (length == data.length) ? reader.apply(new Payload(data)) : null;
	}

	private static Function<Payload, @Nullable PowerSetting> number(IntFunction<@Nullable PowerSetting> reader) {
		return (data) -> (data.length() == Integer.BYTES) ? reader.apply(data.intAt(0)) : null;
	}

	private static <E> IntFunction<@Nullable PowerSetting> constant(E[] constants, Function<E, PowerSetting> setting) {
		// the number is the position of the constant
		return (value) -> (value >= 0 && value < constants.length) ? setting.apply(constants[value]) : null;
	}

	private static Function<Payload, @Nullable PowerSetting> flag(Function<Boolean, PowerSetting> setting) {
		return number(constant(new Boolean[] { false, true }, setting));
	}

	private static @Nullable PowerSetting percentage(int value) {
		return (value >= 0 && value <= 100) ? new PowerSetting.BatteryPercentageRemaining(value) : null;
	}

	private static @Nullable PowerSetting personality(Payload data) {
		PowerSetting.PowerSchemePersonality.Personality personality = (data.length() == Guid.SIZE)
				? PowerSetting.PowerSchemePersonality.Personality.of(data.guidAt(0)) : null;
		return (personality != null) ? new PowerSetting.PowerSchemePersonality(personality) : null;
	}

}
