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
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;

import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.host.ServiceStartException;
import dev.qsu.boot.service.host.StartParameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScmStart}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScmStartTests {

	private static final ServiceCommandLine RUN_SERVICE = ServiceCommandLine.parse(List.of("run-service"));

	private static final ServiceCommandLine NO_COMMAND = ServiceCommandLine.parse(List.of("--server.port=1"));

	private final FakeService service = new FakeService();

	private final List<Path> changes = new ArrayList<>();

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	private Path home;

	@BeforeEach
	void createJar() throws Exception {
		Files.createFile(this.home.resolve("orders.jar"));
	}

	@Test
	void whenStartedByTheScmGivesNameAndArguments() {
		assertThat(start().prepare(RUN_SERVICE)).isEqualTo(new StartParameters("Orders", List.of("--server.port=2")));
	}

	@Test
	void whenStartedByTheScmEntersItsDirectoryAndLogsThere() {
		ScmStart start = start();
		start.prepare(RUN_SERVICE);
		assertThat(this.changes).containsExactly(this.home);
		start.addDefaults(this.environment, Supplier::get);
		assertThat(this.environment.getProperty("logging.file.name"))
			.isEqualTo(this.home.resolve(Path.of("logs", "Orders.log")).toString());
	}

	@Test
	void whenWorkingDirectoryIsGivenEntersItAndLogsThere() throws Exception {
		Path data = Files.createDirectory(this.home.resolve("data"));
		ScmStart start = start();
		start.prepare(ServiceCommandLine.parse(List.of("run-service", "--working-dir", "data")));
		assertThat(this.changes).containsExactly(data);
		start.addDefaults(this.environment, Supplier::get);
		assertThat(this.environment.getProperty("logging.file.name"))
			.isEqualTo(data.resolve(Path.of("logs", "Orders.log")).toString());
	}

	@Test
	void whenWorkingDirectoryIsMissingTheFailureCanBeLoggedInTheDirectoryOfTheJar() {
		ScmStart start = start();
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(
				() -> start.prepare(ServiceCommandLine.parse(List.of("run-service", "--working-dir", "missing"))));
		start.addDefaults(this.environment, Supplier::get);
		assertThat(this.environment.getProperty("logging.file.name"))
			.isEqualTo(this.home.resolve(Path.of("logs", "Orders.log")).toString());
	}

	@Test
	void whenDirectoryCannotBeEnteredWarnsAndLogsThereNevertheless(CapturedOutput output) {
		ScmStart start = start((directory) -> {
			throw new IllegalStateException("JDK 99 does not remember it");
		});
		start.prepare(RUN_SERVICE);
		start.addDefaults(this.environment, Supplier::get);
		assertThat(output).containsOnlyOnce("JDK 99 does not remember it");
		assertThat(this.environment.getProperty("logging.file.name"))
			.isEqualTo(this.home.resolve(Path.of("logs", "Orders.log")).toString());
	}

	@Test
	void whenRunServiceIsNotStartedByTheScmSaysHowToRegister() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1063);
		ScmStart start = start();
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start.prepare(RUN_SERVICE))
			.withMessage("The first argument is 'run-service', but the Service Control Manager has not started"
					+ " this process (error 1063 of StartServiceCtrlDispatcher)")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("leave 'run-service' out")
				.contains("sc.exe create NAME start= auto binPath= \"\\\"")
				.contains("-Xrs -jar")
				.contains(" run-service\""));
		assertThat(start.isRefused()).isTrue();
	}

	@Test
	void whenRunFromJarExplainsHowToRegisterIt() {
		assertThat(ScmStart.howToRegister("java-17", "orders.jar"))
			.contains("binPath= \"\\\"" + Path.of("java-17", "bin", "java.exe") + "\\\" -Xrs -jar \\\""
					+ Path.of("orders.jar").toAbsolutePath() + "\\\" run-service\"");
	}

	@Test
	void whenRunFromClassesExplainsHowToRegisterAJar() {
		String classPath = Path.of("classes") + File.pathSeparator + Path.of("lib.jar");
		assertThat(ScmStart.howToRegister("java-17", classPath))
			.contains("-jar \\\"C:\\path\\to\\app.jar\\\" run-service");
	}

	@Test
	void whenOtherErrorSaysWhatToDo() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("RegisterServiceCtrlHandlerEx", 5);
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start().prepare(NO_COMMAND))
			.withMessageMatching("The process cannot run as a service: RegisterServiceCtrlHandlerEx failed: .* 5")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("event log"));
	}

	@Test
	void whenNativeAccessIsDeniedSaysHowToAllowIt() {
		NativeAccessException denied = TestNativeCallExceptions.accessDenied();
		this.service.dispatchFailure = denied;
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start().prepare(NO_COMMAND))
			.withMessage("The process cannot run as a service: " + denied.getReason())
			.satisfies((ex) -> assertThat(ex.getAction()).isEqualTo(denied.getAction()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1063, 1056 })
	void whenOnlyTheParentIndicatesAServiceRunsAsConsoleApplicationAndWarns(int error, CapturedOutput output) {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", error);
		ScmStart start = start();
		assertThat(start.prepare(NO_COMMAND)).isEqualTo(StartParameters.NONE);
		assertThat(start.isRefused()).isTrue();
		start.addDefaults(this.environment, Supplier::get);
		assertThat(output).containsOnlyOnce("Detected a service")
			.contains("running as a console application. Set 'qsu.launcher' to none if that is right:"
					+ " StartServiceCtrlDispatcher failed: ")
			.contains(" " + error);
		assertThat(this.environment.containsProperty("logging.file.name")).isFalse();
	}

	@Test
	void whenRunServiceIsNotStartedDoesNotMentionAConsole(CapturedOutput output) {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1063);
		ScmStart start = start();
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start.prepare(RUN_SERVICE));
		start.addDefaults(this.environment, Supplier::get);
		assertThat(output).doesNotContain("Detected a service");
	}

	@Test
	void whenInterruptedFails() {
		this.service.neverStarts = true;
		ScmStart start = start();
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start.prepare(RUN_SERVICE))
				.withMessage("Interrupted while waiting for the Service Control Manager");
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	private ScmStart start() {
		return start(this.changes::add);
	}

	private ScmStart start(Consumer<Path> change) {
		ScmConnection connection = new ScmConnection(this.service);
		connection.begin();
		return new ScmStart(connection, new ServiceWorkingDirectory(this.home.resolve("orders.jar").toFile(), change));
	}

}
