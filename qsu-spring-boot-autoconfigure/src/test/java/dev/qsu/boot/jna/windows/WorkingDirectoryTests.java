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
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.ResourceUtils;

import dev.qsu.boot.jna.NativeCallException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkingDirectory}.
 */
class WorkingDirectoryTests {

	private final Path before = Path.of("").toAbsolutePath();

	@TempDir
	private Path directory;

	@BeforeEach
	void resolveShortNames() throws Exception {
		this.directory = this.directory.toRealPath();
	}

	@AfterEach
	void restore() {
		if (!Path.of("").toAbsolutePath().equals(this.before)) {
			WorkingDirectory.change(this.before);
		}
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void whenJdkLacksFieldThrowsAndChangesNothing() {
		String userDir = System.getProperty("user.dir");
		assertThatIllegalStateException().isThrownBy(() -> WorkingDirectory.change(this.directory))
			.withMessageStartingWith("JDK " + Runtime.version() + " (")
			.withMessageContaining(") does not cache the working directory in sun.nio.fs.")
			.withMessageContaining(".defaultDirectory, so it cannot be changed");
		assertThat(System.getProperty("user.dir")).isEqualTo(userDir);
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void whenDirectoryIsMissingThrowsAndChangesNothing() {
		Path missing = this.directory.resolve("missing");
		assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> WorkingDirectory.change(missing))
			.withMessageContaining("SetCurrentDirectoryW(" + missing + ")")
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isIn(2, 3));
		assertThat(Path.of("x").toAbsolutePath()).isEqualTo(this.before.resolve("x"));
		assertThat(System.getProperty("user.dir")).isEqualTo(this.before.toString());
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void relativePathsAreThoseOfTheDirectory() throws Exception {
		Files.createDirectory(this.directory.resolve("sub"));
		WorkingDirectory.change(this.directory);
		assertThat(System.getProperty("user.dir")).isEqualTo(this.directory.toString());
		assertThat(Path.of("x").toAbsolutePath()).isEqualTo(this.directory.resolve("x"));
		assertThat(Path.of("x").toUri()).isEqualTo(this.directory.resolve("x").toUri());
		assertThat(Path.of("sub").toRealPath()).isEqualTo(this.directory.toRealPath().resolve("sub"));
		assertThat(Path.of("\\x").toAbsolutePath()).isEqualTo(this.directory.getRoot().resolve("x"));
		assertThat(new File("x").getAbsolutePath()).isEqualTo(this.directory.resolve("x").toString());
		assertThat(new File("..\\x").getCanonicalPath())
			.isEqualTo(this.directory.getParent().toRealPath().resolve("x").toString());
		assertThat(new File("sub").isDirectory()).isTrue();
		assertThat(new File("").getAbsoluteFile().list()).containsExactly("sub");
		assertThat(new File(".").list()).containsExactly("sub");
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void relativePathsOfDriveAreThoseOfTheDirectory() {
		WorkingDirectory.change(this.directory);
		String drive = this.directory.toString().substring(0, 2);
		assertThat(Path.of(drive + "x").toAbsolutePath()).isEqualTo(this.directory.resolve("x"));
		assertThat(new File(drive + "x").getAbsolutePath()).isEqualTo(this.directory.resolve("x").toString());
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void whenDirectoryIsRootRelativePathsAreThoseOfTheRoot() {
		WorkingDirectory.change(this.directory.getRoot());
		assertThat(Path.of("x").toAbsolutePath()).isEqualTo(this.directory.getRoot().resolve("x"));
		assertThat(new File("x").getAbsoluteFile().toPath()).isEqualTo(this.directory.getRoot().resolve("x"));
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void relativeFilesAreWrittenAndReadInTheDirectory() throws Exception {
		WorkingDirectory.change(this.directory);
		Files.writeString(Path.of("nio"), "nio");
		try (FileOutputStream stream = new FileOutputStream("io")) {
			stream.write("io".getBytes(StandardCharsets.UTF_8));
		}
		try (RandomAccessFile file = new RandomAccessFile("random", "rw")) {
			file.writeBytes("random");
		}
		for (String name : new String[] { "nio", "io", "random" }) {
			assertThat(this.directory.resolve(name)).hasContent(name);
			assertThat(Files.readString(Path.of(name))).isEqualTo(name);
			assertThat(new File(name).length()).isEqualTo(name.length());
			assertThat(read(new FileInputStream(name))).isEqualTo(name);
			assertThat(read(URI.create("file:" + name).toURL().openStream())).isEqualTo(name);
			assertThat(read(new FileSystemResource("./" + name).getInputStream())).isEqualTo(name);
			assertThat(ResourceUtils.getFile("file:./" + name)).exists();
		}
		assertThat(new File("io").renameTo(new File("moved"))).isTrue();
		assertThat(new File("moved").delete()).isTrue();
		assertThat(this.directory.resolve("moved")).doesNotExist();
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void childProcessesStartInTheDirectory() throws Exception {
		Path child = Files.createDirectory(this.directory.resolve("child"));
		WorkingDirectory.change(child);
		Process process = new ProcessBuilder("cmd", "/c", "cd").redirectErrorStream(true).start();
		assertThat(read(process.getInputStream()).trim()).isEqualToIgnoringCase(child.toString());
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		WorkingDirectory.change(this.before);
		// Windows keeps the directory in use for a moment after the process has ended
		await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> Files.deleteIfExists(child));
	}

	/**
	 * The cached values must not have become constants of compiled code.
	 */
	@Test
	@EnabledOnOs(OS.WINDOWS)
	void compiledCodeSeesTheChange() {
		String first = null;
		for (int i = 0; i < 200_000; i++) {
			first = new File("x").getAbsolutePath() + Path.of("x").toAbsolutePath();
		}
		assertThat(first).isEqualTo("" + this.before.resolve("x") + this.before.resolve("x"));
		WorkingDirectory.change(this.directory);
		assertThat(new File("x").getAbsolutePath()).isEqualTo(this.directory.resolve("x").toString());
		assertThat(Path.of("x").toAbsolutePath()).isEqualTo(this.directory.resolve("x"));
	}

	private static String read(InputStream stream) throws Exception {
		try (stream) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
