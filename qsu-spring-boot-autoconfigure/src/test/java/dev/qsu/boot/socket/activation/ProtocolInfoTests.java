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

package dev.qsu.boot.socket.activation;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ProtocolInfo}.
 */
class ProtocolInfoTests {

	@Test
	void whenAnswerHasSeveralSocketsKeepsTheirOrderAndBytes() {
		byte[] answer = new byte[3 * 628];
		Arrays.fill(answer, 0, 628, (byte) 7);
		set(answer, 76, 2, 0, 0, 0);
		set(answer, 88, 1, 0, 0, 0);
		set(answer, 628 + 76, 23, 0, 0, 0);
		set(answer, 628 + 88, 2, 0, 0, 0);
		set(answer, 2 * 628 + 76, 0x78, 0x56, 0x34, 0x12);
		List<ProtocolInfo> sockets = ProtocolInfo.parse(answer);
		assertThat(sockets).extracting(ProtocolInfo::family).containsExactly(2, 23, 0x12345678);
		assertThat(sockets).extracting(ProtocolInfo::type).containsExactly(1, 2, 0);
		assertThat(sockets.get(0).bytes()).isEqualTo(Arrays.copyOf(answer, 628));
		assertThat(sockets.get(1).bytes()).isEqualTo(Arrays.copyOfRange(answer, 628, 2 * 628));
	}

	@Test
	void whenAnswerIsEmptyReportsWhatToDo() {
		assertThatIllegalArgumentException().isThrownBy(() -> ProtocolInfo.parse(new byte[0]))
			.withMessage("handed over no socket. Give it one: 'systemfd -s http::8080 -- ...'");
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "627, 0", "629, 1", "1255, 1" })
	void whenAnswerEndsWithinASocketReportsIt(int length, int complete) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProtocolInfo.parse(new byte[length]))
			.withMessage("answered with " + length + " bytes, which is not a multiple of 628: it failed after "
					+ complete + " sockets, or is not systemfd. Restart systemfd");
	}

	@Test
	void whenAnswerHasTheLargestNumberOfSocketsKeepsThemAll() {
		assertThat(ProtocolInfo.parse(new byte[1000 * 628])).hasSize(1000);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000 * 628 + 1, 1001 * 628 })
	void whenAnswerHasTooManySocketsReportsIt(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> ProtocolInfo.parse(new byte[length]))
			.withMessage("answered with more than the 1000 sockets that are allowed. Check what listens there");
	}

	@ParameterizedTest
	@CsvSource({ "2, 1, true", "23, 1, true", "2, 2, true", "23, 2, true", "1, 1, false", "10, 1, false", "2, 3, false",
			"2, 5, false", "0, 0, false" })
	void isInternetWhenTcpOrUdp(int family, int type, boolean expected) {
		assertThat(new ProtocolInfo(family, type, new byte[628]).isInternet()).isEqualTo(expected);
	}

	private static void set(byte[] target, int offset, int... bytes) {
		for (int i = 0; i < bytes.length; i++) {
			target[offset + i] = (byte) bytes[i];
		}
	}

}
