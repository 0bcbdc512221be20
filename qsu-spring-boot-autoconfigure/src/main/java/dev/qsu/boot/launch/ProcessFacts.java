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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Facts about a process from which its launch is detected.
 *
 * @param environment the environment variables
 * @param pid the id of the process
 * @param parentName the file name of the program of the parent process, or {@code null}
 * if it cannot be read
 * @param windows whether the operating system is Windows
 * @param arguments the arguments of the application
 */
public record ProcessFacts(Map<String, String> environment, long pid, @Nullable String parentName, boolean windows,
		List<String> arguments) {

	public ProcessFacts {
		environment = Map.copyOf(environment);
		arguments = List.copyOf(arguments);
	}

	/**
	 * Read the facts of the running process.
	 * @param arguments the arguments of the application
	 * @return the facts
	 */
	public static ProcessFacts ofThisProcess(String... arguments) {
		ProcessHandle process = ProcessHandle.current();
		boolean windows = isOnWindows();
		String parentName = (windows) ? new WindowsParent().name(process)
				: process.parent().map(ProcessFacts::name).orElse(null);
		return new ProcessFacts(System.getenv(), process.pid(), parentName, windows, List.of(arguments));
	}

	/**
	 * Return whether this process runs on Windows.
	 * @return whether the operating system is Windows
	 */
	public static boolean isOnWindows() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
	}

	private static @Nullable String name(ProcessHandle process) {
		try {
			return Files.readString(Path.of("/proc/" + process.pid() + "/comm")).trim();
		}
		catch (IOException ex) {
			Optional<String> command = process.info().command();
			return command.map((path) -> path.substring(path.lastIndexOf('/') + 1)).orElse(null);
		}
	}

}
