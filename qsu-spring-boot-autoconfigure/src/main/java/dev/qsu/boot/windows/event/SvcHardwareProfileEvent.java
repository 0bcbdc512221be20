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

import org.springframework.context.ApplicationContext;

/**
 * Published when the hardware profile of the computer changes, for example when a laptop
 * is docked. Published on the thread {@code qsu-service}.
 * {@link Kind#QUERY_CHANGE_CONFIG} may be denied.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/devio/wm-devicechange">WM_DEVICECHANGE</a>
 */
public class SvcHardwareProfileEvent extends SvcVetoableEvent {

	private final int eventType;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param eventType a {@code DBT_} value, such as that of a {@link Kind}
	 */
	public SvcHardwareProfileEvent(ApplicationContext source, int eventType) {
		super(source, Kind.of(eventType) == Kind.QUERY_CHANGE_CONFIG);
		this.eventType = eventType;
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
	 * @return a {@code DBT_} value
	 */
	public int getEventType() {
		return this.eventType;
	}

	@Override
	public String getDetail() {
		return EventTypes.describe(getKind(), this.eventType);
	}

	/**
	 * Kinds of hardware profile events.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-configchanged">DBT_CONFIGCHANGED</a>:
		 * the profile has changed.
		 */
		CONFIG_CHANGED(0x18),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-querychangeconfig">DBT_QUERYCHANGECONFIG</a>:
		 * asks whether the profile may change.
		 */
		QUERY_CHANGE_CONFIG(0x17),

		/**
		 * <a href=
		 * "https://learn.microsoft.com/windows/win32/devio/dbt-configchangecanceled">DBT_CONFIGCHANGECANCELED</a>:
		 * the change of the profile was denied.
		 */
		CONFIG_CHANGE_CANCELED(0x19),

		/** An unknown event type. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Kind(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the event type of Windows.
		 * @return a {@code DBT_} value, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the kind for an event type.
		 * @param eventType a {@code DBT_} value
		 * @return the kind, or {@link #UNKNOWN}
		 */
		public static Kind of(int eventType) {
			return Arrays.stream(values()).filter((kind) -> kind.eventType == eventType).findFirst().orElse(UNKNOWN);
		}

	}

}
