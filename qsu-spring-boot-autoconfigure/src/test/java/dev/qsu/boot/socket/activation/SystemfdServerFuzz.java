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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Fuzzes the environment variables of systemfd on Windows.
 */
public final class SystemfdServerFuzz {

	private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private SystemfdServerFuzz() {
	}

	/**
	 * Called by Jazzer.
	 * @param data the two variables, one on each line
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", 2);
		String secret = (lines.length > 1) ? lines[1] : "";
		try {
			SystemfdServer server = SystemfdServer
				.parse(Map.of(SystemfdServer.SERVER, lines[0], SystemfdServer.SECRET, secret));
			check(server.address().getAddress().isLoopbackAddress(), "Not a loopback address");
			check(!server.toString().contains(secret), "The secret is shown");
		}
		catch (IllegalArgumentException ex) {
			check(ex.getClass() == IllegalArgumentException.class, "An undocumented " + ex);
			check(!UUID.matcher(secret).matches() || !ex.getMessage().contains(secret), "The secret is shown");
		}
	}

	private static void check(boolean expression, String message) {
		if (!expression) {
			throw new IllegalStateException(message);
		}
	}

}
