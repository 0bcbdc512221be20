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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link NativeAccessException}, with what JVMs throw.
 */
class NativeAccessExceptionTests {

	private static final String DENIED = "This JVM denies JNA access to native functions"
			+ " (--illegal-native-access=deny): ";

	private static final String ALLOW = "Start java with --enable-native-access=ALL-UNNAMED, or add"
			+ " 'Enable-Native-Access: ALL-UNNAMED' to the manifest of the jar that is started with -jar.";

	@Test
	void whenJvmDeniesAccessSaysHowToAllowIt() {
		NativeAccessException exception = TestNativeCallExceptions.accessDenied();
		assertThat(exception.getReason()).isEqualTo(DENIED + "java.lang.IllegalCallerException: Illegal access");
		assertThat(exception.getAction()).isEqualTo(ALLOW);
		assertThat(exception).hasMessage(exception.getReason() + ". " + ALLOW);
	}

	/**
	 * Where somebody else has tried to load JNA before.
	 */
	@Test
	void whenJvmHasDeniedAccessBeforeSaysHowToAllowIt() {
		NoClassDefFoundError error = new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
		error.initCause(new ExceptionInInitializerError(
				"Exception java.lang.IllegalCallerException: Illegal access [in thread \"main\"]"));
		assertThat(new NativeAccessException(error).getReason()).startsWith(DENIED)
			.endsWith("IllegalCallerException: Illegal access [in thread \"main\"]");
		assertThat(new NativeAccessException(error).getAction()).isEqualTo(ALLOW);
	}

	@Test
	void whenLibraryCannotBeLoadedNamesTheFolder() {
		NativeAccessException exception = new NativeAccessException(
				new UnsatisfiedLinkError("/tmp/jna.so: failed to map segment"));
		assertThat(exception.getReason()).isEqualTo("JNA could not load its native library:"
				+ " java.lang.UnsatisfiedLinkError: /tmp/jna.so: failed to map segment");
		assertThat(exception.getAction()).contains("'" + System.getProperty("java.io.tmpdir") + "'")
			.contains("-Djna.tmpdir=DIRECTORY in front of -jar");
	}

	@Test
	void whenAccessIsAllowedPasses() {
		assertThatCode(NativeAccess::check).doesNotThrowAnyException();
		assertThat(NativeAccess.isAvailable()).isTrue();
	}

}
