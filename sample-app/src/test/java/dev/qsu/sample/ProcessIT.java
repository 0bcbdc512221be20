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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.qsu.sample.app.ScenarioApplication;
import dev.qsu.sample.app.SeveralApplications;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with processes that no known launcher started.
 */
@EnabledOnOs(OS.LINUX)
class ProcessIT {

	@Test
	void whenTerminatedPublishesEventAndExitsWithZero() {
		try (TestProcess process = start("")) {
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("EVENT SvcShutdownEvent TERMINATED on qsu-service");
		}
	}

	@Test
	void whenInterruptedPublishesEventAndExitsWithZero() {
		try (TestProcess process = start("")) {
			process.signal("INT");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("EVENT SvcShutdownEvent INTERRUPTED");
		}
	}

	@Test
	void whenHangUpOrUserSignalArrivesPublishesEventAndGoesOn() {
		try (TestProcess process = start("")) {
			process.signal("HUP");
			process.awaitOutput("EVENT SvcReloadEvent");
			process.signal("USR1");
			process.awaitOutput("EVENT SvcUserEvent 1");
			assertThat(process.isAlive()).isTrue();
		}
	}

	@Test
	void whenSignalArrivesDuringStartExitsWithZero() {
		try (TestProcess process = TestProcess.start(Map.of(),
				TestProcess.application(ScenarioApplication.class, arguments("slow-start")))) {
			process.awaitOutput("profile is active");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).containsOnlyOnce("EVENT SvcShutdownEvent TERMINATED on qsu-service");
		}
	}

	@Test
	void whenSignalArrivesDuringStartThatWaitsEndsAtOnce() {
		try (TestProcess process = run("waiting-start")) {
			process.awaitOutput("WAITING");
			Await.sleep(Duration.ofSeconds(1));
			long begin = System.nanoTime();
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
			assertThat(process.output()).doesNotContain("SvcShutdownEvent");
		}
	}

	@Test
	void whenOtherApplicationsOfTheProcessStartFailAndEndOnlyTheFirstIsTheService() {
		try (TestProcess process = run("none", "plugins")) {
			process.awaitOutput("PLUGINS");
			assertThat(process.output()).contains("PLUGIN FAILED");
			process.signal("HUP");
			process.awaitOutput("EVENT SvcReloadEvent");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).containsOnlyOnce("EVENT SvcShutdownEvent TERMINATED on qsu-service")
				.doesNotContain("PLUGIN EVENT");
		}
	}

	/**
	 * At the same time, because what could end them takes 10 seconds.
	 */
	@Test
	void whenOtherApplicationsRanBeforeOrWithinTheServiceGoesOn() {
		List<TestProcess> processes = new ArrayList<>();
		try {
			Stream.of("closed", "closing", "failing", "parent").map(ProcessIT::several).forEach(processes::add);
			processes.add(supervised("nested-run"));
			processes.forEach((process) -> process.awaitOutput("Tomcat started on port"));
			processes.get(processes.size() - 1).awaitOutput("NESTED FAILED");
			Await.sleep(Duration.ofSeconds(12));
			processes.forEach(ProcessIT::assertIsService);
		}
		finally {
			processes.forEach(TestProcess::close);
		}
	}

	private static TestProcess several(String first) {
		String[] arguments = Stream.concat(Stream.of(first), Stream.of(arguments("none"))).toArray(String[]::new);
		return TestProcess.start(Map.of("NOTIFY_SOCKET", "/nonexistent/notify"),
				TestProcess.application(SeveralApplications.class, arguments));
	}

	private static void assertIsService(TestProcess process) {
		assertThat(process.isAlive()).isTrue();
		process.signal("HUP");
		process.awaitOutput("EVENT SvcReloadEvent");
		process.signal("TERM");
		assertThat(process.awaitExit()).isZero();
		assertThat(process.output()).contains("\nEVENT SvcShutdownEvent TERMINATED on qsu-service")
			.doesNotContain("keep the process alive");
	}

	@Test
	void whenThreadIsForgottenAfterContextWasClosedIsNamedAndTheProcessEnds() {
		try (TestProcess process = supervised("none", "close-on-thread")) {
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output())
				.contains("The application context has been closed, but threads keep the process" + " alive: ")
				.contains("forgotten");
		}
	}

	@Test
	void whenStopHangsSaysHowToEndIt() {
		try (TestProcess process = start("hung-destroy", "--qsu.service.stop-timeout=1s")) {
			process.signal("INT");
			process.awaitOutput("Interrupt it again (Ctrl+C)");
			assertThat(process.output()).contains("ScenarioApplication$HungDestroy.hang");
			process.signal("INT");
			assertThat(process.awaitExit()).isEqualTo(130);
		}
	}

	@Test
	void whenSignalArrivesAfterApplicationHasClosedItsContextEnds() {
		try (TestProcess process = run("none", "close")) {
			process.awaitOutput("CLOSED");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).containsOnlyOnce("EVENT SvcShutdownEvent REACHED_END");
		}
	}

	@Test
	void whenSignalArrivesAfterRunnerHasFailedKeepsExitCode() {
		try (TestProcess process = run("failing-runner", "--linger")) {
			process.awaitOutput("Application run failed");
			Await.sleep(Duration.ofSeconds(1));
			process.signal("TERM");
			assertThat(process.awaitExit()).isEqualTo(1);
		}
	}

	@Test
	void whenApplicationRecoversFromFailedStartGoesOn() {
		TestProcess process = TestProcess.start(Map.of("NOTIFY_SOCKET", "/nonexistent/notify"),
				TestProcess.application(ScenarioApplication.class, arguments("failing-start", "fallback")));
		assertThat(process.awaitExit()).isZero();
		assertThat(process.output()).contains("FELL BACK");
	}

	@Test
	void whenManagementSocketIsMissingFailsWithAnalysis() {
		TestProcess process = run("none", "--qsu.socket.management=admin");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output()).contains("No socket with the name or index 'admin' was inherited");
	}

	@Test
	void whenSocketIsWantedButSocketsAreDisabledSaysSo() {
		TestProcess process = run("none", "--qsu.socket.enabled=false", "--qsu.socket.server=web");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output())
			.contains("The socket 'web' cannot be used, because inherited sockets are disabled");
	}

	@Test
	void whenInterruptIsRepeatedEndsAtOnce() {
		try (TestProcess process = start("slow-stop")) {
			process.signal("TERM");
			process.awaitOutput("SLEEPING");
			process.signal("INT");
			Await.sleep(Duration.ofMillis(700));
			process.signal("INT");
			assertThat(process.awaitExit()).isEqualTo(130);
			assertThat(process.output()).doesNotContain("SLEPT").contains("ending immediately");
		}
	}

	@Test
	void whenStopSignalIsRepeatedGoesOnStopping() {
		try (TestProcess process = start("slow-stop")) {
			process.signal("TERM");
			process.awaitOutput("SLEEPING");
			Await.sleep(Duration.ofMillis(700));
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("SLEPT");
		}
	}

	@Test
	void whenSignalIsTheJvmsOwnIsHandledOnlyIfAskedFor() {
		try (TestProcess process = start("none", "--qsu.service.signals=TERM,SIGUSR2")) {
			process.signal("USR2");
			process.awaitOutput("EVENT SvcUserEvent 2");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
		}
	}

	@Test
	void whenSignalIsUnknownFailsWithAnalysis() {
		TestProcess process = run("none", "--qsu.service.signals=TERM,KILL");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output()).contains("'KILL' is not a signal that can be handled. Use true, false or a list of"
				+ " HUP, INT, TERM, USR1, USR2.");
	}

	/**
	 * The recording interrupts threads with a signal.
	 */
	@Test
	void whenRecordingWithFlightRecorderPublishesNothing() {
		List<String> command = new ArrayList<>(TestProcess.application(ScenarioApplication.class, arguments("none")));
		command.add(1, "-XX:StartFlightRecording=filename=target/processes/" + System.nanoTime() + ".jfr");
		try (TestProcess process = TestProcess.start(Map.of(), command)) {
			process.awaitOutput("Started ScenarioApplication");
			Await.sleep(Duration.ofSeconds(3));
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).doesNotContain("EVENT SvcUserEvent");
		}
	}

	@Test
	void whenWrapperRepeatsStopSignalGoesOnStopping() {
		try (TestProcess process = start("slow-stop")) {
			process.signal("INT");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			// which of the two the JVM hands over first is open
			assertThat(process.output()).contains("SLEPT").containsOnlyOnce("EVENT SvcShutdownEvent");
		}
	}

	@Test
	void whenStopListenerFailsCallsOthersAndExitsWithOne() {
		try (TestProcess process = start("failing-stop")) {
			process.signal("TERM");
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).contains("EVENT SvcShutdownEvent TERMINATED")
				.contains("Failed [stop] The cache cannot be saved");
		}
	}

	@Test
	void whenStopListenersTakeTooLongStopsWithoutThem() {
		try (TestProcess process = start("slow-stop", "--qsu.service.stop-timeout=1s")) {
			process.signal("TERM");
			assertThat(process.awaitExit()).isEqualTo(1);
			assertThat(process.output()).doesNotContain("SLEPT").contains("did not return within");
		}
	}

	@Test
	void whenStopListenerExtendsWaitsForIt() {
		try (TestProcess process = start("slow-stop,extended-stop", "--qsu.service.stop-timeout=1s")) {
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("SLEPT");
		}
	}

	@Test
	void whenReloadListenerFailsGoesOnAndExitsWithZero() {
		try (TestProcess process = start("failing-reload")) {
			process.signal("HUP");
			process.awaitOutput("A listener of SvcReloadEvent failed");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
			assertThat(process.output()).contains("[run] The configuration has a mistake");
		}
	}

	@Test
	void whenStartFailsExitsWithOne() {
		assertThat(run("failing-start").awaitExit()).isEqualTo(1);
	}

	@Test
	void whenStartFailsWithCodeExitsWithIt() {
		assertThat(run("failing-start-with-code").awaitExit()).isEqualTo(7);
	}

	@Test
	void whenRunnerFailsExitsWithOne() {
		TestProcess process = run("failing-runner");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output()).contains("The queue is not there")
			.containsOnlyOnce("EVENT SvcShutdownEvent REACHED_END");
	}

	@Test
	void whenApplicationEndsByItselfPublishesReachedEnd() {
		TestProcess process = run("none", "--spring.main.web-application-type=none");
		assertThat(process.awaitExit()).isZero();
		assertThat(process.output()).containsOnlyOnce("EVENT SvcShutdownEvent REACHED_END");
	}

	@Test
	void whenListenerOfReachedEndFailsExitsWithOne() {
		TestProcess process = run("failing-stop", "--spring.main.web-application-type=none");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output()).contains("EVENT SvcShutdownEvent REACHED_END");
	}

	/**
	 * The handler keeps Spring Boot from calling those that were registered before.
	 */
	@Test
	void whenShutdownHandlerFailsTheExitCodeIsStillCorrected() {
		TestProcess process = run("failing-stop,failing-handler", "--spring.main.web-application-type=none");
		assertThat(process.awaitExit()).isEqualTo(1);
		assertThat(process.output()).contains("The connection is gone");
	}

	@Test
	void whenApplicationExitsWithCodePublishesReachedEndAndKeepsCode() {
		try (TestProcess process = start("exit-by-user-event")) {
			process.signal("USR1");
			assertThat(process.awaitExit()).isEqualTo(9);
			assertThat(process.output()).containsOnlyOnce("EVENT SvcShutdownEvent REACHED_END");
		}
	}

	@Test
	void whenNobodyLaunchedLoadsNoNativeCodeAndHasOneThread() throws IOException {
		Path classes = Files.createTempFile("classes", ".log");
		int port = Http.freePort();
		List<String> command = new ArrayList<>(TestProcess.sample("--server.port=" + port));
		command.add(1, "-Xlog:class+load:file=" + classes + "::filecount=0");
		try (TestProcess process = TestProcess.start(Map.of(), command)) {
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"NONE\"")
				.contains("\"state\":\"RUNNING\"")
				.contains("\"sockets\":[]");
			assertThat(Files.readString(classes)).contains("dev.qsu.boot.service.lifecycle.ServiceRuntime")
				.doesNotContain("com.sun.jna");
			assertThat(threads(process.pid()).filter((name) -> name.startsWith("qsu-"))).hasSizeLessThanOrEqualTo(1);
			assertThat(process.output()).doesNotContain("dev.qsu.boot").doesNotContain("WARN");
		}
		finally {
			Files.delete(classes);
		}
	}

	private static Stream<String> threads(long pid) throws IOException {
		try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
			List<String> names = new ArrayList<>();
			for (Path task : tasks.toList()) {
				names.add(Files.readString(task.resolve("comm")).strip());
			}
			return names.stream();
		}
	}

	private static TestProcess start(String profiles, String... arguments) {
		TestProcess process = run(profiles, arguments);
		process.awaitOutput("Started ScenarioApplication");
		return process;
	}

	private static TestProcess run(String profiles, String... arguments) {
		return TestProcess.start(Map.of(),
				TestProcess.application(ScenarioApplication.class, arguments(profiles, arguments)));
	}

	/**
	 * The service manager cannot be reached.
	 */
	private static TestProcess supervised(String profiles, String... arguments) {
		return TestProcess.start(Map.of("NOTIFY_SOCKET", "/nonexistent/notify"),
				TestProcess.application(ScenarioApplication.class, arguments(profiles, arguments)));
	}

	private static String[] arguments(String profiles, String... arguments) {
		return Stream.concat(Stream.of("--spring.profiles.active=" + profiles, "--server.port=0"), Stream.of(arguments))
			.toArray(String[]::new);
	}

}
