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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Wine prefix in which Windows programs run. The drive {@code Z:} is the root directory
 * of the host.
 */
public final class Wine implements AutoCloseable {

	private static final Path WINE = Path.of("/usr/lib/wine/wine64");

	private static final Path SERVER = Path.of("/usr/lib/wine/wineserver");

	private static final Path PEERS = Path.of(Optional.ofNullable(System.getenv("QSU_PEERS")).orElse("/opt/qsu-peers"));

	private static final Path JAVA = PEERS.resolve("jre/bin/java.exe");

	private static final Path SYSTEMFD = PEERS.resolve("bin/systemfd.exe");

	private static final Path BOOTED_PREFIX = PEERS.resolve("prefix");

	private final Path prefix;

	private final List<String> placement;

	private Wine(Path prefix, List<String> placement) {
		this.prefix = prefix;
		this.placement = placement;
	}

	static boolean isPresent() {
		return Files.isExecutable(WINE) && Files.exists(JAVA) && Files.exists(SYSTEMFD)
				&& Files.exists(BOOTED_PREFIX.resolve("system.reg")) && Mingw.isPresent();
	}

	/**
	 * Create a prefix, which takes about 2 seconds.
	 * @param name the name of the prefix, which no other test uses at the same time
	 * @return the prefix, which must be closed, because it is large and links to the
	 * whole file system
	 */
	public static Wine boot(String name) {
		return boot(name, List.of());
	}

	/**
	 * Create a prefix whose programs all run on one processor. That doubles their speed:
	 * they mostly wait for the Wine server, and waking it up on another processor takes
	 * long.
	 * @param name the name of the prefix, which no other test uses at the same time
	 * @param processor the index of the processor
	 * @return the prefix; close it
	 */
	public static Wine boot(String name, int processor) {
		List<String> processors = processors();
		return boot(name, List.of("taskset", "-c", processors.get(processor % processors.size())));
	}

	private static Wine boot(String name, List<String> placement) {
		Wine wine = new Wine(Path.of("target", "wine-" + name).toAbsolutePath(), placement);
		wine.close();
		Commands.Result result = Commands.run("cp", "-a", BOOTED_PREFIX.toString(), wine.prefix.toString());
		if (result.exitCode() != 0) {
			throw new AssertionError(result.output());
		}
		return wine;
	}

	/**
	 * Return the processors that this process may use.
	 * @return the numbers of the processors
	 */
	private static List<String> processors() {
		String list = Commands.run("taskset", "-cp", Long.toString(ProcessHandle.current().pid())).output();
		return Stream.of(list.substring(list.indexOf(": ") + 2).split(","))
			.map((range) -> range.split("-"))
			.flatMap((range) -> IntStream
				.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
				.mapToObj(Integer::toString))
			.toList();
	}

	/**
	 * Start systemfd.
	 * @param options its options
	 * @param command the command to start, in Windows notation
	 * @return the process, which must also be ended by {@link #end}
	 */
	public TestProcess systemfd(List<String> options, List<String> command) {
		List<String> all = new ArrayList<>(List.of(windows(SYSTEMFD)));
		all.addAll(options);
		all.add("--");
		all.addAll(command);
		return start(Map.of(), all);
	}

	/**
	 * Start a Windows program.
	 * @param variables variables to set
	 * @param command the command, in Windows notation
	 * @return the process, which must also be ended by {@link #end}
	 */
	public TestProcess start(Map<String, String> variables, List<String> command) {
		List<String> all = new ArrayList<>(environment());
		all.add(WINE.toString());
		all.addAll(command);
		return TestProcess.start(variables, all);
	}

	/**
	 * Run a Windows program until it ends.
	 * @param command the command, in Windows notation
	 * @return its output and exit code
	 */
	public Commands.Result run(String... command) {
		List<String> all = new ArrayList<>(environment());
		all.add(WINE.toString());
		all.addAll(Arrays.asList(command));
		return Commands.run(null, all);
	}

	/**
	 * Return the command that runs the sample.
	 * @param arguments the arguments of the application
	 * @return the command, in Windows notation
	 */
	public static List<String> sample(String... arguments) {
		return java(List.of("-jar", windows(Path.of("target/sample-app.jar"))), arguments);
	}

	/**
	 * Return the command that runs a test application.
	 * @param application the main class
	 * @param arguments the arguments of the application
	 * @return the command, in Windows notation
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
	 * Return the command that runs the JVM for Windows. Only its first compiler is used,
	 * because the second would slow down short tests.
	 * @param options the options
	 * @param arguments the arguments
	 * @return the command, in Windows notation
	 */
	public static List<String> java(List<String> options, String... arguments) {
		List<String> command = new ArrayList<>(List.of(windows(JAVA), "-XX:TieredStopAtLevel=1"));
		command.addAll(options);
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	/**
	 * Return the processes of the prefix, the Wine server included.
	 * @return the processes of the host
	 */
	public List<ProcessHandle> processes() {
		String variable = "\0WINEPREFIX=" + this.prefix + "\0";
		return ProcessHandle.allProcesses().filter((process) -> environment(process).contains(variable)).toList();
	}

	/**
	 * Return the environment of a process.
	 * @param process the process
	 * @return the environment, or an empty string if the process has ended or belongs to
	 * another user
	 */
	private static String environment(ProcessHandle process) {
		try {
			return '\0' + Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Return the number of file descriptors of the processes of the prefix. The Wine
	 * server needs one for every handle of a process.
	 * @return the number
	 */
	public long openFiles() {
		return processes().stream().mapToLong((process) -> {
			String[] files = new File("/proc/" + process.pid() + "/fd").list();
			return (files != null) ? files.length : 0;
		}).sum();
	}

	/**
	 * End all programs of the prefix.
	 */
	public void end() {
		for (String option : List.of("-k", "-w")) {
			List<String> command = new ArrayList<>(environment());
			command.addAll(List.of(SERVER.toString(), option));
			Commands.run(null, command);
		}
	}

	/**
	 * End all programs and delete the prefix.
	 */
	@Override
	public void close() {
		if (Files.exists(this.prefix)) {
			end();
			Commands.run("rm", "-rf", this.prefix.toString());
		}
	}

	/**
	 * Return the start of a command line for the prefix. Disables desktop menu entries,
	 * .NET and the browser.
	 * @return the first words of the command line
	 */
	private List<String> environment() {
		List<String> environment = new ArrayList<>(this.placement);
		environment.addAll(List.of("env", "WINEPREFIX=" + this.prefix, "WINEDEBUG=-all",
				"WINEDLLOVERRIDES=winemenubuilder.exe,mscoree,mshtml="));
		return environment;
	}

	/**
	 * Return a path in Windows notation.
	 * @param path the path
	 * @return the absolute path
	 */
	public static String windows(Path path) {
		return "Z:" + path.toAbsolutePath().toString().replace('/', '\\');
	}

}
