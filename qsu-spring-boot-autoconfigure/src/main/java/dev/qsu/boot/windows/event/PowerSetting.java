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

import org.jspecify.annotations.Nullable;

/**
 * A power setting of Windows with its current value. A setting or a value that is not
 * documented is an {@link Unknown}.
 *
 * @since 0.1.0
 * @see SvcPowerEvent#getSetting()
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/power/power-setting-guids">Power Setting
 * GUIDs</a>
 */
public sealed interface PowerSetting {

	/** {@code GUID_ACDC_POWER_SOURCE}, {@code acdc-power-source}. */
	UUID ACDC_POWER_SOURCE = UUID.fromString("5d3e9a59-e9d5-4b00-a6bd-ff34ff516548");

	/**
	 * {@code GUID_BATTERY_PERCENTAGE_REMAINING}, {@code battery-percentage-remaining}.
	 */
	UUID BATTERY_PERCENTAGE_REMAINING = UUID.fromString("a7ad8041-b45a-4cae-87a3-eecbb468a9e1");

	/** {@code GUID_CONSOLE_DISPLAY_STATE}, {@code console-display-state}. */
	UUID CONSOLE_DISPLAY_STATE = UUID.fromString("6fe69556-704a-47a0-8f24-c28d936fda47");

	/** {@code GUID_GLOBAL_USER_PRESENCE}, {@code global-user-presence}. */
	UUID GLOBAL_USER_PRESENCE = UUID.fromString("786e8a1d-b427-4344-9207-09e70bdcbea9");

	/** {@code GUID_IDLE_BACKGROUND_TASK}, {@code idle-background-task}. */
	UUID IDLE_BACKGROUND_TASK = UUID.fromString("515c31d8-f734-163d-a0fd-11a08c91e8f1");

	/** {@code GUID_MONITOR_POWER_ON}, {@code monitor-power-on}. */
	UUID MONITOR_POWER_ON = UUID.fromString("02731015-4510-4526-99e6-e5a17ebd1aea");

	/** {@code GUID_POWER_SAVING_STATUS}, {@code power-saving-status}. */
	UUID POWER_SAVING_STATUS = UUID.fromString("e00958c0-c213-4ace-ac77-fecced2eeea5");

	/** {@code GUID_POWERSCHEME_PERSONALITY}, {@code power-scheme-personality}. */
	UUID POWER_SCHEME_PERSONALITY = UUID.fromString("245d8541-3943-4422-b025-13a784f679b7");

	/** {@code GUID_SYSTEM_AWAYMODE}, {@code system-away-mode}. */
	UUID SYSTEM_AWAY_MODE = UUID.fromString("98a7f580-01f7-48aa-9c0f-44352c29e5c0");

	/** {@code GUID_LIDSWITCH_STATE_CHANGE}, {@code lid-switch-state-change}. */
	UUID LID_SWITCH_STATE_CHANGE = UUID.fromString("ba3e0f4d-b817-4094-a2d1-d56379e6a0f3");

	/**
	 * Return the GUID of the setting.
	 * @return the GUID
	 */
	UUID guid();

	/**
	 * The power source of the system.
	 *
	 * @param source the source
	 * @since 0.1.0
	 */
	record AcdcPowerSource(Source source) implements PowerSetting {

		@Override
		public UUID guid() {
			return ACDC_POWER_SOURCE;
		}

		/**
		 * The sources of power.
		 *
		 * @since 0.1.0
		 * @see <a href=
		 * "https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-system_power_condition">SYSTEM_POWER_CONDITION</a>
		 */
		public enum Source {

			/** Utility power or the like. */
			AC,

			/** A battery. */
			DC,

			/** A short-term source, such as a UPS. */
			HOT

		}

	}

	/**
	 * The remaining capacity of the battery.
	 *
	 * @param percentage the percentage, from 0 to 100
	 * @since 0.1.0
	 */
	record BatteryPercentageRemaining(int percentage) implements PowerSetting {

		@Override
		public UUID guid() {
			return BATTERY_PERCENTAGE_REMAINING;
		}

	}

	/**
	 * The state of the console display.
	 *
	 * @param state the state
	 * @since 0.1.0
	 */
	record ConsoleDisplayState(State state) implements PowerSetting {

		@Override
		public UUID guid() {
			return CONSOLE_DISPLAY_STATE;
		}

		/**
		 * The states of a display.
		 *
		 * @since 0.1.0
		 * @see <a href=
		 * "https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-monitor_display_state">MONITOR_DISPLAY_STATE</a>
		 */
		public enum State {

			/** The display is off. */
			OFF,

			/** The display is on. */
			ON,

			/** The display is dimmed. */
			DIMMED

		}

	}

