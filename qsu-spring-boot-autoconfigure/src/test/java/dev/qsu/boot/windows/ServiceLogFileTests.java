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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.DeferredLog;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.qsu.boot.windows.ServiceLogFile.Candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ServiceLogFile}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceLogFileTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final DeferredLog log = new DeferredLog();

	@TempDir
	private Path directory;

	private @Nullable Path foreign;

	private final FileOwners owners = new FileOwners() {

		@Override
		Object owner(Path path) {
			return (path.equals(ServiceLogFileTests.this.foreign)) ? "Mallory" : "service";
		}

	};

	private Path first;

	private Path second;

	@BeforeEach
	void paths() {
		this.first = this.directory.resolve("orders/logs/Orders.log");
		this.second = this.directory.resolve("ProgramData/Orders/logs/Orders.log");
	}

	@Test
	void candidatesAreTheServicesThenTheMachinesThenTheTemporaryDirectory() {
		assertThat(ServiceLogFile.candidates("Orders", this.directory.resolve("orders"),
				this.directory.resolve("ProgramData").toString(), this.directory.resolve("Temp").toString()))
			.extracting(Candidate::file, Candidate::shared)
			.containsExactly(tuple(this.first, false), tuple(this.second, true),
					tuple(this.directory.resolve("Temp/Orders/logs/Orders.log"), true));
	}

	@Test
	void whenDirectoriesAreUnknownLeavesThemOut() {
		assertThat(ServiceLogFile.candidates("Orders", null, null, this.directory.toString()))
			.extracting(Candidate::file)
			.containsExactly(this.directory.resolve("Orders/logs/Orders.log"));
		assertThat(ServiceLogFile.candidates("Orders", null, "", null)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Orders,Orders", "My Orders (new),My Orders (new)", "MSSQL$A,MSSQL$A", "B\u00fccher,B\u00fccher",
			"a:b*c?d\"e<f>g|h,a_b_c_d_e_f_g_h", "../x,.._x", "..\\x,.._x", "..,._", "a.,a_", "100%,100_", "${x},$_x_",
			"con,_con", "NUL.x,_NUL.x", "com1,_com1", "console,console", "'',_" })
	void namesAreMadeSafe(String service, String name) {
		assertThat(ServiceLogFile.fileName(service)).isEqualTo(name);
	}

	@Test
	void controlCharactersAreMadeSafe() {
		assertThat(ServiceLogFile.fileName("a\tb\0c\u007f")).isEqualTo("a_b_c_");
	}

	@Test
	void whenNothingIsConfiguredTheLogGoesToTheFirst(CapturedOutput output) {
		add();
		assertThat(fileName()).isEqualTo(this.first.toString());
		assertThat(this.first.getParent()).isEmptyDirectory();
		assertThat(this.second.getParent()).doesNotExist();
		assertLogs(output, "INFO", "No log file is configured, so logging to " + this.first + System.lineSeparator());
	}

	@Test
	void whenFileExistsItIsKept() throws Exception {
		Files.createDirectories(this.first.getParent());
		Files.writeString(this.first, "yesterday");
		add();
		assertThat(fileName()).isEqualTo(this.first.toString());
		assertThat(this.first).hasContent("yesterday");
	}

	@Test
	void whenDirectoryCannotBeCreatedTakesTheNextAndSaysWhy(CapturedOutput output) throws Exception {
		Files.writeString(this.directory.resolve("orders"), "a file");
		add();
		assertThat(fileName()).isEqualTo(this.second.toString());
		assertLogs(output, "INFO", "No log file is configured, so logging to " + this.second + "; cannot write "
				+ this.first + " (java.nio.file.");
	}

	@Test
	void whenDirectoryIsFileTakesTheNext() throws Exception {
		Files.createDirectory(this.directory.resolve("orders"));
		Files.writeString(this.first.getParent(), "a file");
		add();
		assertThat(fileName()).isEqualTo(this.second.toString());
	}

	@Test
	void whenFileCannotBeOpenedTakesTheNext() throws Exception {
		Files.createDirectories(this.first);
		add();
		assertThat(fileName()).isEqualTo(this.second.toString());
	}

	@Test
	void whenNoneCanBeWrittenWarnsOnce(CapturedOutput output) throws Exception {
		Files.createDirectories(this.first);
		Files.createDirectories(this.second);
		add();
		assertThat(this.environment.containsProperty("logging.file.name")).isFalse();
		assertLogs(output, "WARN",
				"No log file is configured, and no default can be written; cannot write " + this.first + " (");
		assertThat(output).contains("; cannot write " + this.second + " (");
	}

	@ParameterizedTest
	@ValueSource(strings = { "logging.file.name=x.log", "logging.file.name=", "logging.file.path=x",
			"qsu.windows.log-file=false", "qsu.windows.logFile=off" })
	void whenConfiguredDoesNothing(String property, CapturedOutput output) {
		set(property);
		add();
		assertThat(this.environment.getPropertySources().contains("qsuLogFile")).isFalse();
		assertThat(this.directory).isEmptyDirectory();
		this.log.switchTo(ServiceLogFile.class);
		assertThat(output).doesNotContain("log file");
	}

	@Test
	void whenWantedExplicitlyTheLogGoesToTheFirst() {
		set("qsu.windows.log-file=true");
		add();
		assertThat(fileName()).isEqualTo(this.first.toString());
	}

	@Test
	void whenSetLaterTheLogGoesThere() {
		add();
		set("logging.file.name=x.log");
		assertThat(fileName()).isEqualTo("x.log");
		this.environment.getPropertySources()
			.addLast(new MapPropertySource("later", Map.of("logging.file.name", "y.log")));
		assertThat(fileName()).isEqualTo("x.log");
	}

	private void assertLogs(CapturedOutput output, String level, String text) {
		assertThat(output).doesNotContain("log file");
		this.log.switchTo(ServiceLogFile.class);
		assertThat(output).containsOnlyOnce("No log file").contains(text).contains(level);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Orders", "Orders/logs", "Orders/logs/Orders.log" })
	void whenAnotherUserCreatedWhatIsSharedTakesTheNextAndSaysWhy(String path, CapturedOutput output) throws Exception {
		this.foreign = this.directory.resolve("ProgramData").resolve(path);
		Files.createDirectories(this.second.getParent());
		Files.writeString(this.second, "bait");
		new ServiceLogFile(candidates().subList(1, 3), this.owners).addTo(this.environment, this.log);
		assertThat(fileName()).isEqualTo(this.directory.resolve("Temp/Orders/logs/Orders.log").toString());
		assertThat(this.second).hasContent("bait");
		assertLogs(output, "INFO", "; cannot write " + this.second + " (java.io.IOException: '" + this.foreign
				+ "' was created by Mallory)");
	}

	@Test
	void whenAnotherUserCreatedTheDirectoryOfTheServiceUsesIt() throws Exception {
		this.foreign = Files.createDirectories(this.first.getParent());
		add();
		assertThat(fileName()).isEqualTo(this.first.toString());
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "only administrators may make links")
	void whenSharedDirectoryIsLinkTakesTheNext() throws Exception {
		Files.createDirectories(this.directory.resolve("ProgramData"));
		Files.createDirectory(this.directory.resolve("elsewhere"));
		Files.createSymbolicLink(this.directory.resolve("ProgramData/Orders"), this.directory.resolve("elsewhere"));
		new ServiceLogFile(candidates().subList(1, 3), new FileOwners()).addTo(this.environment, this.log);
		assertThat(fileName()).isEqualTo(this.directory.resolve("Temp/Orders/logs/Orders.log").toString());
		assertThat(this.directory.resolve("elsewhere")).isEmptyDirectory();
	}

	@Test
	void whenSharedDirectoriesAreOfTheServiceUsesThem() throws Exception {
		Files.createDirectories(this.second.getParent());
		Files.writeString(this.second, "yesterday");
		new ServiceLogFile(candidates().subList(1, 3), new FileOwners()).addTo(this.environment, this.log);
		assertThat(fileName()).isEqualTo(this.second.toString());
	}

	private void add() {
		new ServiceLogFile(candidates().subList(0, 2), this.owners).addTo(this.environment, this.log);
	}

	private List<Candidate> candidates() {
		return ServiceLogFile.candidates("Orders", this.directory.resolve("orders"),
				this.directory.resolve("ProgramData").toString(), this.directory.resolve("Temp").toString());
	}

	private void set(String property) {
		int separator = property.indexOf('=');
		this.environment.getPropertySources()
			.addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new MapPropertySource("test",
					Map.of(property.substring(0, separator), property.substring(separator + 1))));
	}

	private String fileName() {
		return this.environment.getProperty("logging.file.name", "unset");
	}

}
