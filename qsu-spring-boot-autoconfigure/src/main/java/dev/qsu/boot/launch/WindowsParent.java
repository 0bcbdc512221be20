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

package dev.qsu.boot.launch;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.WindowsProcesses;

/**
 * Finds the program that started a process on Windows. An account without the right to
 * open the parent process, as is often the case for a service and {@code services.exe},
 * cannot get its {@link ProcessHandle}, let alone its command.
 */
final class WindowsParent {

	private final LongFunction<@Nullable String> names;

	WindowsParent() {
		this(WindowsParent::nameInSnapshot);
	}

	WindowsParent(LongFunction<@Nullable String> names) {
		this.names = names;
	}

	/**
	 * Return the name of the program.
	 * @param process the process that was started
	 * @return the file name, or {@code null} if the program has ended
	 */
	@Nullable String name(ProcessHandle process) {
		Optional<ProcessHandle> parent = process.parent();
		if (parent.isPresent() && isYounger(parent.get(), process)) {
			return null;
		}
		return parent.flatMap((handle) -> handle.info().command())
			.map((path) -> path.substring(path.lastIndexOf('\\') + 1))
			.orElseGet(() -> this.names.apply(process.pid()));
	}

	private static boolean isYounger(ProcessHandle parent, ProcessHandle process) {
		// Windows reuses the ids of processes that have ended
		Optional<Instant> start = process.info().startInstant();
		return start.isPresent() && parent.info().startInstant().filter(start.get()::isBefore).isPresent();
	}

	private static @Nullable String nameInSnapshot(long pid) {
		try {
			return WindowsProcesses.parentName(pid);
		}
		catch (NativeCallException ex) {
			return null;
		}
	}

}
