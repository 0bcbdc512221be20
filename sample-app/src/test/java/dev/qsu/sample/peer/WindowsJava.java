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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java runtime for Windows.
 */
public enum WindowsJava {

	/**
	 * The oldest that Spring Boot runs on.
	 */
	JAVA_17("17"),

	/**
	 * The last but one with long-term support.
	 */
	JAVA_21("21"),

	/**
	 * The newest.
	 */
	JAVA_25("25");

	private final String version;

	WindowsJava(String version) {
		this.version = version;
	}

	/**
	 * Return the runtimes to test with: all if no test may be skipped, otherwise the
	 * newest.
	 * @return the runtimes
	 */
	public static Stream<WindowsJava> tested() {
		return "all".equals(System.getProperty("qsu.test.require")) ? Stream.of(values()) : Stream.of(JAVA_25);
	}

	public String getVersion() {
		return this.version;
	}

	/**
	 * Return the command that runs the sample.
	 * @param arguments the arguments of the application
	 * @return the command, as Windows writes it
	 */
	public List<String> sample(String... arguments) {
		return command(List.of("-jar", Wine.windows(Path.of("target/sample-app.jar"))), arguments);
	}

	/**
	 * Return the command that runs an application of the tests.
	 * @param application the main class
	 * @param arguments the arguments of the application
	 * @return the command, as Windows writes it
	 */
	public List<String> application(Class<?> application, String... arguments) {
		try {
			Path file = Files.createDirectories(Path.of("target", "processes"))
				.resolve(application.getSimpleName() + ".windows.args");
			String classPath = Server.TOMCAT.classPath()
				.stream()
				.map((entry) -> "Z:" + Path.of(entry).toAbsolutePath())
				.collect(Collectors.joining(";"));
			Files.writeString(file, "-cp \"" + classPath + "\"\n");
			return command(List.of("@" + Wine.windows(file), application.getName()), arguments);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the command that runs the JVM. Tests are about starts, which its second
	 * compiler would only slow down.
	 * @param options the options
	 * @param arguments the arguments
	 * @return the command, as Windows writes it
	 */
	public List<String> command(List<String> options, String... arguments) {
		Path java = Wine.PEERS.resolve("jre-" + this.version).resolve("bin/java.exe");
		List<String> command = new ArrayList<>(List.of(Wine.windows(java), "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	@Override
	public String toString() {
		return this.version;
	}

}
