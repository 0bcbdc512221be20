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

package dev.qsu.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import dev.qsu.sample.peer.Commands;
import dev.qsu.sample.peer.Mingw;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.PeerVersion;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.WindowsJava;
import dev.qsu.sample.peer.Wine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs unit tests in a JVM for Windows, on Wine.
 */
@RequiresPeer(Peer.WINE)
@ParameterizedClass(name = "Java {0}")
@MethodSource("dev.qsu.sample.peer.WindowsJava#tested")
class WindowsUnitTestsIT implements PeerVersion {

	private static final Path CORE = Path.of("../qsu-spring-boot-autoconfigure").toAbsolutePath().normalize();

	private static final List<String> TESTS = List.of("dev.qsu.boot.process", "dev.qsu.boot.launch",
			"dev.qsu.boot.service", "dev.qsu.boot.windows", "dev.qsu.boot.autoconfigure.windows",
			"dev.qsu.boot.jna.windows");

	private static final Pattern SUMMARY = Pattern.compile("TESTS succeeded=(\\d+) failed=(\\d+) skipped=(\\d+)");

	private static Wine wine;

	@Parameter
	private WindowsJava java;

	@Override
	public String peerVersion() {
		return this.java.getVersion();
	}

	@BeforeAll
	static void boot() {
		wine = Wine.boot("unit-tests", 0);
	}

	@AfterAll
	static void delete() {
		if (wine != null) {
			wine.close();
		}
	}

	@Test
	void whenRunOnWindowsTestsSucceed() throws IOException {
		String classPath = Stream
			.concat(Stream.of("test-classes", "classes").map((name) -> CORE.resolve("target").resolve(name).toString()),
					Stream.of(Files.readString(CORE.resolve("target/test.class-path")).split(File.pathSeparator)))
			.map((entry) -> "Z:" + entry)
			.collect(Collectors.joining(";"));
		Path options = Files.writeString(Path.of("target", "unit-tests.args"), "-cp \"" + classPath + "\"\n");
		List<String> command = this.java.command(List.of("@" + Wine.windows(options), "dev.qsu.boot.TestRunner"),
				TESTS.toArray(String[]::new));
		Commands.Result result = wine.run(command.toArray(String[]::new));
		Matcher summary = SUMMARY.matcher(result.output());
		assertThat(summary.find()).as(result.output()).isTrue();
		System.out.println("On Windows: " + summary.group());
		assertThat(summary.group(2)).as(result.output()).isEqualTo("0");
		assertThat(Integer.parseInt(summary.group(1))).isGreaterThan(800);
		assertThat(result.exitCode()).isZero();
	}

	/**
	 * Other tests read bytes produced by a compiler for Windows.
	 */
	@Test
	void whenCompiledForWindowsPayloadsAreTheSame() throws IOException {
		Path program = Mingw.compile(CORE.resolve("src/test/c/payloads.c"));
		Commands.Result result = wine.run(Wine.windows(program));
		assertThat(result.exitCode()).isZero();
		assertThat(result.output().lines())
			.containsExactlyElementsOf(Files.readAllLines(CORE.resolve("src/test/resources/windows/payloads.txt")));
	}

}
