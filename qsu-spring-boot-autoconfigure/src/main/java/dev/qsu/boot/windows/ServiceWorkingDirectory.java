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
 * The folder that relative paths of a service start at. The Service Control Manager
 * starts every service in {@code System32}.
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
	 * @param source the jar of the application, the folder of its classes, or
	 * {@code null} if unknown
	 * @param change changes the working directory
	 */
	ServiceWorkingDirectory(@Nullable File source, Consumer<Path> change) {
		this.home = (source != null && source.isFile()) ? source.toPath().toAbsolutePath().getParent() : null;
		this.change = change;
	}

	/**
	 * Return the folder of the jar.
	 * @return the folder, or {@code null} if the application is in no jar
	 */
	@Nullable Path getHome() {
		return this.home;
	}

	/**
	 * Make the folder the working directory: the given one, or else that of the jar.
	 * @param workingDirectory the value of {@code --working-dir}, or {@code null}
	 * @return the folder, even if this JVM cannot change to it, or {@code null} if the
	 * service has none of its own
	 * @throws ServiceStartException if the given folder cannot be the working directory
	 */
	@Nullable Path enter(@Nullable String workingDirectory) {
		Path folder = (workingDirectory != null) ? resolve(workingDirectory) : this.home;
		if (folder != null) {
			try {
				this.change.accept(folder);
			}
			catch (NativeCallException ex) {
				if (workingDirectory != null) {
					throw failure(folder, "cannot be entered: " + ex.getMessage(), ex);
				}
				warn(folder, ex);
			}
			catch (IllegalStateException ex) {
				warn(folder, ex);
			}
		}
		return folder;
	}

	private void warn(Path folder, RuntimeException reason) {
		this.logger.warn("Relative paths start at '" + System.getProperty("user.dir") + "' rather than at '" + folder
				+ "', so use absolute ones: " + reason.getMessage());
	}

	/**
	 * Log what was wrong, now that there is a log.
	 */
	void log(Log destination) {
		this.logger.replayTo(destination);
	}

	private Path resolve(String workingDirectory) {
		Path folder = parse(workingDirectory);
		if (this.home != null) {
			folder = this.home.resolve(folder).normalize();
		}
		if (!folder.isAbsolute()) {
			throw failure(folder, "is relative to the folder of the jar, but the application is in none", null);
		}
		try {
			if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
				throw failure(folder, "is a file", null);
			}
			return folder;
		}
		catch (NoSuchFileException ex) {
			throw failure(folder, "does not exist", ex);
		}
		catch (IOException ex) {
			throw failure(folder, "cannot be looked at: " + ex, ex);
		}
	}

	/**
	 * A backslash before a quote makes the quote, and what comes after it, a part of the
	 * argument.
	 */
	private static Path parse(String workingDirectory) {
		try {
			return Path.of(workingDirectory);
		}
		catch (InvalidPathException ex) {
			throw failure(workingDirectory, "is not the name of a folder: " + ex.getReason(),
					"Correct the command line with which the service is registered. A folder in quotes must not end"
							+ " with a backslash.",
					ex);
		}
	}

	private static ServiceStartException failure(Path folder, String problem, @Nullable Throwable cause) {
		return failure(folder.toString(), problem,
				"Name a folder that exists and that the account of the service may use, in the command line with which"
						+ " the service is registered. A relative one starts at the folder of the jar.",
				cause);
	}

	private static ServiceStartException failure(String folder, String problem, String action,
			@Nullable Throwable cause) {
		return new ServiceStartException("The folder '" + folder + "' of '--working-dir' " + problem, action, cause);
	}

}
