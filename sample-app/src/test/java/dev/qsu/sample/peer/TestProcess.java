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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * A process started and ended by a test. Its output can be read at any time.
 */
public final class TestProcess implements AutoCloseable {

	private static final String JAVA = System.getProperty("java.home") + "/bin/java";

	/** The second compiler would slow down processes that end so soon. */
	private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

	/**
	 * What a script starts in the background, or nohup starts, ignores these signals, and
	 * so would its children.
	 */
	private static final List<String> WITH_DEFAULT_SIGNALS = List.of("env", "--default-signal=HUP,INT,QUIT");

	private static final boolean DEFAULT_SIGNALS = canRestoreDefaultSignals();

	private final Process process;

	private final Path output;

	private TestProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Start a command.
	 * @param environment variables to set
	 * @param command the command
	 * @return the process
	 */
	public static TestProcess start(Map<String, String> environment, List<String> command) {
		try {
			Path output = Files.createTempFile(Files.createDirectories(Path.of("target", "processes")), "output",
					".log");
			ProcessBuilder builder = new ProcessBuilder(withDefaultSignals(withTemporaryDirectory(command)))
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(environment);
			return new TestProcess(builder.start(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean canRestoreDefaultSignals() {
		try {
			List<String> command = new ArrayList<>(WITH_DEFAULT_SIGNALS);
			command.add("true");
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static List<String> withDefaultSignals(List<String> command) {
		List<String> all = new ArrayList<>((DEFAULT_SIGNALS) ? WITH_DEFAULT_SIGNALS : List.of());
		all.addAll(command);
		return all;
	}

	/**
	 * Web servers leave their directories behind when they are killed.
	 */
	private static List<String> withTemporaryDirectory(List<String> command) throws IOException {
		List<String> all = new ArrayList<>(command);
		for (int i = 0; i < command.size(); i++) {
			if (command.get(i).endsWith("/bin/java")) {
				Path directory = Files.createDirectories(Path.of("target", "tmp"));
				all.add(i + 1, "-Djava.io.tmpdir=" + directory.toAbsolutePath());
				return all;
			}
		}
		return all;
	}

	/**
	 * Return the command that runs the sample.
	 * @param arguments the arguments of the application
	 * @return the command
	 */
	public static List<String> sample(String... arguments) {
		return jar(Path.of("target/sample-app.jar"), arguments);
	}

	/**
	 * Return the command that runs the sample if its manifest did not ask for native
	 * access.
	 * @param arguments the arguments of the application
	 * @return the command
	 */
	public static List<String> sampleWithoutNativeAccess(String... arguments) {
		try {
			Path file = Files.createTempFile(Files.createDirectories(Path.of("target", "processes")), "sample", ".jar");
			try (JarFile sample = new JarFile("target/sample-app.jar")) {
				copyWithoutNativeAccess(sample, file);
			}
			return jar(file, arguments);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Spring Boot wants the jars inside of it to be stored as they are.
	 */
	private static void copyWithoutNativeAccess(JarFile sample, Path target) throws IOException {
		Manifest manifest = sample.getManifest();
		if (manifest.getMainAttributes().remove(new Attributes.Name("Enable-Native-Access")) == null) {
			throw new AssertionError("The manifest of the sample does not ask for native access");
		}
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
			for (JarEntry entry : Collections.list(sample.entries())) {
				if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !entry.getName().equals("META-INF/")) {
					out.putNextEntry(new ZipEntry(entry));
					sample.getInputStream(entry).transferTo(out);
				}
			}
		}
	}

	private static List<String> jar(Path jar, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(JAVA, "-Xshare:auto", FIRST_COMPILER, "-jar", jar.toAbsolutePath().toString()));
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	/**
	 * Return the command that runs a test application on Tomcat.
	 * @param application the main class
	 * @param arguments the arguments of the application
	 * @return the command
	 */
	public static List<String> application(Class<?> application, String... arguments) {
		return application(Server.TOMCAT.classPath(), application.getName(), arguments);
	}

	/**
	 * Return the command that runs an application.
	 * @param classPath its class path
	 * @param application the name of the main class
	 * @param arguments the arguments of the application
	 * @return the command
	 */
	public static List<String> application(List<String> classPath, String application, String... arguments) {
		try {
			Path file = Files.createTempFile(Files.createDirectories(Path.of("target", "processes")), "class-path",
					".args");
			Files.writeString(file, FIRST_COMPILER + " -cp " + String.join(File.pathSeparator, classPath) + "\n");
			List<String> command = new ArrayList<>(List.of(JAVA, "@" + file.toAbsolutePath(), application));
			command.addAll(Arrays.asList(arguments));
			return command;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public long pid() {
		return this.process.pid();
	}

	public String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the output contains a text.
	 * @param text the text
	 */
	public void awaitOutput(String text) {
		Await.until(Duration.ofSeconds(120), () -> output().contains(text) || !this.process.isAlive());
		if (!output().contains(text)) {
			throw new AssertionError("No '" + text + "' in the output:\n" + output());
		}
	}

	/**
	 * Write a line to the standard input of the process.
	 * @param line the line
	 */
	public void input(String line) {
		try {
			this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Send a signal.
	 * @param name the name of the signal
	 */
	public void signal(String name) {
		Commands.run("kill", "-" + name, Long.toString(pid()));
	}

	/**
	 * Wait for the end of the process.
	 * @return its exit code
	 */
	public int awaitExit() {
		try {
			if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
				throw new AssertionError("Still running:\n" + output());
			}
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public void close() {
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroyForcibly();
		descendants.forEach(ProcessHandle::destroyForcibly);
		try {
			this.process.waitFor(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return the directory of the Java runtime.
	 * @return the directory
	 */
	public static File javaHome() {
		return new File(System.getProperty("java.home"));
	}

}
