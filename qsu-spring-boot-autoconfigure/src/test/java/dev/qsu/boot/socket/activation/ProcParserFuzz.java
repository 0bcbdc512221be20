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

/**
 * Fuzzes the files in {@code /proc} about a process, whose name and environment any user
 * can choose.
 */
public final class ProcParserFuzz {

	private ProcParserFuzz() {
	}

	/**
	 * Called by Jazzer.
	 * @param data the text
	 */
	public static void fuzzerTestOneInput(byte[] data) {
		String text = new String(data, StandardCharsets.ISO_8859_1);
		ProcParser.stat(text);
		ProcParser.user(text);
		ProcParser.isCloseOnExec(text);
		if (ProcParser.environment(text).containsKey("")) {
			throw new IllegalStateException("A variable without a name");
		}
	}

}
