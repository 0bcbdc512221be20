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

/**
 * Fuzzes the response of systemfd on Windows.
 */
public final class ProtocolInfoFuzz {

	private ProtocolInfoFuzz() {
	}

	/**
	 * Called by Jazzer.
	 * @param data a pattern that is repeated to the length in its first two bytes, so
	 * that short inputs make long answers
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		byte[] answer = answer(data);
		try {
			List<ProtocolInfo> sockets = ProtocolInfo.parse(answer);
			check(!sockets.isEmpty() && sockets.size() * ProtocolInfo.SIZE == answer.length, "Sockets got lost");
			for (int i = 0; i < sockets.size(); i++) {
				check(Arrays.equals(sockets.get(i).bytes(), 0, ProtocolInfo.SIZE, answer, i * ProtocolInfo.SIZE,
						(i + 1) * ProtocolInfo.SIZE), "Other bytes");
				sockets.get(i).isInternet();
			}
		}
		catch (IllegalArgumentException ex) {
			check(ex.getClass() == IllegalArgumentException.class && ex.getMessage() != null, "An undocumented " + ex);
		}
	}

	private static byte[] answer(byte[] data) {
		if (data.length < 3) {
			return data;
		}
		byte[] answer = new byte[Byte.toUnsignedInt(data[0]) * ProtocolInfo.SIZE + data[1]
				- ((data[1] < 0) ? Byte.MIN_VALUE : 0)];
		for (int i = 0; i < answer.length; i++) {
			answer[i] = data[2 + i % (data.length - 2)];
		}
		return answer;
	}

	private static void check(boolean expression, String message) {
		if (!expression) {
			throw new IllegalStateException(message);
		}
	}

}
