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

package dev.qsu.boot.jna.windows;

import java.util.Map;
import java.util.stream.Stream;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.windows.WindowsPayloads;
import dev.qsu.boot.windows.WindowsPayloads.Control;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceEventData}. {@link Memory} throws if it is read beyond its end.
 */
class ServiceEventDataTests {

	static Stream<String> controls() {
		return WindowsPayloads.controls()
			.entrySet()
			.stream()
			.filter((control) -> control.getValue().data().length > 0)
			.map(Map.Entry::getKey);
	}

	@ParameterizedTest
	@MethodSource("controls")
	void everyByteThatBelongsToTheControlIsCopied(String name) {
		Control control = WindowsPayloads.control(name);
		try (Memory memory = memory(control.data(), control.data().length)) {
			assertThat(ServiceEventData.copy(control.code(), control.eventType(), memory)).isEqualTo(control.data());
		}
	}

	@ParameterizedTest
	@MethodSource("controls")
	void noByteThatDoesNotBelongToTheControlIsCopied(String name) {
		Control control = WindowsPayloads.control(name);
		try (Memory memory = memory(control.data(), 4096)) {
			assertThat(ServiceEventData.copy(control.code(), control.eventType(), memory)).isEqualTo(control.data());
		}
	}

	@ParameterizedTest
	@MethodSource("controls")
	void whenThereIsNoPointerThereIsNothing(String name) {
		Control control = WindowsPayloads.control(name);
		assertThat(ServiceEventData.copy(control.code(), control.eventType(), null)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 0x3, 0x6, 0xc, 0xf, 0x20, 0x40, 128, 255, -1 })
	void whenControlHasNoDataThePointerIsNotFollowed(int control) {
		assertThat(ServiceEventData.copy(control, 0x8013, Pointer.createConstant(1))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 0x4, 0xb, 0x12, 0x8012, -1 })
	void whenPowerEventIsNoChangeOfASettingThePointerIsNotFollowed(int eventType) {
		assertThat(ServiceEventData.copy(0xd, eventType, Pointer.createConstant(1))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65536 - 20 + 1 })
	void whenLengthOfPowerSettingCannotBeRightOnlyItsHeaderIsCopied(int length) {
		assertCopied(0xd, 0x8013, 16, length, ServiceEventData.POWERBROADCAST_SETTING);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 7, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65537 })
	void whenLengthOfSessionCannotBeRightOnlyTheKnownPartIsCopied(int length) {
		assertCopied(0xe, 5, 0, length, ServiceEventData.WTSSESSION_NOTIFICATION);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 11, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65537 })
	void whenLengthOfDeviceCannotBeRightOnlyItsHeaderIsCopied(int length) {
		assertCopied(0xb, 0x8000, 0, length, ServiceEventData.DEV_BROADCAST_HDR);
	}

	@Test
	void longestPayloadsAreCopied() {
		try (Memory memory = memory(new byte[0], ServiceEventData.MAX_LENGTH)) {
			memory.setInt(0, ServiceEventData.MAX_LENGTH);
			assertThat(ServiceEventData.copy(0xb, 0x8000, memory)).hasSize(65536);
			assertThat(ServiceEventData.copy(0xe, 5, memory)).hasSize(65536);
			memory.setInt(16, ServiceEventData.MAX_LENGTH - 20);
			assertThat(ServiceEventData.copy(0xd, 0x8013, memory)).hasSize(65536);
		}
	}

	@Test
	void numbersAreThoseOfTheHeaders() {
		assertThat(NativeService.SERVICE_CONTROL_DEVICEEVENT)
			.isEqualTo(WindowsPayloads.constant("SERVICE_CONTROL_DEVICEEVENT"));
		assertThat(NativeService.SERVICE_CONTROL_POWEREVENT)
			.isEqualTo(WindowsPayloads.constant("SERVICE_CONTROL_POWEREVENT"));
		assertThat(NativeService.SERVICE_CONTROL_SESSIONCHANGE)
			.isEqualTo(WindowsPayloads.constant("SERVICE_CONTROL_SESSIONCHANGE"));
		assertThat(NativeService.SERVICE_CONTROL_TIMECHANGE)
			.isEqualTo(WindowsPayloads.constant("SERVICE_CONTROL_TIMECHANGE"));
		assertThat(ServiceEventData.PBT_POWERSETTINGCHANGE)
			.isEqualTo(WindowsPayloads.constant("PBT_POWERSETTINGCHANGE"));
	}

	@Test
	void sizesAreThoseOfTheHeaders() {
		assertThat(ServiceEventData.POWERBROADCAST_SETTING).isEqualTo(WindowsPayloads.size("POWERBROADCAST_SETTING"));
		assertThat(ServiceEventData.WTSSESSION_NOTIFICATION).isEqualTo(WindowsPayloads.size("WTSSESSION_NOTIFICATION"));
		assertThat(ServiceEventData.DEV_BROADCAST_HDR).isEqualTo(WindowsPayloads.size("DEV_BROADCAST_HDR"));
		assertThat(ServiceEventData.SERVICE_TIMECHANGE_INFO).isEqualTo(WindowsPayloads.size("SERVICE_TIMECHANGE_INFO"));
	}

	private static void assertCopied(int control, int eventType, int offset, int length, int expected) {
		try (Memory memory = memory(new byte[0], expected)) {
			memory.setInt(offset, length);
			assertThat(ServiceEventData.copy(control, eventType, memory)).isEqualTo(memory.getByteArray(0, expected));
		}
	}

	private static Memory memory(byte[] data, int size) {
		Memory memory = new Memory(size);
		memory.clear();
		memory.write(0, data, 0, data.length);
		return memory;
	}

}
