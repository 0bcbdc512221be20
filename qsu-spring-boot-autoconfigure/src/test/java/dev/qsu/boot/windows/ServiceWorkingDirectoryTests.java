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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.service.host.ServiceStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServiceWorkingDirectory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceWorkingDirectoryTests {

	private static final String ACTION = "Set an existing directory that the service account may use, in the command"
			+ " line with which the service is registered. A relative path is resolved against the directory of the"
			+ " jar.";

	private final NativeCallException refusal = TestNativeCallExceptions.of("SetCurrentDirectoryW", 5);

	private final List<Path> changes = new ArrayList<>();

	@TempDir
	private Path home;

	private Path jar;

	@BeforeEach
	void createJar() throws Exception {
		this.jar = Files.createFile(this.home.resolve("orders.jar"));
	}

	@Test
	void whenNoneIsGivenEntersThatOfTheJar() {
		assertThat(directory().enter(null)).isEqualTo(this.home);
		assertThat(this.changes).containsExactly(this.home);
	}

	@Test
	void whenJarIsRelativeEntersItsDirectory() {
		ServiceWorkingDirectory directory = new ServiceWorkingDirectory(new File("pom.xml"), this.changes::add);
		assertThat(directory.enter(null)).isEqualTo(Path.of("").toAbsolutePath());
	}

	@Test
	void whenRunFromClassesStaysWhereItIs() {
		assertThat(new ServiceWorkingDirectory(this.home.toFile(), this.changes::add).enter(null)).isNull();
		assertThat(this.changes).isEmpty();
	}

	@Test
	void whenSourceIsUnknownStaysWhereItIs() {
		assertThat(new ServiceWorkingDirectory(null, this.changes::add).enter(null)).isNull();
		assertThat(this.changes).isEmpty();
	}

	@Test
	void whenAbsoluteOneIsGivenEntersIt(@TempDir Path other) {
		assertThat(directory().enter(other.toString())).isEqualTo(other);
		assertThat(new ServiceWorkingDirectory(null, this.changes::add).enter(other.toString())).isEqualTo(other);
		assertThat(this.changes).containsExactly(other, other);
	}

	@Test
	void whenRelativeOneIsGivenItStartsAtTheDirectoryOfTheJar() throws Exception {
		Path data = Files.createDirectory(this.home.resolve("data"));
		assertThat(directory().enter("./x/../data")).isEqualTo(data);
		assertThat(directory().enter(".")).isEqualTo(this.home);
		assertThat(this.changes).containsExactly(data, this.home);
	}

	@Test
	void whenRelativeOneIsGivenWithoutJarFails() {
		assertFails(new ServiceWorkingDirectory(this.home.toFile(), this.changes::add), "data",
				"The directory 'data' of '--working-dir' is relative to the directory of the jar, but the application is"
						+ " not in a jar");
	}

	@Test
	void whenGivenOneDoesNotExistFails() {
		assertFails(directory(), "missing",
				"The directory '" + this.home.resolve("missing") + "' of '--working-dir' does not exist");
	}

	@Test
	void whenGivenOneIsFileFails() {
		assertFails(directory(), "orders.jar", "The directory '" + this.jar + "' of '--working-dir' is a file");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenGivenOneCannotBeReadFails() throws Exception {
		Path loop = this.home.resolve("loop");
		Files.createSymbolicLink(loop, loop);
		assertFails(directory(), "loop",
				"The directory '" + loop + "' of '--working-dir' cannot be read: java.nio.file.FileSystemException: "
						+ loop + ": Too many levels of symbolic links or unable to access attributes of symbolic link");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whenGivenOneIsNoPathFails() {
		assertIsNoPath("a\0b", "Nul character not allowed");
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void whenBackslashEscapesQuoteFails() {
		assertIsNoPath("C:\\orders\" --server.port=1", "Illegal char <\">");
	}

	private void assertIsNoPath(String text, String reason) {
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> directory().enter(text))
			.withMessage("The directory '" + text + "' of '--working-dir' is not a valid path: " + reason)
			.satisfies((ex) -> assertThat(ex.getAction())
				.isEqualTo("Correct the command line with which the service is registered. A quoted directory must not"
						+ " end with a backslash."));
		assertThat(this.changes).isEmpty();
	}

	@Test
	void whenWindowsRefusesGivenOneFails() {
		assertFails(failing(this.refusal), this.home.toString(),
				"The directory '" + this.home + "' of '--working-dir' cannot be entered: " + this.refusal.getMessage());
	}

	@Test
	void whenWindowsRefusesThatOfTheJarWarnsAndContinues(CapturedOutput output) {
		assertWarns(failing(this.refusal), null, String.valueOf(this.refusal.getMessage()), output);
	}

	@Test
	void whenJvmCannotChangeWarnsAndContinues(CapturedOutput output) {
		ServiceWorkingDirectory directory = failing(new IllegalStateException("JDK 99 does not remember it"));
		assertWarns(directory, null, "JDK 99 does not remember it", output);
	}

	@Test
	void whenJvmCannotChangeToGivenOneWarnsAndContinues(CapturedOutput output) {
		ServiceWorkingDirectory directory = failing(new IllegalStateException("JDK 99 does not remember it"));
		assertWarns(directory, ".", "JDK 99 does not remember it", output);
	}

	@Test
	void whenAllIsWellLogsNothing(CapturedOutput output) {
		ServiceWorkingDirectory directory = directory();
		directory.enter(null);
		directory.log(LogFactory.getLog(ServiceWorkingDirectory.class));
		assertThat(output).doesNotContain("ServiceDirectory");
	}

	private void assertWarns(ServiceWorkingDirectory directory, @Nullable String given, String reason,
			CapturedOutput output) {
		assertThat(directory.enter(given)).isEqualTo(this.home);
		String warning = "Relative paths are resolved against '" + System.getProperty("user.dir") + "' rather than '"
				+ this.home + "', so use absolute paths: " + reason;
		assertThat(output).doesNotContain(warning);
		directory.log(LogFactory.getLog(ServiceWorkingDirectory.class));
		assertThat(output).containsOnlyOnce(warning).contains("WARN");
	}

	private void assertFails(ServiceWorkingDirectory directory, String given, String message) {
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> directory.enter(given))
			.withMessage(message)
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(ACTION));
		assertThat(this.changes).isEmpty();
	}

	private ServiceWorkingDirectory directory() {
		return new ServiceWorkingDirectory(this.jar.toFile(), this.changes::add);
	}

	private ServiceWorkingDirectory failing(RuntimeException exception) {
		Consumer<Path> change = (directory) -> {
			throw exception;
		};
		return new ServiceWorkingDirectory(this.jar.toFile(), change);
	}

}
