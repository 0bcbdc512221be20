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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Wine prefix in which Windows programs run. The drive {@code Z:} is the root directory
 * of the host.
 */
public final class Wine implements AutoCloseable {

	static final Path PEERS = Path.of(Optional.ofNullable(System.getenv("QSU_PEERS")).orElse("/opt/qsu-peers"),
			"windows");

	private static final String RUN = PEERS.resolve("run").toString();

	private static final Path SYSTEMFD = PEERS.resolve("systemfd.exe");

	private static final Path BOOTED_PREFIX = PEERS.resolve("prefix");

	private static final boolean PRESENT = Files.exists(PEERS.resolve("stamp")) && Mingw.isPresent()
			&& Commands.run(RUN, "wineserver", "--version").exitCode() == 0;

	private final Path prefix;

	private final List<String> placement;

	private Wine(Path prefix, List<String> placement) {
		this.prefix = prefix;
		this.placement = placement;
	}

	static boolean isPresent() {
		return PRESENT;
	}

	/**
	 * Make a prefix, which takes a second.
	 * @param name the name of the prefix, which no test uses at the same time
	 * @return the prefix; close it, because it is large and links to the whole file
	 * system
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
		// names the folder of the sockets of the prefix that was copied
		Commands.run("rm", "-f", wine.prefix.resolve("wineserver").toString());
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
		return TestProcess.start(variables, command("wine64", command));
	}

	/**
	 * Run a Windows program until it ends.
	 * @param command the command, in Windows notation
	 * @return its output and exit code
	 */
	public Commands.Result run(String... command) {
		return Commands.run(null, command("wine64", Arrays.asList(command)));
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
			Commands.run(null, command("wineserver", List.of(option)));
		}
	}

	/**
	 * End all programs and delete the prefix.
	 */
	@Override
	public void close() {
		if (Files.exists(this.prefix)) {
			end();
			Commands.run("rm", "-rf", this.prefix.toString(), sockets());
		}
	}

	/**
	 * Return the folder that the Wine server of Debian makes and forgets.
	 */
	private String sockets() {
		try {
			String name = Files.readString(this.prefix.resolve("wineserver")).strip();
			return name.matches("wine-\\w+") ? "/tmp/" + name : this.prefix.toString();
		}
		catch (IOException ex) {
			return this.prefix.toString();
		}
	}

	private List<String> command(String program, List<String> arguments) {
		List<String> command = new ArrayList<>(this.placement);
		command.addAll(List.of("env", "WINEPREFIX=" + this.prefix, RUN, program));
		command.addAll(arguments);
		return command;
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
