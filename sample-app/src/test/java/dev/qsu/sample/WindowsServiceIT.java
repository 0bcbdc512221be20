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
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.qsu.sample.app.WindowsServiceApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Commands;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.PeerVersion;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.ServiceManager;
import dev.qsu.sample.peer.ServiceStatus;
import dev.qsu.sample.peer.ServiceStatus.State;
import dev.qsu.sample.peer.TestProcess;
import dev.qsu.sample.peer.WindowsJava;
import dev.qsu.sample.peer.WindowsService;
import dev.qsu.sample.peer.WindowsService.Answer;
import dev.qsu.sample.peer.WindowsService.Flood;
import dev.qsu.sample.peer.Wine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests with a JVM for Windows as a service of the Service Control Manager of Wine.
 */
@RequiresPeer(Peer.WINE)
@ParameterizedClass(name = "Java {0}")
@MethodSource("dev.qsu.sample.peer.WindowsJava#tested")
class WindowsServiceIT implements PeerVersion {

	/** An application that starts quickly. */
	private static final String[] SMALL = { "--spring.main.web-application-type=none",
			"--spring.main.keep-alive=true" };

	/** SERVICE_ACCEPT_STOP, PAUSE_CONTINUE, SHUTDOWN and PARAMCHANGE. */
	private static final int USUAL_CONTROLS = 0x1 | 0x2 | 0x4 | 0x8;

	private static final int ERROR_INVALID_PARAMETER = 87;

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299-">ERROR_PROCESS_ABORTED</a>.
	 */
	private static final int ERROR_PROCESS_ABORTED = 1067;

	/** ERROR_SERVICE_SPECIFIC_ERROR. */
	private static final int ERROR_SERVICE_SPECIFIC_ERROR = 1066;

	private static final int ERROR_INVALID_SERVICE_CONTROL = 1052;

	private static final int ERROR_SERVICE_CANNOT_ACCEPT_CTRL = 1061;

	private static final int ERROR_SERVICE_NOT_ACTIVE = 1062;

	private static Wine wine;

	private static ServiceManager manager;

	@Parameter
	private WindowsJava java;

	@Override
	public String peerVersion() {
		return this.java.getVersion();
	}

	@BeforeAll
	static void boot() {
		wine = Wine.boot("services", 1);
		manager = ServiceManager.open(wine);
	}

	@AfterAll
	static void delete() {
		if (manager != null) {
			manager.close();
		}
		if (wine != null) {
			wine.close();
		}
	}

	@Test
	void whenUsersFollowTheDocumentationServiceStartsAndStops() throws IOException {
		int port = Http.freePort();
		Path log = log("orders");
		Files.deleteIfExists(log);
		List<String> command = this.java.command(List.of());
		String binPath = "\"" + command.get(0) + "\" -Xrs " + command.get(1) + " -jar \""
				+ Wine.windows(Path.of("target/sample-app.jar")) + "\" run-service --server.port=" + port
				+ " --logging.file.name=" + Wine.windows(log);
		expect(0, "", "sc", "create", "orders", "binPath=", binPath);
		try {
			expect(0, "The orders service was started successfully.", "net", "start", "orders");
			expect(0, "2  START_PENDING", "sc", "query", "orders");
			assertThat(Await.until(Duration.ofSeconds(60), () -> sc("query", "orders").contains("4  RUNNING")))
				.isTrue();
			assertThat(Http.get(port, "/api/service")).startsWith("{\"launcher\":\"SCM\",\"state\":\"RUNNING\"")
				.endsWith("\"name\":\"orders\"}");
			assertThat(Files.readString(log)).contains("Launched by scm, reporting to the Service Control Manager");
			expect(0, "The orders service was stopped successfully.", "net", "stop", "orders");
			assertThat(Await.until(Duration.ofSeconds(20), () -> sc("query", "orders").contains("1  STOPPED")))
				.isTrue();
			assertThat(sc("query", "orders")).contains("WIN32_EXIT_CODE    : 0 ", "SERVICE_EXIT_CODE  : 0 ");
		}
		finally {
			sc("stop", "orders");
			expect(0, "", "sc", "delete", "orders");
		}
	}

