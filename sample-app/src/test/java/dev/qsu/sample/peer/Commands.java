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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs short commands.
 */
public final class Commands {

	private static final long TIMEOUT_SECONDS = 120;

	private Commands() {
	}

	/**
	 * Run a command.
	 * @param command the command
	 * @return its output and exit code
	 */
	public static Result run(String... command) {
		return run(null, List.of(command));
	}

	/**
	 * Run a command.
	 * @param input its standard input, or {@code null}
	 * @param command the command
	 * @return its output and exit code
	 */
	public static Result run(String input, List<String> command) {
		try {
			Path output = Files.createTempFile("command", ".out");
			try {
				return run(input, command, output);
			}
			finally {
				Files.delete(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Result run(String input, List<String> command, Path output)
			throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		process.getOutputStream().write(((input != null) ? input : "").getBytes(StandardCharsets.UTF_8));
		process.getOutputStream().close();
		boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
		process.destroyForcibly();
		String text = Files.readString(output).strip();
		if (!ended) {
			throw new AssertionError("Timed out: " + command + "\n" + text);
		}
		return new Result(process.exitValue(), text);
	}

	/**
	 * The result of a command.
	 *
	 * @param exitCode the exit code
	 * @param output standard output and standard error
	 */
	public record Result(int exitCode, String output) {

	}

}