	/**
	 * Whether a user is present in any session.
	 *
	 * @param presence the presence
	 * @since 0.1.0
	 */
	record GlobalUserPresence(Presence presence) implements PowerSetting {

		@Override
		public UUID guid() {
			return GLOBAL_USER_PRESENCE;
		}

		/**
		 * The presence of a user.
		 *
		 * @since 0.1.0
		 * @see <a href=
		 * "https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-user_activity_presence">USER_ACTIVITY_PRESENCE</a>
		 */
		public enum Presence {

			/** A user is present. */
			PRESENT,

			/** No user is present. */
			NOT_PRESENT,

			/** A user is present but inactive. */
			INACTIVE

		}

	}

	/**
	 * The system is busy and not expected to become idle soon, which is a good time for
	 * background work.
	 *
	 * @since 0.1.0
	 */
	record IdleBackgroundTask() implements PowerSetting {

		@Override
		public UUID guid() {
			return IDLE_BACKGROUND_TASK;
		}

	}

	/**
	 * Whether the primary monitor has power.
	 *
	 * @param on whether the monitor is on
	 * @since 0.1.0
	 */
	record MonitorPowerOn(boolean on) implements PowerSetting {

		@Override
		public UUID guid() {
			return MONITOR_POWER_ON;
		}

	}

	/**
	 * Whether battery saver is on.
	 *
	 * @param on whether battery saver is on
	 * @since 0.1.0
	 */
	record PowerSavingStatus(boolean on) implements PowerSetting {

		@Override
		public UUID guid() {
			return POWER_SAVING_STATUS;
		}

	}

	/**
	 * The personality of the active power scheme.
	 *
	 * @param personality the personality
	 * @since 0.1.0
	 */
	record PowerSchemePersonality(Personality personality) implements PowerSetting {

		@Override
		public UUID guid() {
			return POWER_SCHEME_PERSONALITY;
		}

		/**
		 * The personalities of power schemes.
		 *
		 * @since 0.1.0
		 * @see <a href=
		 * "https://learn.microsoft.com/windows/win32/power/power-setting-guids">Power
		 * Setting GUIDs</a>
		 */
		public enum Personality {

			/** {@code GUID_MIN_POWER_SAVINGS}. */
			HIGH_PERFORMANCE("8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c"),

			/** {@code GUID_MAX_POWER_SAVINGS}. */
			POWER_SAVER("a1841308-3541-4fab-bc81-f71556f20b4a"),

			/** {@code GUID_TYPICAL_POWER_SAVINGS}. */
			AUTOMATIC("381b4222-f694-41f0-9685-ff5bb260df2e");

			private final UUID guid;

			Personality(String guid) {
				this.guid = UUID.fromString(guid);
			}

			/**
			 * Return the GUID of the personality.
			 * @return the GUID
			 */
			public UUID getGuid() {
				return this.guid;
			}

			/**
			 * Return the personality with a GUID.
			 * @param guid the GUID
			 * @return the personality, or {@code null} if none has this GUID
			 */
			public static @Nullable Personality of(UUID guid) {
				return Arrays.stream(values())
					.filter((personality) -> personality.guid.equals(guid))
					.findFirst()
					.orElse(null);
			}

		}

	}

	/**
	 * Whether the system is in away mode, in which it appears to be asleep.
	 *
	 * @param entering whether away mode is entered rather than left
	 * @since 0.1.0
	 */
	record SystemAwayMode(boolean entering) implements PowerSetting {

		@Override
		public UUID guid() {
			return SYSTEM_AWAY_MODE;
		}

	}

	/**
	 * Whether the lid is open.
	 *
	 * @param open whether the lid is open
	 * @since 0.1.0
	 */
	record LidSwitchStateChange(boolean open) implements PowerSetting {

		@Override
		public UUID guid() {
			return LID_SWITCH_STATE_CHANGE;
		}

	}

	/**
	 * Another setting, or a setting with an invalid value.
	 *
	 * @param guid the GUID of the setting
	 * @param data the value as bytes
	 * @since 0.1.0
	 */
	record Unknown(UUID guid, byte[] data) implements PowerSetting {

		public Unknown {
			data = data.clone();
		}

		/**
		 * Return the value as bytes.
		 * @return a copy of the bytes
		 */
		@Override
		public byte[] data() {
			return this.data.clone();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Unknown unknown && this.guid.equals(unknown.guid)
					&& Arrays.equals(this.data, unknown.data);
		}

		@Override
		public int hashCode() {
			return 31 * this.guid.hashCode() + Arrays.hashCode(this.data);
		}

		@Override
		public String toString() {
			return "Unknown[guid=" + this.guid + ", data=" + this.data.length + " bytes]";
		}

	}

}
