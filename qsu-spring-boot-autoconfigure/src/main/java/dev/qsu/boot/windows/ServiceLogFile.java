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

package dev.qsu.boot.windows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LogFile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * The log file of a service, which has no console.
 */
final class ServiceLogFile {

	/**
	 * Characters that a file name must not contain, or that a Logback pattern or a
	 * placeholder would not take literally.
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions">Naming
	 * conventions</a>
	 */
	private static final String UNSAFE_CHARACTERS = "[\\p{Cntrl}<>:\"/\\\\|?*%{}]";

	/** Reserved device names, with any extension. */
	private static final String DEVICES = "(?i)(CON|PRN|AUX|NUL|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?";

	private final List<Candidate> candidates;

	private final FileOwners owners;

	ServiceLogFile(List<Candidate> candidates, FileOwners owners) {
		this.candidates = List.copyOf(candidates);
		this.owners = owners;
	}

	/**
	 * Return the log file of a service.
	 * @param service the name of the service
	 * @param directory its working directory, or {@code null} if it has none of its own
	 * @return the log file
	 */
	static ServiceLogFile of(String service, @Nullable Path directory) {
		return new ServiceLogFile(
				candidates(service, directory, System.getenv("ProgramData"), System.getProperty("java.io.tmpdir")),
				new FileOwners());
	}

	static List<Candidate> candidates(String service, @Nullable Path directory, @Nullable String programData,
			@Nullable String temporary) {
		String name = fileName(service);
		List<Candidate> candidates = new ArrayList<>();
		if (directory != null) {
			candidates.add(new Candidate(directory, List.of("logs"), name + ".log", false));
		}
		for (String parent : new @Nullable String[] { programData, temporary }) {
			if (StringUtils.hasLength(parent)) {
				candidates.add(new Candidate(Path.of(parent), List.of(name, "logs"), name + ".log", true));
			}
		}
		return candidates;
	}

	/**
	 * Return the file name for a service.
	 * @param service the name of the service
	 * @return the name, with everything replaced that a file name must not contain
	 */
	static String fileName(String service) {
		String name = service.replaceAll(UNSAFE_CHARACTERS, "_").replaceAll("[. ]$", "_");
		return (name.isEmpty() || name.matches(DEVICES)) ? "_" + name : name;
	}

	/**
	 * Set the log file to the first writable candidate, unless one is configured.
	 * @param environment the environment to add the property to
	 * @param logger logs the choice
	 */
	void addTo(ConfigurableEnvironment environment, Log logger) {
		if (environment.containsProperty(LogFile.FILE_NAME_PROPERTY)
				|| environment.containsProperty(LogFile.FILE_PATH_PROPERTY)
				|| !Binder.get(environment).bind("qsu.windows.log-file", Boolean.class).orElse(true)) {
			return;
		}
		StringBuilder problems = new StringBuilder();
		for (Candidate candidate : this.candidates) {
			try {
				check(candidate);
				environment.getPropertySources()
					.addLast(new MapPropertySource("qsuLogFile",
							Map.of(LogFile.FILE_NAME_PROPERTY, candidate.file().toString())));
				logger.info("No log file is configured, so logging to " + candidate.file() + problems);
				return;
			}
			catch (IOException ex) {
				problems.append("; cannot write ").append(candidate.file()).append(" (").append(ex).append(')');
			}
		}
		logger.warn("No log file is configured, and no default can be written" + problems);
	}

	/**
	 * Check that a candidate can be written. Leaves no empty file behind, because the
	 * application's own logging configuration may not use it.
	 * @param candidate the candidate
	 * @throws IOException if the candidate cannot be written
	 */
	private void check(Candidate candidate) throws IOException {
		Files.createDirectories(candidate.parent());
		Path path = candidate.parent();
		for (String directory : candidate.directories()) {
			path = path.resolve(directory);
			if (!Files.isDirectory(path)) {
				Files.createDirectory(path);
			}
			checkOwner(candidate, path);
		}
		boolean created = createFile(candidate.file());
		checkOwner(candidate, candidate.file());
		Files.newByteChannel(candidate.file(), StandardOpenOption.APPEND).close();
		if (created) {
			Files.delete(candidate.file());
		}
	}

	private void checkOwner(Candidate candidate, Path path) throws IOException {
		if (candidate.shared()) {
			this.owners.check(path);
		}
	}

	private static boolean createFile(Path file) throws IOException {
		try {
			Files.createFile(file);
			return true;
		}
		catch (FileAlreadyExistsException ex) {
			return false;
		}
	}

	/**
	 * A possible log file.
	 *
	 * @param parent the parent directory
	 * @param directories the names of the directories below the parent
	 * @param name the name of the file
	 * @param shared whether all users may create files in the parent
	 */
	record Candidate(Path parent, List<String> directories, String name, boolean shared) {

		Path file() {
			return this.parent.resolve(String.join("/", this.directories)).resolve(this.name);
		}

	}

}
