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

/**
 * Event types of Windows.
 */
final class EventTypes {

	/** The event type of a constant that represents all unnamed event types. */
	static final int NONE = -1;

	private EventTypes() {
	}

	/**
	 * Describe an event type.
	 * @param constant the constant for the event type
	 * @param eventType the event type
	 * @return the name of the constant, with the number if the event type is unknown
	 */
	static String describe(Enum<?> constant, int eventType) {
		return constant.name().equals("UNKNOWN") ? "UNKNOWN 0x" + Integer.toHexString(eventType) : constant.name();
	}

}
