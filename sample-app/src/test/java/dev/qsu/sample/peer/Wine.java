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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Windows programs on Wine, in a prefix that only these tests use. Windows sees the files
 * of this machine below {@code Z:}.
 */
public final class Wine {

	private static final Path WINE = Path.of("/usr/lib/wine/wine64");

	private static final Path SERVER = Path.of("/usr/lib/wine/wineserver");

	private static final Path PEERS = Path.of(Optional.ofNullable(System.getenv("QSU_PEERS")).orElse("/opt/qsu-peers"));

	private static final Path JAVA = PEERS.resolve("jre/bin/java.exe");

	private static final Path SYSTEMFD = PEERS.resolve("bin/systemfd.exe");

	private static final Path PREFIX = Path.of("target/wine").toAbsolutePath();

	private Wine() {
	}

	static boolean isPresent() {
		return Files.isExecutable(WINE) && Files.exists(JAVA) && Files.exists(SYSTEMFD);
	}

	/**
	 * Make the prefix, which takes some seconds.
	 */
	public static void boot() {
		delete();
		List<String> command = new ArrayList<>(environment());
		command.addAll(List.of(WINE.toString(), "wineboot", "-i"));
		Commands.Result result = Commands.run(null, command);
		if (result.exitCode() != 0) {
			throw new AssertionError(result.output());
		}
	}

	/**
	 * Start systemfd.
	 * @param options its options
	 * @param command the command that it starts, as Windows writes it
	 * @return the process; end it by {@link #end}, too
	 */
	public static TestProcess systemfd(List<String> options, List<String> command) {
		List<String> all = new ArrayList<>(List.of(windows(SYSTEMFD)));
		all.addAll(options);
		all.add("--");
		all.addAll(command);
		return start(Map.of(), all);
	}

	/**
	 * Start a Windows program.
	 * @param variables variables to set
	 * @param command the command, as Windows writes it
	 * @return the process; end it by {@link #end}, too
	 */
	public static TestProcess start(Map<String, String> variables, List<String> command) {
		List<String> all = new ArrayList<>(environment());
		all.add(WINE.toString());
		all.addAll(command);
		return TestProcess.start(variables, all);
	}

	/**
	 * Return the command that runs the sample.
	 * @param arguments the arguments of the application
	 * @return the command, as Windows writes it
	 */
	public static List<String> sample(String... arguments) {
		return java(List.of("-jar", windows(Path.of("target/sample-app.jar"))), arguments);
	}

	/**
	 * Return the command that runs an application of the tests.
	 * @param application the main class
	 * @param arguments the arguments of the application
	 * @return the command, as Windows writes it
	 */
	public static List<String> application(Class<?> application, String... arguments) {
		try {
			Path file = Files.createDirectories(Path.of("target", "processes"))
				.resolve(application.getSimpleName() + ".windows.args");
			String classPath = Server.TOMCAT.classPath()
				.stream()
				.map((entry) -> "Z:" + Path.of(entry).toAbsolutePath())
				.collect(Collectors.joining(";"));
			Files.writeString(file, "-cp \"" + classPath + "\"\n");
			return java(List.of("@" + windows(file), application.getName()), arguments);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Tests are about starts, which the second compiler of the JVM would only slow down.
	 */
	private static List<String> java(List<String> options, String... arguments) {
		List<String> command = new ArrayList<>(List.of(windows(JAVA), "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	/**
	 * End every program of the prefix.
	 */
	public static void end() {
		for (String option : List.of("-k", "-w")) {
			List<String> command = new ArrayList<>(environment());
			command.addAll(List.of(SERVER.toString(), option));
			Commands.run(null, command);
		}
	}

	/**
	 * Delete the prefix, which is large and links to the whole file system.
	 */
	public static void delete() {
		Commands.run("rm", "-rf", PREFIX.toString());
	}

	/**
	 * No menu entries of the desktop, no .NET and no browser.
	 */
	private static List<String> environment() {
		return List.of("env", "WINEPREFIX=" + PREFIX, "WINEDEBUG=-all",
				"WINEDLLOVERRIDES=winemenubuilder.exe,mscoree,mshtml=");
	}

	private static String windows(Path path) {
		return "Z:" + path.toAbsolutePath().toString().replace('/', '\\');
	}

}
