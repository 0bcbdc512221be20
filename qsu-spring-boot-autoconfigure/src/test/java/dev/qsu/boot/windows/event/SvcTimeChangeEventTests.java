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

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SvcTimeChangeEvent}.
 */
class SvcTimeChangeEventTests {

	@ParameterizedTest
	@CsvSource({ "2026-01-01T00:00:00Z, 2026-01-01T01:00:00Z, from 2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z",
			", 2026-01-01T01:00:00Z, to 2026-01-01T01:00:00Z", "2026-01-01T00:00:00Z,, from 2026-01-01T00:00:00Z",
			",, ''" })
	void detailIsWhatIsKnown(Instant oldTime, Instant newTime, String detail) {
		SvcTimeChangeEvent event = new SvcTimeChangeEvent(new StaticApplicationContext(), oldTime, newTime);
		assertThat(event.getOldTime()).isEqualTo(oldTime);
		assertThat(event.getNewTime()).isEqualTo(newTime);
		assertThat(event.getDetail()).isEqualTo(detail);
	}

}
