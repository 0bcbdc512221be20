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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.StaticApplicationContext;

import dev.qsu.boot.windows.event.SvcHardwareProfileEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SvcHardwareProfileEvent}.
 */
class SvcHardwareProfileEventTests {

	@ParameterizedTest
	@EnumSource
	void onlyTheQueryCanBeDenied(Kind kind) {
		SvcHardwareProfileEvent event = event(kind.getEventType());
		assertThat(event.getKind()).isSameAs(kind);
		if (kind == Kind.QUERY_CHANGE_CONFIG) {
			event.deny(5);
			assertThat(event.getDenial()).isEqualTo(5);
		}
		else {
			assertThatIllegalStateException().isThrownBy(() -> event.deny(5)).withMessageContaining(kind.name());
		}
	}

	@Test
	void detailIsTheKind() {
		assertThat(event(0x18).getDetail()).isEqualTo("CONFIG_CHANGED");
	}

	@Test
	void whenKindIsUnknownDetailHasTheNumber() {
		assertThat(event(0x1b).getDetail()).isEqualTo("UNKNOWN 0x1b");
		assertThat(event(0x1b).getEventType()).isEqualTo(0x1b);
	}

	private static SvcHardwareProfileEvent event(int eventType) {
		return new SvcHardwareProfileEvent(new StaticApplicationContext(), eventType);
	}

}