	private static String sc(String... arguments) {
		return wine.run(Stream.concat(Stream.of("sc"), Stream.of(arguments)).toArray(String[]::new)).output();
	}

	private static void expect(int exitCode, String output, String... command) {
		Commands.Result result = wine.run(command);
		assertThat(result.output()).as(Arrays.toString(command)).contains(output);
		assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
	}

	@Test
	void whenBeansAreSlowTellsProgressAndRunsAsSoonAsItAnswers() throws IOException {
		int port = Http.freePort();
		try (WindowsService service = application("slow", "sample", "--spring.profiles.active=slow-start",
				"--server.port=" + Http.freePort(), "--qsu.service.start-timeout=70s")) {
			service.start("--server.port=" + port, "given");
			service.await(State.START_PENDING);
			int stopWhileStarting = service.control(WindowsService.STOP).error();
			service.await(State.RUNNING);
			assertThat(Http.get(port, "/api/service")).startsWith("{\"launcher\":\"SCM\",\"state\":\"RUNNING\"")
				.endsWith("\"name\":\"slow\"}");
			// Windows: 1061
			assertThat(stopWhileStarting).isIn(ERROR_INVALID_SERVICE_CONTROL, ERROR_SERVICE_CANNOT_ACCEPT_CTRL);
			List<ServiceStatus> pending = service.statuses(State.START_PENDING);
			assertRising(pending);
			assertThat(pending).hasSizeGreaterThan(6)
				.allSatisfy((status) -> assertThat(status.accepted()).isZero())
				.last()
				.extracting(ServiceStatus::waitHint)
				.isEqualTo(70_000);
			// a step for each bean, and none while one is slow
			assertThat(pauses(pending, 900)).hasSizeGreaterThanOrEqualTo(3);
			assertThat(service.states()).containsExactly(State.STOPPED, State.START_PENDING, State.RUNNING);
			assertThat(service.stop().win32()).isZero();
		}
	}

	/**
	 * Return the pauses between steps that have at least a minimum length.
	 * @param statuses the steps
	 * @param minimum the minimum length in milliseconds
	 * @return the pauses in milliseconds
	 */
	private static List<Long> pauses(List<ServiceStatus> statuses, long minimum) {
		return IntStream.range(1, statuses.size())
			.mapToObj((i) -> statuses.get(i).at() - statuses.get(i - 1).at())
			.filter((pause) -> pause >= minimum)
			.toList();
	}

	private static void assertRising(List<ServiceStatus> statuses) {
		List<Integer> checkpoints = statuses.stream().map(ServiceStatus::checkpoint).toList();
		assertThat(checkpoints).isSorted().doesNotHaveDuplicates().first().isNotEqualTo(0);
	}

