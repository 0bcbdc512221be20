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

package dev.qsu.sample.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Java runtime of another version than that of the build.
 */
public enum JavaRuntime {

	/** Java 21. */
	JAVA_21("java-21"),

	/** Java 25. */
	JAVA_25("java-25");

	private final Path java;

	JavaRuntime(String folder) {
		this.java = peers().resolve(folder).resolve("bin/java");
	}

	static Path peers() {
		return Path.of(Optional.ofNullable(System.getenv("QSU_PEERS")).orElse("/opt/qsu-peers"));
	}

	boolean isPresent() {
		return Files.isExecutable(this.java);
	}

	/**
	 * Have this runtime run what another one was meant to.
	 * @param command the command, which starts with a JVM
	 * @param options more options for the JVM
	 * @return the command with this JVM
	 */
	public List<String> run(List<String> command, String... options) {
		List<String> changed = new ArrayList<>(List.of(this.java.toString()));
		changed.addAll(List.of(options));
		changed.addAll(command.subList(1, command.size()));
		return changed;
	}

}
