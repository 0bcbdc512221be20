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
 * The working directory of this process on Windows, against which relative paths are
 * resolved.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/fileio/naming-a-file#fully-qualified-vs-relative-paths">Fully
 * qualified vs. relative paths</a>
 */
public final class WorkingDirectory {

	/** Maximum length of a path in characters, including the terminating NUL. */
	private static final int MAX_LENGTH = 32768;

	private WorkingDirectory() {
	}

	/**
	 * Change the directory as if the JVM had been started in it: the directory of the
	 * process, which child processes inherit, the system property {@code user.dir}, and
	 * the values cached by {@link File} and {@link Path}. Paths that are already absolute
	 * do not change.
	 * @param directory the directory
	 * @throws IllegalStateException if this JDK has no such cached value; then nothing
	 * has changed
	 * @throws NativeCallException if Windows cannot change to the directory; then nothing
	 * has changed
	 */
	public static void change(Path directory) {
		FileSystem paths = FileSystems.getDefault();
		CachedValue defaultDirectory = CachedValue.of(paths, "defaultDirectory");
		CachedValue defaultRoot = CachedValue.of(paths, "defaultRoot");
		Kernel32 kernel = Kernel32.get();
		CachedValue userDir = CachedValue.of(fileSystemOfFile(), "userDir");
		Stream.of(defaultDirectory, defaultRoot, userDir).forEach(CachedValue::check);
		Path changed = change(kernel, directory.toAbsolutePath().toString());
		System.setProperty("user.dir", changed.toString());
		userDir.set(changed.toString());
		defaultDirectory.set(changed.toString());
		defaultRoot.set(String.valueOf(changed.getRoot()));
	}

	/**
	 * Change the directory of the process, and read it back as the JVM does on startup.
	 * @param kernel the library
	 * @param directory the directory
	 * @return the directory as reported by Windows
	 * @throws NativeCallException if Windows cannot change to the directory
	 */
	private static Path change(Kernel32 kernel, String directory) {
		Kernel32.check(kernel.SetCurrentDirectoryW(new WString(directory)), "SetCurrentDirectoryW(" + directory + ")");
		char[] buffer = new char[MAX_LENGTH];
		int length = kernel.GetCurrentDirectoryW(buffer.length, buffer);
		Kernel32.check(length > 0, "GetCurrentDirectoryW");
		return Path.of(new String(buffer, 0, length));
	}

	/**
	 * Return the file system of {@link File}, which is {@code fs} on JDK 17 and
	 * {@code FS} on newer ones.
	 * @return the file system
	 * @throws IllegalStateException if there is none
	 */
	private static Object fileSystemOfFile() {
		Field fileSystem = Arrays.stream(File.class.getDeclaredFields())
			.filter((field) -> field.getType().getName().equals("java.io.FileSystem"))
			.findFirst()
			.orElseThrow(() -> unsupported(File.class, "fs"));
		return new CachedValue(File.class, fileSystem).get();
	}

	private static IllegalStateException unsupported(Class<?> type, String field) {
		return new IllegalStateException("JDK " + Runtime.version() + " (" + System.getProperty("java.vendor")
				+ ") does not cache the working directory in " + type.getName() + "." + field
				+ ", so it cannot be changed. JDK 17, 21 and 25 for Windows are known to do so");
	}

	/**
	 * A field in which the JDK caches the working directory.
	 *
	 * @param target the object that has the field, ignored if the field is static
	 * @param field the field
	 */
	private record CachedValue(Object target, Field field) {

		private static CachedValue of(Object target, String name) {
			return Arrays.stream(target.getClass().getDeclaredFields())
				.filter((field) -> field.getName().equals(name) && field.getType() == String.class)
				.findFirst()
				.map((field) -> new CachedValue(target, field))
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