	@Test
	void whenControlledPublishesEventsAndChangesState() throws IOException {
		int port = Http.freePort();
		try (WindowsService service = application("controlled", "sample", "--spring.profiles.active=slow-pause")) {
			service.start("--server.port=" + port);
			assertThat(service.await(State.RUNNING).accepted())
				.matches((bits) -> (bits & USUAL_CONTROLS) == USUAL_CONTROLS);
			assertThat(service.control(WindowsService.PAUSE).status().state()).isEqualTo(State.PAUSE_PENDING);
			service.await(State.PAUSED);
			assertThatThrownBy(() -> Http.get(port, "/actuator/health/readiness")).hasMessageContaining("503")
				.hasMessageContaining("OUT_OF_SERVICE");
			assertThat(Http.get(port, "/api/service")).contains("\"state\":\"PAUSED\"");
			assertThat(service.control(WindowsService.CONTINUE).error()).isZero();
			service.await(State.RUNNING);
			assertThat(Http.get(port, "/actuator/health/readiness")).contains("UP");
			assertThat(service.control(WindowsService.INTERROGATE).status().state()).isEqualTo(State.RUNNING);
			for (int code : new int[] { WindowsService.PARAMCHANGE, 128, 200, 255 }) {
				assertThat(service.control(code).error()).isZero();
			}
			assertThat(service.control(5).error()).isEqualTo(ERROR_INVALID_PARAMETER);
			assertThat(Await.until(Duration.ofSeconds(5), () -> Http.get(port, "/api/service").contains("\"255\"")))
				.isTrue();
			assertThat(Http.get(port, "/api/service")).containsSubsequence("SvcPauseEvent", "SvcResumeEvent",
					"SvcInterrogateEvent", "SvcReloadEvent", "\"128\"", "\"200\"", "\"255\"");
			assertThat(service.control(WindowsService.PAUSE).error()).isZero();
			service.await(State.PAUSED);
			assertThat(service.stop()).extracting(ServiceStatus::win32, ServiceStatus::specific).containsExactly(0, 0);
			assertThat(service.states()).containsExactly(State.STOPPED, State.START_PENDING, State.RUNNING,
					State.PAUSE_PENDING, State.PAUSED, State.CONTINUE_PENDING, State.RUNNING, State.PAUSE_PENDING,
					State.PAUSED, State.STOP_PENDING, State.STOPPED);
			assertThat(service.control(WindowsService.INTERROGATE).error()).isEqualTo(ERROR_SERVICE_NOT_ACTIVE);
		}
	}

	@Test
	void whenStoppedFinishesRequestAndTellsProgress() throws IOException {
		int port = Http.freePort();
		try (WindowsService service = application("stopped", "sample", "--spring.profiles.active=phases",
				"--server.port=" + port, "--qsu.windows.accepted-controls=stop", "--qsu.service.stop-timeout=50s")) {
			service.start();
			assertThat(service.await(State.RUNNING).accepted()).isEqualTo(1);
			assertThat(service.control(WindowsService.PAUSE).error()).isEqualTo(ERROR_INVALID_SERVICE_CONTROL);
			assertThat(service.control(WindowsService.PARAMCHANGE).error()).isEqualTo(ERROR_INVALID_SERVICE_CONTROL);
			try (Socket request = Http.connect("127.0.0.1", port)) {
				Http.send(request, "/api/slow?ms=3000");
				Await.sleep(Duration.ofMillis(500));
				Answer stop = service.control(WindowsService.STOP);
				assertThat(stop.error()).isZero();
				assertThat(stop.status()).extracting(ServiceStatus::state, ServiceStatus::waitHint)
					.containsExactly(State.STOP_PENDING, 50_000);
				assertThat(stop.duration()).isLessThan(Duration.ofSeconds(1));
				assertThat(Http.receive(request)).isNotEmpty();
				assertThat(service.query().state()).isEqualTo(State.STOP_PENDING);
			}
			ServiceStatus stopped = service.await(State.STOPPED);
			assertThat(stopped).extracting(ServiceStatus::win32, ServiceStatus::specific).containsExactly(0, 0);
			List<ServiceStatus> pending = service.statuses(State.STOP_PENDING);
			assertRising(pending);
			assertThat(stopped.at() - pending.get(0).at()).isGreaterThan(2000);
			// one step as the request ends, and one for each of two phases
			assertThat(pauses(pending, 250)).hasSizeGreaterThanOrEqualTo(3);
			assertThat(service.log()).contains("EVENT SvcShutdownEvent TERMINATED");
			service.awaitExit();
		}
	}

