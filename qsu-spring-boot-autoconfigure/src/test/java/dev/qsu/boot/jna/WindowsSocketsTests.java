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

package dev.qsu.boot.jna;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the part of {@link WindowsSockets} that works on any system. The rest runs in
 * whole processes on Windows.
 */
class WindowsSocketsTests {

	@ParameterizedTest
	@CsvSource({ "23, 10", "2, 2", "1, 1" })
	void addressFamilyBecomesThatOfLinuxAndTheRestStays(short family, short expected) {
		byte[] address = new byte[128];
		address[127] = 7;
		ByteBuffer buffer = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
		buffer.putShort(0, family).putInt(4, 0x01020304);
		byte[] converted = WindowsSockets.toLinux(address, 28);
		assertThat(converted).hasSize(28);
		assertThat(ByteBuffer.wrap(converted).order(ByteOrder.nativeOrder()).getShort()).isEqualTo(expected);
		assertThat(ByteBuffer.wrap(converted).order(ByteOrder.nativeOrder()).getInt(4)).isEqualTo(0x01020304);
	}

	@Test
	void whenAddressIsCutShortStaysAsItIs() {
		assertThat(WindowsSockets.toLinux(new byte[] { 23, 0, 1 }, 1)).containsExactly(23);
		assertThat(WindowsSockets.toLinux(new byte[] { 1, 0, 1 }, 99)).containsExactly(1, 0, 1);
	}

}
