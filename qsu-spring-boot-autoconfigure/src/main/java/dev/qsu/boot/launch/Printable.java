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

package dev.qsu.boot.launch;

/**
 * Makes text from outside safe for a line of a log.
 */
public final class Printable {

	private static final int MAX_LENGTH = 100;

	private Printable() {
	}

	/**
	 * Replace all characters except printable ASCII with question marks.
	 * @param text the text
	 * @return up to 100 characters of the text
	 */
	public static String ascii(String text) {
		String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
		return (printable.length() > MAX_LENGTH) ? printable.substring(0, MAX_LENGTH) + "..." : printable;
	}

	/**
	 * Replace all characters that may break or disguise a line.
	 * @param text the text, in any script
	 * @param replacement the replacement for each sequence of such characters
	 * @return the text as a single line
	 */
	public static String line(String text, String replacement) {
		return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\x80-\\x9f]+", replacement);
	}

}
