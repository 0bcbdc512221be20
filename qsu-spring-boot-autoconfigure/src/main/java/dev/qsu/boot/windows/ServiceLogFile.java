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
	 * What a name must not contain, and what a pattern of Logback or a placeholder would
	 * not take literally.
	 * @see <a href=
	 * "https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions">Naming
	 * conventions</a>
	 */
	private static final String UNSAFE_CHARACTERS = "[\\p{Cntrl}<>:\"/\\\\|?*%{}]";

	/** Names of devices, whatever comes after a dot. */
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
	 * @param folder its folder, or {@code null} if it has none of its own
	 * @return the log file
	 */
	static ServiceLogFile of(String service, @Nullable Path folder) {
		return new ServiceLogFile(
				candidates(service, folder, System.getenv("ProgramData"), System.getProperty("java.io.tmpdir")),
				new FileOwners());
	}

	static List<Candidate> candidates(String service, @Nullable Path folder, @Nullable String programData,
			@Nullable String temporary) {
		String name = fileName(service);
		List<Candidate> candidates = new ArrayList<>();
		if (folder != null) {
			candidates.add(new Candidate(folder, List.of("logs"), name + ".log", false));
		}
		for (String parent : new @Nullable String[] { programData, temporary }) {
			if (StringUtils.hasLength(parent)) {
				candidates.add(new Candidate(Path.of(parent), List.of(name, "logs"), name + ".log", true));
			}
		}
		return candidates;
	}

	/**
	 * Make a name safe.
	 */
	static String fileName(String service) {
		String name = service.replaceAll(UNSAFE_CHARACTERS, "_").replaceAll("[. ]$", "_");
		return (name.isEmpty() || name.matches(DEVICES)) ? "_" + name : name;
	}

	/**
	 * Have the log written to the first candidate that can be, unless it is configured.
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
				logger.info("No log file is configured, so it is " + candidate.file() + problems);
				return;
			}
			catch (IOException ex) {
				problems.append("; cannot write ").append(candidate.file()).append(" (").append(ex).append(')');
			}
		}
		logger.warn("No log file is configured, and none can be written" + problems);
	}

	/**
	 * Leaves no empty file behind if it may, because the application's own configuration
	 * of the logging may not use it.
	 */
	private void check(Candidate candidate) throws IOException {
		Files.createDirectories(candidate.parent());
		Path path = candidate.parent();
		for (String folder : candidate.folders()) {
			path = path.resolve(folder);
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
	 * Where the log could go.
	 *
	 * @param parent a folder
	 * @param folders the folders below it
	 * @param name the name of the file
	 * @param shared whether everybody may create files in the first folder
	 */
	record Candidate(Path parent, List<String> folders, String name, boolean shared) {

		Path file() {
			return this.parent.resolve(String.join("/", this.folders)).resolve(this.name);
		}

	}

}
