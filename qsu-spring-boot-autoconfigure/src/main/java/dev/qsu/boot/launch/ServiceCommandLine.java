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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Command line
 * {@code run-service [--name NAME] [--working-dir DIR] [application arguments]}, with
 * which a service manager starts an application. If the first argument is anything else,
 * all arguments belong to the application.
 *
 * @param runService whether the first argument is {@code run-service}
 * @param name the name of the service, or {@code null}
 * @param workingDirectory the directory against which relative paths are resolved, or
 * {@code null}
 * @param applicationArguments the arguments of the application
 * @since 0.1.0
 */
public record ServiceCommandLine(boolean runService, @Nullable String name, @Nullable String workingDirectory,
		List<String> applicationArguments) {

	/**
	 * The command.
	 */
	public static final String RUN_SERVICE = "run-service";

	private static final String NAME = "--name";

	private static final String WORKING_DIRECTORY = "--working-dir";

	public ServiceCommandLine {
		applicationArguments = List.copyOf(applicationArguments);
	}

	/**
	 * Parse the arguments of the process.
	 * @param arguments the arguments
	 * @return the command line
	 * @throws IllegalArgumentException if an option of {@code run-service} has no value;
	 * the message contains the usage
	 */
	public static ServiceCommandLine parse(List<String> arguments) {
		if (!isRunService(arguments)) {
			return new ServiceCommandLine(false, null, null, arguments);
		}
		Deque<String> remaining = new ArrayDeque<>(arguments.subList(1, arguments.size()));
		String name = null;
		String workingDirectory = null;
		while (isOption(remaining, NAME) || isOption(remaining, WORKING_DIRECTORY)) {
			if (isOption(remaining, NAME)) {
				name = value(remaining, NAME);
			}
			else {
				workingDirectory = value(remaining, WORKING_DIRECTORY);
			}
		}
		return new ServiceCommandLine(true, name, workingDirectory, List.copyOf(remaining));
	}

	/**
	 * Return whether the arguments are those of a process that a service manager starts.
	 * @param arguments the arguments of the process
	 * @return whether the first one is {@code run-service}
	 */
	public static boolean isRunService(List<String> arguments) {
		return !arguments.isEmpty() && RUN_SERVICE.equals(arguments.get(0));
	}

	private static boolean isOption(Deque<String> arguments, String option) {
		String first = arguments.peek();
		return first != null && (first.equals(option) || first.startsWith(option + "="));
	}

	private static String value(Deque<String> arguments, String option) {
		String first = arguments.remove();
		String value = (first.equals(option)) ? arguments.poll() : first.substring(option.length() + 1);
		if (value == null || value.isBlank()) {
			throw new IllegalArgumentException("'" + option + "' of '" + RUN_SERVICE + "' has no value. Use "
					+ RUN_SERVICE + " [--name NAME] [--working-dir DIR] [application arguments]");
		}
		return value;
	}

}