	@Test
	void whenStartedAndStoppedAgainAndAgainLeavesNothingBehind() {
		try (WindowsService service = application("cycle", SMALL)) {
			List<Long> starts = new ArrayList<>();
			List<Long> stops = new ArrayList<>();
			List<String> services = List.of();
			long processes = 0;
			long files = 0;
			// one version is enough to find a leak
			int cycles = (this.java == WindowsJava.JAVA_25) ? 20 : 5;
			for (int i = 0; i < cycles; i++) {
				service.start();
				ServiceStatus running = service.await(State.RUNNING);
				starts.add(running.at() - service.statuses().get(0).at());
				assertThat(service.control(WindowsService.STOP).error()).isZero();
				ServiceStatus stopped = service.await(State.STOPPED);
				stops.add(stopped.at() - running.at());
				assertThat(stopped).extracting(ServiceStatus::win32, ServiceStatus::specific).containsExactly(0, 0);
				service.awaitExit();
				if (i == 0) {
					services = manager.list();
					processes = wine.processes().size();
					files = wine.openFiles();
				}
			}
			System.out.println("Starts in ms: " + starts + ", stops: " + stops + ", open files: " + files
					+ " after one, " + wine.openFiles() + " after all, of " + wine.processes().size() + " processes");
			assertThat(manager.list()).isEqualTo(services);
			assertThat(wine.processes()).hasSize((int) processes);
			assertThat(wine.openFiles()).isLessThan(files + 20);
			assertThat(stops).allMatch((milliseconds) -> milliseconds < 3000);
		}
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(textBlock = """
			failing-start, 0, 1066, 1
			failing-runner, 0, 1066, 1
			failing-runner-with-code, 0, 1066, 7
			exit-code, 0, 1066, 7
			exit-when-running, 128, 1066, 5
			failing-stop, 1, 0, 0
			exit-in-stop, 1, 0, 0
			fatal-error, 128, 1067, 0
			exit-of-thread, 0, 1067, 0
			end, 0, 0, 0
			none, 0, 0, 0
			failing-main, 0, 1066, 1
			failing-handler, 1, 0, 0
			second-attempt, 1, 0, 0
			""")
	void whenApplicationEndsTellsExitCode(String profile, int control, int win32, int specific) {
		try (WindowsService service = application(profile, SMALL)) {
			service.start("--spring.profiles.active=" + profile,
					"--spring.main.keep-alive=" + !List.of("none", "failing-main").contains(profile));
			if (control != 0) {
				service.await(State.RUNNING);
				service.control(control);
			}
			ServiceStatus stopped = service.await(State.STOPPED);
			System.out.println(profile + ": " + stopped.win32() + ", " + stopped.specific());
			assertThat(stopped).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(win32, specific);
			service.awaitExit();
		}
	}

	@Test
	void whenStopFailuresAreToBeReportedTellsThem() {
		try (WindowsService service = application("reported", SMALL)) {
			service.start("--qsu.windows.report-stop-failures=true", "--spring.profiles.active=failing-stop",
					"--spring.main.keep-alive=true");
			service.await(State.RUNNING);
			assertThat(service.stop()).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(ERROR_SERVICE_SPECIFIC_ERROR, 1);
			service.awaitExit();
		}
	}

	/**
	 * The next process may be started as soon as this one is said to have stopped.
	 */
	@Test
	void whenShutdownHookIsAtWorkHasNotStopped() {
		try (WindowsService service = application("slow-hook", SMALL)) {
			service.start("--spring.profiles.active=slow-hook", "--spring.main.keep-alive=true");
			long running = service.await(State.RUNNING).at();
			service.control(WindowsService.STOP);
			ServiceStatus stopped = service.await(State.STOPPED);
			assertThat(stopped).extracting(ServiceStatus::win32, ServiceStatus::specific).containsExactly(0, 0);
			assertThat(stopped.at() - running).isGreaterThanOrEqualTo(4000);
			assertRising(service.statuses(State.STOP_PENDING));
			service.awaitExit();
		}
	}

	/**
	 * The Service Control Manager would wait for ever.
	 */
	@ParameterizedTest(name = "{0}")
	@CsvSource(textBlock = """
			hung-start, 1066, 1, HungStart.hung
			hung-runner, 1066, 1, set 'qsu.service.running-from' to 'started'
			hung-stop, 0, 0, did not return within 'qsu.service.stop-timeout'
			hung-destroy, 0, 0, HungDestroy.hang
			hung-lifecycle, 0, 0, ScenarioApplication.sleep
			hung-hook, 0, 0, hung-hook
			""")
	void whenStartOrStopHangsEndsWithTheReasonInTheLog(String profile, int win32, int specific, String reason) {
		try (WindowsService service = application(profile, SMALL)) {
			boolean start = win32 != 0;
			service.start("--spring.profiles.active=" + profile, "--spring.main.keep-alive=true",
					"--qsu.service.start-timeout=" + ((start) ? "3s" : "60s"), "--qsu.service.stop-timeout=3s");
			if (!start) {
				service.await(State.RUNNING);
				service.control(WindowsService.STOP);
			}
			ServiceStatus stopped = service.await(State.STOPPED);
			assertThat(stopped).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(win32, specific);
			assertThat(service.log()).contains(reason);
			service.awaitExit();
		}
	}

	@Test
	void whenRunnerIsTheWorkIsRunningFromTheStartOfTheContextOn() {
		try (WindowsService service = application("worker", SMALL)) {
			service.start("--qsu.service.running-from=started", "--spring.profiles.active=hung-runner");
			service.await(State.RUNNING);
			assertThat(service.stop()).extracting(ServiceStatus::win32, ServiceStatus::specific).containsExactly(0, 0);
			service.awaitExit();
		}
	}

	@Test
	void whenThreadIsForgottenAfterContextWasClosedStops() {
		try (WindowsService service = application("forgotten", SMALL)) {
			service.start("--spring.profiles.active=forgotten", "--spring.main.keep-alive=false");
			assertThat(service.await(State.STOPPED)).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(0, 0);
			assertThat(service.states()).contains(State.RUNNING, State.STOP_PENDING);
			assertThat(service.log()).contains(
					"The application context has been closed, but threads keep the process" + " alive: ",
					"forgotten-thread");
			service.awaitExit();
		}
	}

	@Test
	void whenJvmIsKilledTheServiceControlManagerDetectsIt() {
		try (WindowsService service = application("killed", SMALL)) {
			service.start();
			service.await(State.RUNNING);
			service.kill();
			assertThat(service.await(State.STOPPED)).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(ERROR_PROCESS_ABORTED, 0);
		}
	}

	@Test
	void whenRunAtConsoleTellsHowToRegister() {
		Commands.Result result = wine.run(this.java.sample("run-service").toArray(String[]::new));
		assertThat(result.output())
			.contains("error 1063", "sc.exe create NAME start= auto binPath=", "-Xrs -jar", "sample-app.jar")
			.doesNotContain("running as a console application");
		assertThat(result.exitCode()).isEqualTo(1);
	}

	@Test
	void whenFloodedWithControlsPublishesAllInOrder() {
		try (WindowsService service = create("flooded", List.of("-Xmx64m"),
				this.java.application(WindowsServiceApplication.class, arguments("flooded", SMALL)))) {
			service.start("--spring.profiles.active=sequence");
			service.await(State.RUNNING);
			Flood flood = service.flood(128, 10_000);
			System.out.println("10,000 controls: " + flood);
			assertThat(flood.refused()).isZero();
			service.awaitLog("SEQUENCE of 10000, 0 surprises");
			service.log().lines().filter((line) -> line.contains("SEQUENCE of 10000")).forEach(System.out::println);
			assertThat(service.stop().win32()).isZero();
		}
	}

	@Test
	void whenProcessEndsWhileControlsArriveDoesNotHang() {
		try (WindowsService service = application("ending", SMALL)) {
			service.start("--spring.profiles.active=sequence,exit-of-thread");
			service.await(State.RUNNING);
			Flood flood = service.flood(128, 10_000);
			assertThat(flood.refused()).isBetween(1, 9_999);
			assertThat(service.await(State.STOPPED).win32()).isEqualTo(1067);
			service.awaitExit();
		}
	}

	@Test
	void whenMachineIsBusyConnectsBeforeThereIsAnEnvironment() {
		List<TestProcess> busy = new ArrayList<>();
		try (WindowsService service = create("busy", List.of(), this.java.application(WindowsServiceApplication.class,
				arguments("busy", SMALL[0], SMALL[1], "slow-environment")))) {
			IntStream.range(0, 4)
				.forEach((i) -> busy.add(TestProcess.start(Map.of(),
						List.of("setsid", "timeout", "120", "sh", "-c", "while :; do :; done"))));
			service.start();
			service.await(State.RUNNING);
			service.awaitLog("ENVIRONMENT AFTER ");
			Matcher environment = Pattern.compile("ENVIRONMENT AFTER (\\d+)").matcher(service.log());
			assertThat(environment.find()).isTrue();
			long told = Long.parseLong(environment.group(1)) - service.statuses(State.START_PENDING).get(0).at();
			System.out.println("Start under load: connected after " + service.startDuration().toMillis() + " ms, and "
					+ told + " ms before there was an environment");
			assertThat(service.startDuration()).isLessThan(Duration.ofSeconds(30));
			assertThat(told).isPositive();
		}
		finally {
			busy.forEach(TestProcess::close);
		}
	}

	@Test
	void whenPathIsRelativeStartsAtFolderOfJar() throws IOException {
		Path log = Path.of("target", "logs", "relative.log");
		Files.deleteIfExists(log);
		List<String> command = this.java.sample("run-service", "--server.port=0",
				"--logging.file.name=logs/relative.log");
		try (WindowsService service = manager.create("relative", xrs(command), log)) {
			service.start();
			service.await(State.RUNNING);
			assertThat(service.log()).contains("Started SampleApplication");
			service.stop();
		}
	}

	@Test
	void whenCommandLineIsWrongTheReasonIsInTheLogFileOfTheService() throws IOException {
		Path log = Path.of("target", "logs", "wrong.log");
		Files.deleteIfExists(log);
		try (WindowsService service = manager.create("wrong", xrs(this.java.sample("run-service", "--name")), log)) {
			service.start();
			assertThat(service.await(State.STOPPED)).extracting(ServiceStatus::win32, ServiceStatus::specific)
				.containsExactly(1066, 1);
			assertThat(service.log()).contains("APPLICATION FAILED TO START", "'--name' of 'run-service' has no value");
		}
	}

	@Test
	void whenWorkingDirectoryIsGivenPathStartsThere() throws IOException {
		Path folder = Files.createDirectories(Path.of("target", "services", "own folder"));
		Path log = folder.resolve("own.log");
		Files.deleteIfExists(log);
		List<String> command = this.java.sample("run-service", "--working-dir", Wine.windows(folder), "--server.port=0",
				"--logging.file.name=own.log");
		try (WindowsService service = manager.create("own", xrs(command), log)) {
			service.start();
			service.await(State.RUNNING);
			assertThat(service.log()).contains("Started SampleApplication");
			service.stop();
		}
	}

	private WindowsService application(String name, String... arguments) {
		return create(name, List.of(),
				this.java.application(WindowsServiceApplication.class, arguments(name, arguments)));
	}

	private WindowsService create(String name, List<String> options, List<String> command) {
		List<String> words = new ArrayList<>(xrs(command));
		words.addAll(1, options);
		return manager.create(name, words, log(name));
	}

	private static List<String> xrs(List<String> command) {
		List<String> words = new ArrayList<>(command);
		words.add(1, "-Xrs");
		return words;
	}

	/**
	 * A service identifies its processes by its log, which is part of the command line.
	 */
	private static String[] arguments(String name, String... arguments) {
		List<String> all = new ArrayList<>(List.of("run-service"));
		all.addAll(Arrays.asList(arguments));
		all.add("--logging.file.name=" + Wine.windows(log(name)));
		return all.toArray(String[]::new);
	}

	private static Path log(String name) {
		return Path.of("target", "services", name + ".log");
	}

}
