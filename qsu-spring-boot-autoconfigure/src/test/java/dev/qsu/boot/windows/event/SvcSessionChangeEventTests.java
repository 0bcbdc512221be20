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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;

import dev.qsu.boot.windows.event.SvcSessionChangeEvent.Reason;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SvcSessionChangeEvent}.
 */
class SvcSessionChangeEventTests {

	@ParameterizedTest
	@CsvSource({ "5, 2, SESSION_LOGON, SESSION_LOGON 2", "7,, SESSION_LOCK, SESSION_LOCK",
			"11, -1, SESSION_TERMINATE, SESSION_TERMINATE 4294967295", "99, 2, UNKNOWN, UNKNOWN 0x63 2",
			"-1,, UNKNOWN, UNKNOWN 0xffffffff" })
	void detailIsTheReasonWithTheSession(int eventType, Integer sessionId, Reason reason, String detail) {
		SvcSessionChangeEvent event = new SvcSessionChangeEvent(new StaticApplicationContext(), eventType, sessionId);
		assertThat(event.getReason()).isSameAs(reason);
		assertThat(event.getEventType()).isEqualTo(eventType);
		assertThat(event.getSessionId()).isEqualTo(sessionId);
		assertThat(event.getDetail()).isEqualTo(detail);
	}

}
