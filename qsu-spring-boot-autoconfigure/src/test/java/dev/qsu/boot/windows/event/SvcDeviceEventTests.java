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

import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.support.StaticApplicationContext;

import dev.qsu.boot.windows.event.SvcDeviceEvent.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SvcDeviceEvent}.
 */
class SvcDeviceEventTests {

	@ParameterizedTest
	@EnumSource
	void onlyTheQueryCanBeDenied(Kind kind) {
		SvcDeviceEvent event = event(kind.getEventType(), new Device.Port("COM3"));
		assertThat(event.getKind()).isSameAs(kind);
		if (kind == Kind.QUERY_REMOVE) {
			event.deny(5);
			assertThat(event.getDenial()).isEqualTo(5);
		}
		else {
			assertThatIllegalStateException().isThrownBy(() -> event.deny(5)).withMessageContaining(kind.name());
		}
	}

	static Stream<Arguments> details() {
		return Stream.of(Arguments.of(new Device.Port("COM3"), "ARRIVAL COM3"),
				Arguments.of(new Device.Volume(0x14, 0), "ARRIVAL C: E:"),
				Arguments.of(new Device.Interface(UUID.randomUUID(), "\\\\?\\USB"), "ARRIVAL \\\\?\\USB"),
				Arguments.of(new Device.Interface(UUID.randomUUID(), ""), "ARRIVAL"),
				Arguments.of(new Device.Handle(0x1a4, 1, null), "ARRIVAL handle 0x1a4"),
				Arguments.of(new Device.Oem(0x12345678, 1), "ARRIVAL OEM 0x12345678"),
				Arguments.of(new Device.Unknown(4, new byte[3]), "ARRIVAL type 4"),
				Arguments.of(new Device.Unknown(null, new byte[0]), "ARRIVAL"));
	}

	@ParameterizedTest
	@MethodSource("details")
	void detailIsTheKindWithTheDevice(Device device, String detail) {
		assertThat(event(0x8000, device).getDetail()).isEqualTo(detail);
	}

	@Test
	void whenKindIsUnknownDetailHasTheNumber() {
		SvcDeviceEvent event = event(7, new Device.Unknown(null, new byte[0]));
		assertThat(event.getEventType()).isEqualTo(7);
		assertThat(event.getDetail()).isEqualTo("UNKNOWN 0x7");
	}

	@Test
	void whenNameCannotBePrintedDetailCanNevertheless() {
		Device device = new Device.Port("a\r\nb\u001b[0m\u0085\u2028\u202e\u007f\u00e4");
		assertThat(event(0x8000, device).getDetail()).isEqualTo("ARRIVAL a?b?[0m?\u00e4");
		assertThat(event(0x8000, device).getDevice()).isSameAs(device);
	}

	private static SvcDeviceEvent event(int eventType, Device device) {
		return new SvcDeviceEvent(new StaticApplicationContext(), eventType, device);
	}

}
