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

package dev.qsu.boot.windows;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Parses GUIDs in the notation of Windows.
 */
final class Guids {

	/** {@link UUID#fromString} would also accept shorter groups. */
	private static final Pattern GUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

	private Guids() {
	}

	static UUID parse(String text) {
		String stripped = text.strip();
		String digits = (stripped.startsWith("{") && stripped.endsWith("}"))
				? stripped.substring(1, stripped.length() - 1) : stripped;
		if (!GUID.matcher(digits).matches()) {
			throw new IllegalArgumentException(
					"'" + text + "' is not a GUID such as {A5DCBF10-6530-11D2-901F-00C04FB951ED}");
		}
		return UUID.fromString(digits);
	}

}
