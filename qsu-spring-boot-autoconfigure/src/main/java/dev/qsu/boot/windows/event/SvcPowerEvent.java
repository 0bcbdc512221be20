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
 * Published for power events: the system suspends or resumes, the battery is low, or a
 * power setting has changed. Published on the thread {@code qsu-service}.
 * {@link Kind#QUERY_SUSPEND} may be denied. Since Vista, Windows no longer sends
 * {@link Kind#BATTERY_LOW}, {@link Kind#OEM_EVENT}, {@link Kind#QUERY_SUSPEND},
 * {@link Kind#QUERY_SUSPEND_FAILED} and {@link Kind#RESUME_CRITICAL}.
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
	 * @param eventType a {@code PBT_} value, such as that of a {@link Kind}
	 * @param setting the setting that has changed, or {@code null}
	 */
	public SvcPowerEvent(ApplicationContext source, int eventType, @Nullable PowerSetting setting) {
		super(source, Kind.of(eventType) == Kind.QUERY_SUSPEND);
		this.eventType = eventType;
		this.setting = setting;
	}

	/**
	 * Return the kind of event.
	 * @return the kind
	 */
	public Kind getKind() {
		return Kind.of(this.eventType);
	}

	/**
	 * Return the event type of Windows, even if the kind is unknown.
	 * @return a {@code PBT_} value
	 */
	public int getEventType() {
		return this.eventType;
	}

	/**
	 * Return the setting that has changed.
	 * @return the setting, or {@code null} if the kind is not
	 * {@link Kind#POWER_SETTING_CHANGE} or the event has no setting
	 */
	public @Nullable PowerSetting getSetting() {
		return this.setting;
	}

	@Override
	public String getDetail() {
		return (this.setting != null) ? this.setting.toString() : EventTypes.describe(getKind(), this.eventType);
	}

	/**
	 * Kinds of power events.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/** {@code PBT_APMBATTERYLOW}: the battery is low. */
		BATTERY_LOW(0x9),

		/** {@code PBT_APMOEMEVENT}: an event of the firmware. */
		OEM_EVENT(0xb),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmpowerstatuschange">PBT_APMPOWERSTATUSCHANGE</a>:
		 * the power source or the remaining power has changed.
		 */
		POWER_STATUS_CHANGE(0xa),

		/** {@code PBT_APMQUERYSUSPEND}: asks whether the system may suspend. */
		QUERY_SUSPEND(0x0),

		/** {@code PBT_APMQUERYSUSPENDFAILED}: the suspension was denied. */
		QUERY_SUSPEND_FAILED(0x2),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmresumeautomatic">PBT_APMRESUMEAUTOMATIC</a>:
		 * the system has resumed.
		 */
		RESUME_AUTOMATIC(0x12),

		/**
		 * {@code PBT_APMRESUMECRITICAL}: the system has resumed after a critical
		 * suspension, such as low battery.
		 */
		RESUME_CRITICAL(0x6),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmresumesuspend">PBT_APMRESUMESUSPEND</a>:
		 * the system has resumed because of user activity.
		 */
		RESUME_SUSPEND(0x7),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-apmsuspend">PBT_APMSUSPEND</a>:
		 * the system is about to suspend.
		 */
		SUSPEND(0x4),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/power/pbt-powersettingchange">PBT_POWERSETTINGCHANGE</a>:
		 * a {@linkplain SvcPowerEvent#getSetting() setting} has changed.
		 */
		POWER_SETTING_CHANGE(0x8013),

		/** An unknown event type. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Kind(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the event type of Windows.
		 * @return a {@code PBT_} value, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the kind for an event type.
		 * @param eventType a {@code PBT_} value
		 * @return the kind, or {@link #UNKNOWN}
		 */
		public static Kind of(int eventType) {
			return Arrays.stream(values()).filter((kind) -> kind.eventType == eventType).findFirst().orElse(UNKNOWN);
		}

	}

}
