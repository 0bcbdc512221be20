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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles C programs for Windows.
 */
public final class Mingw {

	private static final String COMPILER = "x86_64-w64-mingw32-gcc";

	private Mingw() {
	}

	static boolean isPresent() {
		return Peer.find(COMPILER) != null;
	}

	/**
	 * Compile a program.
	 * @param source the source file
	 * @param options further options
	 * @return the executable
	 */
	public static Path compile(Path source, String... options) {
		try {
			Path folder = Files.createDirectories(Path.of("target", "windows").toAbsolutePath());
			Path compiled = Files.createTempFile(folder, "compiled", ".exe");
			List<String> command = new ArrayList<>(List.of(COMPILER, "-Wall", "-Wextra", "-Werror", "-O2", "-o",
					compiled.toString(), source.toString()));
			command.addAll(Arrays.asList(options));
			Commands.Result result = Commands.run(null, command);
			if (result.exitCode() != 0) {
				throw new AssertionError(result.output());
			}
			Path program = folder.resolve(source.getFileName().toString().replace(".c", ".exe"));
			return Files.move(compiled, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
