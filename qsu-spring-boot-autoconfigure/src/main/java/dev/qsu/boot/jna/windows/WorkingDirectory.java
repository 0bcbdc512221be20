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

package dev.qsu.boot.jna.windows;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.sun.jna.WString;

import dev.qsu.boot.jna.JniFunctions;
import dev.qsu.boot.jna.NativeCallException;

/**
 * The folder of this process on Windows, against which relative paths are resolved.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/fileio/naming-a-file#fully-qualified-vs-relative-paths">Fully
 * qualified vs. relative paths</a>
 */
public final class WorkingDirectory {

	/** The longest path of Windows, with the terminating zero. */
	private static final int MAX_LENGTH = 32768;

	private WorkingDirectory() {
	}

	/**
	 * Change the folder as if the JVM had been started in it: that of the process, which
	 * its children get, the system property {@code user.dir}, and what {@link File} and
	 * {@link Path} remember. Absolute paths that have been made of relative ones before
	 * stay as they are.
	 * @param directory the folder
	 * @throws IllegalStateException if this JDK lacks a field in which the folder is
	 * remembered; then nothing has changed
	 * @throws NativeCallException if Windows refuses; then nothing has changed
	 */
	public static void change(Path directory) {
		FileSystem paths = FileSystems.getDefault();
		Copy defaultDirectory = Copy.of(paths, "defaultDirectory");
		Copy defaultRoot = Copy.of(paths, "defaultRoot");
		Kernel32 kernel = Kernel32.get();
		Copy userDir = Copy.of(fileSystemOfFile(), "userDir");
		Stream.of(defaultDirectory, defaultRoot, userDir).forEach(Copy::check);
		Path changed = change(kernel, directory.toAbsolutePath().toString());
		System.setProperty("user.dir", changed.toString());
		userDir.set(changed.toString());
		defaultDirectory.set(changed.toString());
		defaultRoot.set(String.valueOf(changed.getRoot()));
	}

	/**
	 * Windows is asked which folder it is then, as the JVM does when it starts.
	 */
	private static Path change(Kernel32 kernel, String directory) {
		Kernel32.check(kernel.SetCurrentDirectoryW(new WString(directory)), "SetCurrentDirectoryW(" + directory + ")");
		char[] buffer = new char[MAX_LENGTH];
		int length = kernel.GetCurrentDirectoryW(buffer.length, buffer);
		Kernel32.check(length > 0, "GetCurrentDirectoryW");
		return Path.of(new String(buffer, 0, length));
	}

	/**
	 * {@code fs} on JDK 17, {@code FS} on newer ones.
	 */
	private static Object fileSystemOfFile() {
		Field fileSystem = Arrays.stream(File.class.getDeclaredFields())
			.filter((field) -> field.getType().getName().equals("java.io.FileSystem"))
			.findFirst()
			.orElseThrow(() -> unsupported(File.class, "fs"));
		return new Copy(File.class, fileSystem).get();
	}

	private static IllegalStateException unsupported(Class<?> type, String field) {
		return new IllegalStateException("JDK " + Runtime.version() + " (" + System.getProperty("java.vendor")
				+ ") does not remember the working directory in " + type.getName() + "." + field
				+ ", so it cannot be changed. JDK 17, 21 and 25 for Windows are known to do so");
	}

	/**
	 * Where the JDK remembers the folder.
	 *
	 * @param target the object, which is ignored if the field is static
	 * @param field the field
	 */
	private record Copy(Object target, Field field) {

		private static Copy of(Object target, String name) {
			return Arrays.stream(target.getClass().getDeclaredFields())
				.filter((field) -> field.getName().equals(name) && field.getType() == String.class)
				.findFirst()
				.map((field) -> new Copy(target, field))
				.orElseThrow(() -> unsupported(target.getClass(), name));
		}

		private void check() {
			set(get());
		}

		private Object get() {
			try {
				JniFunctions.makeAccessible(this.field);
				return this.field.get(this.target);
			}
			catch (IllegalAccessException | NoSuchFieldError ex) {
				throw unsupported(this.field.getDeclaringClass(), this.field.getName());
			}
		}

		private void set(Object value) {
			try {
				this.field.set(this.target, value);
			}
			catch (IllegalAccessException ex) {
				throw unsupported(this.field.getDeclaringClass(), this.field.getName());
			}
		}

	}

}
