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

import dev.qsu.boot.windows.event.SvcPowerEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SvcPowerEvent}.
 */
class SvcPowerEventTests {

	@ParameterizedTest
	@EnumSource
	void onlyTheQueryCanBeDenied(Kind kind) {
		SvcPowerEvent event = event(kind.getEventType(), null);
		assertThat(event.getKind()).isSameAs(kind);
		if (kind == Kind.QUERY_SUSPEND) {
			event.deny(5);
			assertThat(event.getDenial()).isEqualTo(5);
		}
		else {
			assertThatIllegalStateException().isThrownBy(() -> event.deny(5)).withMessageContaining(kind.name());
			assertThat(event.getDenial()).isNull();
		}
	}

	@Test
	void detailIsTheKind() {
		assertThat(event(0x4, null).getDetail()).isEqualTo("SUSPEND");
	}

	@Test
	void whenSettingHasChangedDetailIsTheSetting() {
		assertThat(event(0x8013, new PowerSetting.LidSwitchStateChange(true)).getDetail())
			.isEqualTo("LidSwitchStateChange[open=true]");
	}

	@Test
	void whenSettingIsMissingDetailIsTheKind() {
		assertThat(event(0x8013, null).getDetail()).isEqualTo("POWER_SETTING_CHANGE");
	}

	@Test
	void whenKindIsUnknownDetailHasTheNumber() {
		assertThat(event(0x4711, null).getDetail()).isEqualTo("UNKNOWN 0x4711");
	}

	private static SvcPowerEvent event(int eventType, PowerSetting setting) {
		return new SvcPowerEvent(new StaticApplicationContext(), eventType, setting);
	}

}
