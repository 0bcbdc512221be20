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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Structures and constants of the Windows headers as a Windows compiler lays them out:
 * the output of {@code src/test/c/payloads.c}.
 */
public final class WindowsPayloads {

	private static final List<String[]> LINES = read();

	private WindowsPayloads() {
	}

	/**
	 * Return the controls.
	 * @return the controls by name
	 */
	public static Map<String, Control> controls() {
		Map<String, Control> controls = new LinkedHashMap<>();
		for (String[] line : LINES) {
			if (line.length == 4) {
				byte[] data = line[3].equals("-") ? new byte[0] : HexFormat.of().parseHex(line[3]);
				controls.put(line[0], new Control(Integer.decode(line[1]), Integer.decode(line[2]), data));
			}
		}
		return controls;
	}

	public static Control control(String name) {
		return Objects.requireNonNull(controls().get(name), name);
	}

	public static int constant(String name) {
		return Integer.decode(value("constant", name));
	}

	public static UUID guid(String name) {
		return UUID.fromString(value("guid", name));
	}

	public static int size(String name) {
		return Integer.decode(value("size", name));
	}

	/**
	 * Return all constants with a prefix.
	 * @param prefix the prefix of the names
	 * @return the values by the name without the prefix
	 */
	public static Map<String, Integer> constants(String prefix) {
		Map<String, Integer> constants = new LinkedHashMap<>();
		for (String[] line : LINES) {
			if (line[0].equals("constant") && line[1].startsWith(prefix)) {
				constants.put(line[1].substring(prefix.length()), Integer.decode(line[2]));
			}
		}
		return constants;
	}

	private static String value(String type, String name) {
		return LINES.stream()
			.filter((line) -> line.length == 3 && line[0].equals(type) && line[1].equals(name))
			.map((line) -> line[2])
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no " + type + " " + name));
	}

	private static List<String[]> read() {
		try (InputStream stream = Objects
			.requireNonNull(WindowsPayloads.class.getResourceAsStream("/windows/payloads.txt"))) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
				.map((line) -> line.split(" "))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A control as the SCM sends it.
	 *
	 * @param code the code of the control
	 * @param eventType the event type
	 * @param data the payload
	 */
	public record Control(int code, int eventType, byte[] data) {

	}

}
