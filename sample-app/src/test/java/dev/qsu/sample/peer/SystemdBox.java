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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container with systemd as PID 1, on the network of the host.
 */
public final class SystemdBox implements AutoCloseable {

	private static final String MACHINES = "/var/lib/machines";

	private static final String SCRIPT = Path.of("src/test/resources/systemd-box.sh").toAbsolutePath().toString();

	private final String folder;

	private SystemdBox(String folder) {
		this.folder = folder;
	}

	static boolean isPresent(String suite) {
		return "root".equals(System.getProperty("user.name")) && Peer.find("systemd-nspawn") != null
				&& Files.isDirectory(root(suite)) && Files.isWritable(Path.of("/sys/fs/cgroup"));
	}

	private static Path root(String suite) {
		return Path.of(MACHINES, "qsu-" + suite);
	}

	/**
	 * Boot a container. It sees the project, the local repository and the Java runtime of
	 * the host.
	 * @param suite the suite of Debian, which is the name of the container as well
	 * @return the container
	 */
	public static SystemdBox boot(String suite) {
		SystemdBox box = new SystemdBox(
				Path.of("target", "box", suite + "-" + ProcessHandle.current().pid()).toAbsolutePath().toString());
		List<String> command = new ArrayList<>(List.of(SCRIPT, "start", box.folder, root(suite).toString()));
		Stream
			.of(Path.of("").toAbsolutePath().getParent(), Path.of(System.getProperty("user.home"), ".m2"),
					Path.of("/usr/lib/jvm"), TestProcess.javaHome().toPath(), JavaRuntime.peers(),
					Path.of("/etc/java-17-openjdk"))
			.filter(Files::exists)
			.map(Path::toString)
			.distinct()
			.forEach(command::add);
		Commands.Result result = Commands.run(null, command);
		if (result.exitCode() != 0) {
			box.close();
			throw new AssertionError(result.output());
		}
		return box;
	}

	/**
	 * Run a command in the container.
	 * @param command the command
	 * @return the result
	 */
	public Commands.Result run(String... command) {
		List<String> all = new ArrayList<>(List.of(SCRIPT, "exec", this.folder));
		all.addAll(Arrays.asList(command));
		return Commands.run(null, all);
	}

	/**
	 * Write a unit file and have systemd read it.
	 * @param name the name of the unit
	 * @param content the content
	 */
	public void unit(String name, String content) {
		Commands.run(content,
				List.of(SCRIPT, "exec", this.folder, "sh", "-c", "cat > \"$1\"", "sh", "/etc/systemd/system/" + name));
		run("systemctl", "daemon-reload");
	}

	/**
	 * Run {@code systemctl}, which must succeed.
	 * @param arguments the arguments
	 * @return the output
	 */
	public String systemctl(String... arguments) {
		List<String> command = new ArrayList<>(List.of("systemctl"));
		command.addAll(Arrays.asList(arguments));
		Commands.Result result = run(command.toArray(String[]::new));
		if (result.exitCode() != 0) {
			throw new AssertionError(String.join(" ", command) + ": " + result.output() + "\n" + journal());
		}
		return result.output();
	}

	/**
	 * Return the version of systemd.
	 * @return the first number of it
	 */
	public int version() {
		Matcher matcher = Pattern.compile("^systemd (\\d+)").matcher(systemctl("--version"));
		if (!matcher.find()) {
			throw new AssertionError("No version of systemd");
		}
		return Integer.parseInt(matcher.group(1));
	}

	/**
	 * Return a property of a unit.
	 * @param unit the unit
	 * @param property the property
	 * @return its value
	 */
	public String show(String unit, String property) {
		return run("systemctl", "show", "--value", "-p", property, unit).output();
	}

	/**
	 * Wait until a property of a unit has a value.
	 * @param unit the unit
	 * @param property the property
	 * @param value the value
	 */
	public void await(String unit, String property, String value) {
		if (!Await.until(Duration.ofSeconds(60), () -> show(unit, property).equals(value))) {
			throw new AssertionError(
					property + " of " + unit + " is '" + show(unit, property) + "', not '" + value + "'\n" + journal());
		}
	}

	public String journal() {
		return run("journalctl", "--no-pager", "-o", "cat").output();
	}

	@Override
	public void close() {
		Commands.run(SCRIPT, "stop", this.folder);
	}

}
