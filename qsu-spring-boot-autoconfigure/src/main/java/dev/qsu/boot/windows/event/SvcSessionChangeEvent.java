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

import dev.qsu.boot.service.SvcEvent;

/**
 * Published when a user session changes, such as by a logon, a lock or a connection.
 * Published on the thread {@code qsu-service}.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/termserv/wm-wtssession-change">WM_WTSSESSION_CHANGE</a>
 */
public class SvcSessionChangeEvent extends SvcEvent {

	private final int eventType;

	private final @Nullable Integer sessionId;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param eventType a {@code WTS_} value, such as that of a {@link Reason}
	 * @param sessionId the id of the session, or {@code null} if unknown
	 */
	public SvcSessionChangeEvent(ApplicationContext source, int eventType, @Nullable Integer sessionId) {
		super(source);
		this.eventType = eventType;
		this.sessionId = sessionId;
	}

	/**
	 * Return the reason for the event.
	 * @return the reason for the event
	 */
	public Reason getReason() {
		return Reason.of(this.eventType);
	}

	/**
	 * Return the event type of Windows, even if the reason is unknown.
	 * @return a {@code WTS_} value
	 */
	public int getEventType() {
		return this.eventType;
	}

	/**
	 * Return the id of the session.
	 * @return the id as an unsigned number, or {@code null} if unknown; no number
	 * represents an unknown session, because -1 means the current session in Windows
	 * functions
	 */
	public @Nullable Integer getSessionId() {
		return this.sessionId;
	}

	@Override
	public String getDetail() {
		String reason = EventTypes.describe(getReason(), this.eventType);
		return (this.sessionId != null) ? reason + " " + Integer.toUnsignedString(this.sessionId) : reason;
	}

	/**
	 * Reasons for a session change.
	 *
	 * @since 0.1.0
	 */
	public enum Reason {

		/** {@code WTS_CONSOLE_CONNECT}: the session was connected to the console. */
		CONSOLE_CONNECT(0x1),

		/**
		 * {@code WTS_CONSOLE_DISCONNECT}: the session was disconnected from the console.
		 */
		CONSOLE_DISCONNECT(0x2),

		/** {@code WTS_REMOTE_CONNECT}: the session was connected to a remote terminal. */
		REMOTE_CONNECT(0x3),

		/**
		 * {@code WTS_REMOTE_DISCONNECT}: the session was disconnected from the remote
		 * terminal.
		 */
		REMOTE_DISCONNECT(0x4),

		/** {@code WTS_SESSION_LOGON}: a user has logged on. */
		SESSION_LOGON(0x5),

		/** {@code WTS_SESSION_LOGOFF}: a user has logged off. */
		SESSION_LOGOFF(0x6),

		/** {@code WTS_SESSION_LOCK}: the session is locked. */
		SESSION_LOCK(0x7),

		/** {@code WTS_SESSION_UNLOCK}: the session is no longer locked. */
		SESSION_UNLOCK(0x8),

		/** {@code WTS_SESSION_REMOTE_CONTROL}: remote control has begun or ended. */
		SESSION_REMOTE_CONTROL(0x9),

		/** {@code WTS_SESSION_CREATE}: reserved by Windows. */
		SESSION_CREATE(0xa),

		/** {@code WTS_SESSION_TERMINATE}: reserved by Windows. */
		SESSION_TERMINATE(0xb),

		/** An unknown event type. */
		UNKNOWN(EventTypes.NONE);

		private final int eventType;

		Reason(int eventType) {
			this.eventType = eventType;
		}

		/**
		 * Return the event type of Windows.
		 * @return a {@code WTS_} value, or -1 for {@link #UNKNOWN}
		 */
		public int getEventType() {
			return this.eventType;
		}

		/**
		 * Return the reason for an event type.
		 * @param eventType a {@code WTS_} value
		 * @return the reason, or {@link #UNKNOWN}
		 */
		public static Reason of(int eventType) {
			return Arrays.stream(values())
				.filter((reason) -> reason.eventType == eventType)
				.findFirst()
				.orElse(UNKNOWN);
		}

	}

}
