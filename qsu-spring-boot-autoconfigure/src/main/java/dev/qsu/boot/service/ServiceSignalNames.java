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

package dev.qsu.boot.service;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names of the signals that can be handled.
 */
final class ServiceSignalNames {

	/** HotSpot samples threads with USR2, for Java Flight Recorder, for example. */
	static final Set<String> DEFAULT = ordered("HUP", "INT", "TERM", "USR1");

	private static final Set<String> ALL = ordered("HUP", "INT", "TERM", "USR1", "USR2");

	private static final String PREFIX = "SIG";

	private ServiceSignalNames() {
	}

	/**
	 * Return the signals that a configuration names.
	 * @param values the names, with or without {@code SIG}, or only {@code true} or
	 * {@code false}
	 * @return the names, without {@code SIG}
	 * @throws IllegalArgumentException if a value is none of these
	 */
	static Set<String> parse(Collection<String> values) {
		List<String> names = values.stream().map(ServiceSignalNames::name).toList();
		if (names.equals(List.of("TRUE"))) {
			return DEFAULT;
		}
		if (names.equals(List.of("FALSE"))) {
			return Set.of();
		}
		for (String name : names) {
			if (!ALL.contains(name)) {
				throw new IllegalArgumentException(
						"'" + name + "' is not a signal that can be handled. Use true, false or a list of "
								+ String.join(", ", ALL) + ".");
			}
		}
		return Collections.unmodifiableSet(new LinkedHashSet<>(names));
	}

	private static String name(String value) {
		String name = value.strip().toUpperCase(Locale.ROOT);
		return (name.startsWith(PREFIX)) ? name.substring(PREFIX.length()) : name;
	}

	private static Set<String> ordered(String... names) {
		return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
	}

}
