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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.DeferredLog;
import org.springframework.boot.system.ApplicationHome;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.WorkingDirectory;
import dev.qsu.boot.service.host.ServiceStartException;

/**
 * The working directory of a service. The Service Control Manager starts every service in
 * {@code System32}.
 */
final class ServiceWorkingDirectory {

	private final DeferredLog logger = new DeferredLog();

	private final @Nullable Path home;

	private final Consumer<Path> change;

	ServiceWorkingDirectory(@Nullable Class<?> mainClass) {
		this(new ApplicationHome(mainClass).getSource(), WorkingDirectory::change);
	}

	/**
	 * Create a new instance.
	 * @param source the jar of the application, the directory of its classes, or
	 * {@code null} if unknown
	 * @param change changes the working directory
	 */
	ServiceWorkingDirectory(@Nullable File source, Consumer<Path> change) {
		this.home = (source != null && source.isFile()) ? source.toPath().toAbsolutePath().getParent() : null;
		this.change = change;
	}

	/**
	 * Return the directory of the jar.
	 * @return the directory, or {@code null} if the application is not in a jar
	 */
	@Nullable Path getHome() {
		return this.home;
	}

	/**
	 * Change to the given directory, or to that of the jar if none is given.
	 * @param workingDirectory the value of {@code --working-dir}, or {@code null}
	 * @return the directory, even if this JVM cannot change to it, or {@code null} if the
	 * service has none of its own
	 * @throws ServiceStartException if the given directory cannot be used
	 */
	@Nullable Path enter(@Nullable String workingDirectory) {
		Path directory = (workingDirectory != null) ? resolve(workingDirectory) : this.home;
		if (directory != null) {
			try {
				this.change.accept(directory);
			}
			catch (NativeCallException ex) {
				if (workingDirectory != null) {
					throw failure(directory, "cannot be entered: " + ex.getMessage(), ex);
				}
				warn(directory, ex);
			}
			catch (IllegalStateException ex) {
				warn(directory, ex);
			}
		}
		return directory;
	}

	private void warn(Path directory, RuntimeException reason) {
		this.logger.warn("Relative paths are resolved against '" + System.getProperty("user.dir") + "' rather than '"
				+ directory + "', so use absolute paths: " + reason.getMessage());
	}

	/**
	 * Replay the messages that were deferred until logging is initialized.
	 * @param destination the log
	 */
	void log(Log destination) {
		this.logger.replayTo(destination);
	}

	private Path resolve(String workingDirectory) {
		Path directory = parse(workingDirectory);
		if (this.home != null) {
			directory = this.home.resolve(directory).normalize();
		}
		if (!directory.isAbsolute()) {
			throw failure(directory, "is relative to the directory of the jar, but the application is not in a jar",
					null);
		}
		try {
			if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
				throw failure(directory, "is a file", null);
			}
			return directory;
		}
		catch (NoSuchFileException ex) {
			throw failure(directory, "does not exist", ex);
		}
		catch (IOException ex) {
			throw failure(directory, "cannot be read: " + ex, ex);
		}
	}

	private static Path parse(String workingDirectory) {
		try {
			return Path.of(workingDirectory);
		}
		catch (InvalidPathException ex) {
			// a backslash before a quote makes the quote, and what follows, part of the
			// argument
			throw failure(workingDirectory, "is not a valid path: " + ex.getReason(),
					"Correct the command line with which the service is registered. A quoted directory must not"
							+ " end with a backslash.",
					ex);
		}
	}

	private static ServiceStartException failure(Path directory, String problem, @Nullable Throwable cause) {
		return failure(directory.toString(), problem,
				"Set an existing directory that the service account may use, in the command line with which the"
						+ " service is registered. A relative path is resolved against the directory of the jar.",
				cause);
	}

	private static ServiceStartException failure(String directory, String problem, String action,
			@Nullable Throwable cause) {
		return new ServiceStartException("The directory '" + directory + "' of '--working-dir' " + problem, action,
				cause);
	}

}
