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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Something happens to the power of the machine: it is going to sleep, has woken up, the
 * battery is low, a power setting has changed. Published on the thread
 * {@code qsu-service}. {@link Kind#QUERY_SUSPEND} may be denied. Windows since Vista asks
 * nobody and does not publish {@link Kind#BATTERY_LOW}, {@link Kind#OEM_EVENT},
 * {@link Kind#QUERY_SUSPEND}, {@link Kind#QUERY_SUSPEND_FAILED} and
 * {@link Kind#RESUME_CRITICAL} any more.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/power/wm-powerbroadcast">WM_POWERBROADCAST</a>
 */
public class SvcPowerEvent extends SvcVetoableEvent {

	private final int eventType;

	private final @Nullable PowerSetting setting;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param eventType a {@code PBT_} number, such as that of a {@link Kind}
	 * @param setting the setting, if one has changed
	 */
	public SvcPowerEvent(ApplicationContext source, int eventType, @Nullable PowerSetting setting) {
		super(source, Kind.of(eventType) == Kind.QUERY_SUSPEND);
		this.eventType = eventType;
		this.setting = setting;
	}

	/**
	 * Return what happens.
	 * @return the kind
	 */
	public Kind getKind() {
		return Kind.of(this.eventType);
	}

	/**
	 * Return what happens as Windows says it, even if the kind is unknown.
	 * @return a {@code PBT_} number
	 */
	public int getEventType() {
		return this.eventType;
	}

	/**
	 * Return the setting that has changed.
	 * @return the setting, or {@code null} if the kind is not
	 * {@link Kind#POWER_SETTING_CHANGE} or Windows does not tell the setting
	 */
	public @Nullable PowerSetting getSetting() {
		return this.setting;
	}

	@Override
	public String getDetail() {
		return (this.setting != null) ? this.setting.toString() : EventTypes.describe(getKind(), this.eventType);
	}

	/**
	 * What can happen to the power.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/** {@code PBT_APMBATTERYLOW}: the battery is low. */
		BATTERY_LOW(0x9),

		/** {@code PBT_APMOEMEVENT}: the firmware says something. */
		OEM_EVENT(0xb),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmpowerstatuschange">PBT_APMPOWERSTATUSCHANGE</a>:
		 * the power comes from elsewhere, or there is less of it.
		 */
		POWER_STATUS_CHANGE(0xa),

		/** {@code PBT_APMQUERYSUSPEND}: may the machine sleep? */
		QUERY_SUSPEND(0x0),

		/** {@code PBT_APMQUERYSUSPENDFAILED}: somebody has denied the sleep. */
		QUERY_SUSPEND_FAILED(0x2),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmresumeautomatic">PBT_APMRESUMEAUTOMATIC</a>:
		 * the machine has woken up.
		 */
		RESUME_AUTOMATIC(0x12),

		/**
		 * {@code PBT_APMRESUMECRITICAL}: the machine is back after it ran out of power.
		 */
		RESUME_CRITICAL(0x6),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmresumesuspend">PBT_APMRESUMESUSPEND</a>:
		 * the machine has woken up because of a user.
		 */
		RESUME_SUSPEND(0x7),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmsuspend">PBT_APMSUSPEND</a>:
		 * the machine is going to sleep.
		 */
		SUSPEND(0x4),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-powersettingchange">PBT_POWERSETTINGCHANGE</a>:
		 * a {@linkplain SvcPowerEvent#getSetting() setting} has changed.
		 */
		POWER_SETTING_CHANGE(0x8013),

		/** Something else. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Kind(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the number that Windows has for this.
		 * @return a {@code PBT_} number, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the kind with a number.
		 * @param eventType a {@code PBT_} number
		 * @return the kind, or {@link #UNKNOWN}
		 */
		public static Kind of(int eventType) {
			return Arrays.stream(values()).filter((kind) -> kind.eventType == eventType).findFirst().orElse(UNKNOWN);
		}

	}

}
