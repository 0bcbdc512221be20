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

package dev.qsu.boot.jna;

import java.util.function.Supplier;

import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM lets JNA call native functions. Asking loads JNA; it is tried once in
 * the life of the process.
 *
 */
public final class NativeAccess {

	private NativeAccess() {
	}

	/**
	 * Return whether native functions can be called.
	 * @return whether they can
	 */
	public static boolean isAvailable() {
		return Attempt.FAILURE == null;
	}

	/**
	 * Check that native functions can be called.
	 * @throws NativeAccessException if they cannot
	 */
	public static void check() {
		if (Attempt.FAILURE != null) {
			throw new NativeAccessException(Attempt.FAILURE);
		}
	}

	/**
	 * Return a library, or another object that needs JNA.
	 * @param <T> the type of the library
	 * @param library returns the library, and loads it the first time
	 * @return the library
	 * @throws NativeAccessException if JNA or the library cannot be loaded
	 */
	public static <T> T load(Supplier<T> library) {
		check();
		try {
			return library.get();
		}
		catch (LinkageError ex) {
			throw new NativeAccessException(ex);
		}
	}

	/**
	 * Tries it when first asked. A class whose initializer has failed does not tell the
	 * reason again.
	 */
	private static final class Attempt {

		private static final @Nullable Throwable FAILURE = failure();

		private static @Nullable Throwable failure() {
			try {
				Class.forName(Native.class.getName());
				return null;
			}
			catch (ClassNotFoundException | LinkageError ex) {
				return ex;
			}
		}

	}

}
