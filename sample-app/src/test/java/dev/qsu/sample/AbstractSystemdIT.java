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
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.qsu.restart.RestartApplication;
import dev.qsu.sample.app.ScenarioApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Load;
import dev.qsu.sample.peer.Server;
import dev.qsu.sample.peer.SystemdBox;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests with a real systemd as PID 1, of any version.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractSystemdIT {

	private final String suite;

	private final int version;

	private SystemdBox box;

	/**
	 * Create an instance.
	 * @param suite the suite of Debian that systemd is from
	 * @param version the version of systemd, or the oldest if it grows
	 */
	AbstractSystemdIT(String suite, int version) {
		this.suite = suite;
		this.version = version;
	}

	@BeforeAll
	void boot() {
		this.box = SystemdBox.boot(this.suite);
	}

	@AfterAll
	void powerOff() {
		if (this.box != null) {
			this.box.close();
		}
	}

	SystemdBox box() {
		return this.box;
	}

	@Test
	void whenBootedHasTheVersionThatIsCounted() {
		assertThat(this.box.version()).isGreaterThanOrEqualTo(this.version);
	}

	@Test
	void whenTypeIsNotifyUnitIsActiveOnlyWhenPageAnswers() throws IOException {
		int port = Http.freePort();
		unit("page.service", "Type=notify", TestProcess.sample("--server.port=" + port));
		this.box.systemctl("start", "--no-block", "page.service");
		boolean startedBefore = Await.until(Duration.ofSeconds(30),
				() -> this.box.show("page.service", "ActiveState").equals("activating"));
		this.box.await("page.service", "ActiveState", "active");
		assertThat(Http.get(port, "/")).contains("qsu sample application");
		assertThat(startedBefore).isTrue();
		assertThat(this.box.show("page.service", "StatusText")).isEqualTo("Running");
		assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMD\"")
			.contains("\"notify\":true")
			.contains("\"state\":\"RUNNING\"");
		this.box.systemctl("stop", "page.service");
		assertThat(this.box.show("page.service", "Result")).isEqualTo("success");
		assertThat(this.box.show("page.service", "ExecMainStatus")).isEqualTo("0");
	}

	@Test
	void whenReloadedPublishesEvent() throws IOException {
		int port = Http.freePort();
		boolean waits = this.version >= 253;
		unit("reload.service", (waits) ? "Type=notify-reload" : "Type=notify\nExecReload=kill -HUP $MAINPID",
				TestProcess.sample("--server.port=" + port));
		this.box.systemctl("start", "reload.service");
		this.box.systemctl("reload", "reload.service");
		assertThat(waits
				|| Await.until(Duration.ofSeconds(10), () -> Http.get(port, "/api/service").contains("SvcReloadEvent")))
			.isTrue();
		assertThat(Http.get(port, "/api/service")).contains("SvcReloadEvent");
		this.box.await("reload.service", "ActiveState", "active");
		this.box.systemctl("reload", "reload.service");
		assertThat(this.box.show("reload.service", "ReloadResult")).isEqualTo("success");
		this.box.systemctl("stop", "reload.service");
		assertThat(this.box.show("reload.service", "Result")).isEqualTo("success");
	}

	@Test
	void whenSlowStartMakesProgressSurvives() {
		scenario("slow.service", "Type=notify\nTimeoutStartSec=3", "slow-start", "--qsu.service.start-timeout=3s");
		this.box.systemctl("start", "slow.service");
		assertThat(this.box.show("slow.service", "ActiveState")).isEqualTo("active");
		this.box.systemctl("stop", "slow.service");
	}

	@Test
	void whenSlowStartExtendsTimeoutSurvives() {
		scenario("extended.service", "Type=notify\nTimeoutStartSec=3", "extended-start",
				"--qsu.service.start-timeout=3s");
		this.box.systemctl("start", "--no-block", "extended.service");
		this.box.await("extended.service", "StatusText", "Migrating the database");
		this.box.await("extended.service", "ActiveState", "active");
		this.box.systemctl("stop", "extended.service");
	}

	@Test
	void whenStartMakesNoProgressIsKilled() {
		scenario("hung.service", "Type=notify\nTimeoutStartSec=3", "hung-start", "--qsu.service.start-timeout=3s",
				"--qsu.service.stop-timeout=2s");
		assertThat(this.box.run("systemctl", "start", "hung.service").exitCode()).isNotZero();
		assertThat(this.box.show("hung.service", "Result")).isEqualTo("timeout");
	}

	@Test
	void whenSlowStopExtendsTimeoutSurvives() {
		scenario("slowstop.service", "Type=notify\nTimeoutStopSec=2", "slow-stop,extended-stop");
		this.box.systemctl("start", "slowstop.service");
		this.box.systemctl("stop", "slowstop.service");
		assertThat(this.box.show("slowstop.service", "Result")).isEqualTo("success");
		assertThat(this.box.show("slowstop.service", "ExecMainStatus")).isEqualTo("0");
	}

	@Test
	void whenSpringWaitsLongerThanTheUnitRequestIsAnswered() throws IOException {
		stopWithRequestInFlight("patient.service", true);
		assertThat(this.box.show("patient.service", "Result")).isEqualTo("success");
		assertThat(this.box.journal()).contains("Asking systemd to wait up to");
	}

	@Test
	void whenLimitOfTheUnitIsToBeKeptItIsAndThatIsLogged() throws IOException {
		stopWithRequestInFlight("limited.service", false);
		assertThat(this.box.show("limited.service", "Result")).isEqualTo("timeout");
		assertThat(this.box.journal()).contains("Stopping within TimeoutStopSec= of the unit");
	}

	private void stopWithRequestInFlight(String unit, boolean extend) throws IOException {
		int port = Http.freePort();
		unit(unit, "Type=notify\nTimeoutStopSec=3",
				TestProcess.sample("--server.port=" + port, "--qsu.service.stop-timeout=4s",
						"--spring.lifecycle.timeout-per-shutdown-phase=60s",
						"--qsu.systemd.extend-stop-timeout=" + extend));
		this.box.systemctl("start", unit);
		String pid = Http.get(port, "/api/pid").strip();
		try (Socket request = Http.connect("127.0.0.1", port)) {
			Http.send(request, "/api/slow?ms=10000");
			Await.sleep(Duration.ofSeconds(1));
			this.box.run("systemctl", "stop", unit);
			if (extend) {
				assertThat(Http.receive(request).strip()).isEqualTo(pid);
			}
		}
	}

	@Test
	void whenStopHangsStatusNamesWhatHangs() {
		assertHangs("lifecycle.service", "hung-lifecycle", "hanging");
		assertHangs("destroy.service", "hung-destroy", "Stopping: destroying bean scenarioApplication.HungDestroy");
	}

	private void assertHangs(String unit, String profile, String status) {
		scenario(unit, "Type=notify\nTimeoutStopSec=2", profile, "--qsu.service.stop-timeout=6s",
				"--spring.lifecycle.timeout-per-shutdown-phase=1s");
		this.box.systemctl("start", unit);
		this.box.systemctl("stop", "--no-block", unit);
		assertThat(Await.until(Duration.ofSeconds(30), () -> this.box.show(unit, "StatusText").contains(status)
				|| this.box.show(unit, "ActiveState").equals("failed")))
			.isTrue();
		assertThat(this.box.show(unit, "StatusText")).contains(status);
		this.box.await(unit, "ActiveState", "failed");
		assertThat(this.box.show(unit, "Result")).isEqualTo("timeout");
	}

	@Test
	void whenShutdownHookIsAtWorkExtendsTimeoutAndHasNotStopped() {
		scenario("hook.service", "Type=notify\nTimeoutStopSec=2", "slow-hook");
		this.box.systemctl("start", "hook.service");
		this.box.systemctl("stop", "--no-block", "hook.service");
		this.box.await("hook.service", "StatusText", "Stopping: shutdown hook slow-hook");
		assertThat(this.box.show("hook.service", "ActiveState")).isEqualTo("deactivating");
		this.box.await("hook.service", "ActiveState", "inactive");
		assertThat(this.box.journal()).contains("HOOKED");
		assertThat(this.box.show("hook.service", "Result")).isEqualTo("success");
	}

	@Test
	void whenStoppedDuringStartThatWaitsEndsAtOnce() {
		scenario("waiting.service", "Type=notify\nSuccessExitStatus=143", "waiting-start");
		this.box.systemctl("start", "--no-block", "waiting.service");
		Await.until(Duration.ofSeconds(60), () -> this.box.journal().contains("WAITING"));
		Await.sleep(Duration.ofSeconds(1));
		long begin = System.nanoTime();
		this.box.systemctl("stop", "waiting.service");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
		assertThat(this.box.show("waiting.service", "Result")).isEqualTo("success");
		assertThat(this.box.show("waiting.service", "ExecMainStatus")).isEqualTo("0");
	}

	@Test
	void whenOtherApplicationsOfTheProcessStartFailAndEndStaysActive() {
		scenario("plugins.service", "Type=notify", "none", "plugins");
		this.box.systemctl("start", "plugins.service");
		Await.until(Duration.ofSeconds(60), () -> this.box.journal().contains("PLUGINS"));
		Await.sleep(Duration.ofSeconds(12));
		assertThat(this.box.show("plugins.service", "ActiveState")).isEqualTo("active");
		assertThat(this.box.show("plugins.service", "StatusText")).isEqualTo("Running");
		this.box.systemctl("stop", "plugins.service");
		assertThat(this.box.show("plugins.service", "Result")).isEqualTo("success");
		assertThat(this.box.journal()).contains("EVENT SvcShutdownEvent TERMINATED on qsu-service");
	}

	@Test
	void whenThreadIsForgottenAfterContextWasClosedEnds() {
		scenario("forgotten.service", "Type=notify", "none", "close-on-thread");
		this.box.systemctl("start", "forgotten.service");
		this.box.await("forgotten.service", "ActiveState", "inactive");
		assertThat(this.box.show("forgotten.service", "Result")).isEqualTo("success");
		assertThat(this.box.journal()).contains("The application context has been closed, but threads keep the process")
			.contains("forgotten");
	}

	@Test
	void whenLivenessIsBrokenWatchdogRestarts() {
		whenUserEventArrivesWatchdogRestarts("broken.service", "broken-by-user-event", "the liveness state is BROKEN");
	}

	@Test
	void whenServiceThreadIsStuckWatchdogRestarts() {
		whenUserEventArrivesWatchdogRestarts("stuck.service", "stuck-by-user-event", "has been busy with one event");
	}

	private void whenUserEventArrivesWatchdogRestarts(String unit, String profile, String reason) {
		scenario(unit, "Type=notify\nWatchdogSec=3\nRestart=on-failure\nRestartSec=100ms\nLimitCORE=0", profile);
		this.box.systemctl("start", unit);
		Await.sleep(Duration.ofSeconds(4));
		assertThat(this.box.show(unit, "NRestarts")).isEqualTo("0");
		this.box.systemctl("kill", "--kill-whom=main", "-s", "USR1", unit);
		this.box.await(unit, "NRestarts", "1");
		this.box.await(unit, "ActiveState", "active");
		assertThat(this.box.journal()).contains("Withholding keep-alive pings").contains(reason);
		this.box.systemctl("stop", unit);
	}

	@Test
	void whenStartFailsShowsMessageInStatus() {
		scenario("failing.service", "Type=notify", "failing-start");
		assertThat(this.box.run("systemctl", "start", "failing.service").exitCode()).isNotZero();
		this.box.await("failing.service", "ActiveState", "failed");
		assertThat(this.box.run("systemctl", "status", "failing.service").output())
			.contains("Failed [start] The database is not there");
		assertThat(this.box.show("failing.service", "ExecMainStatus")).isEqualTo("1");
	}

	@Test
	void whenConfigurationCannotBeReadShowsMessageInStatus() {
		unit("config.service", "Type=notify",
				TestProcess.sample("--server.port=0", "--spring.config.import=file:/nonexistent.yml"));
		assertThat(this.box.run("systemctl", "start", "config.service").exitCode()).isNotZero();
		this.box.await("config.service", "ActiveState", "failed");
		assertThat(this.box.run("systemctl", "status", "config.service").output()).contains("Failed [start]")
			.contains("nonexistent.yml");
	}

	@Test
	void whenThreadsLingerAfterFailedStartEnds() {
		scenario("lingering.service", "Type=notify", "lingering-thread");
		assertThat(this.box.run("systemctl", "start", "lingering.service").exitCode()).isNotZero();
		assertThat(this.box.show("lingering.service", "Result")).isEqualTo("exit-code");
		assertThat(this.box.journal()).contains("threads keep the process alive").contains("lingering");
	}

	@Test
	void whenApplicationUsesNotifierSystemdActs() {
		scenario("notifier.service", "Type=notify\nFileDescriptorStoreMax=4\nNotifyAccess=main", "notifier");
		this.box.systemctl("start", "notifier.service");
		this.box.systemctl("kill", "--kill-whom=main", "-s", "USR1", "notifier.service");
		this.box.await("notifier.service", "StatusText", "two lines");
		assertThat(this.box.show("notifier.service", "NFileDescriptorStore")).isEqualTo("1");
		assertThat(this.box.journal()).contains("NOTIFIED true true true true true");
		this.box.systemctl("restart", "notifier.service");
		assertThat(this.box.journal()).contains("#0 'kept' (TCP listener 127.0.0.1:");
		this.box.systemctl("stop", "notifier.service");
	}

	@Test
	void whenApplicationNamesAnotherMainProcessSystemdFollows() {
		scenario("mainpid.service", "Type=notify\nNotifyAccess=all", "main-pid");
		this.box.systemctl("start", "mainpid.service");
		String java = this.box.show("mainpid.service", "MainPID");
		this.box.systemctl("kill", "--kill-whom=main", "-s", "USR1", "mainpid.service");
		assertThat(Await.until(Duration.ofSeconds(30), () -> !this.box.show("mainpid.service", "MainPID").equals(java)))
			.isTrue();
		assertThat(this.box.journal()).contains("MAIN " + this.box.show("mainpid.service", "MainPID") + " true");
		this.box.systemctl("stop", "mainpid.service");
		assertThat(this.box.show("mainpid.service", "Result")).isEqualTo("success");
	}

	/**
	 * Nobody has asked systemd to stop the unit, so it learns of it by the note alone,
	 * and from systemd 259 on nothing takes the note back.
	 */
	@Test
	void whenApplicationStopsByItselfUnitIsDeactivatingAndGetsItsTime() {
		scenario("selfstop.service", "Type=notify\nTimeoutStopSec=2", "slow-stop,extended-stop");
		this.box.systemctl("start", "selfstop.service");
		this.box.systemctl("kill", "--kill-whom=main", "-s", "TERM", "selfstop.service");
		this.box.await("selfstop.service", "ActiveState", "deactivating");
		this.box.await("selfstop.service", "ActiveState", "inactive");
		assertThat(this.box.show("selfstop.service", "Result")).isEqualTo("success");
		assertThat(this.box.journal()).contains("SLEPT");
	}

	@Test
	void whenApplicationStopsByItselfAndHangsIsKilled() {
		scenario("hungstop.service", "Type=notify\nTimeoutStopSec=2", "hung-destroy", "--qsu.service.stop-timeout=1s",
				"--spring.lifecycle.timeout-per-shutdown-phase=1s");
		this.box.systemctl("start", "hungstop.service");
		this.box.systemctl("kill", "--kill-whom=main", "-s", "TERM", "hungstop.service");
		this.box.await("hungstop.service", "ActiveState", "deactivating");
		this.box.await("hungstop.service", "ActiveState", "failed");
		assertThat(this.box.show("hungstop.service", "Result")).isEqualTo("timeout");
	}

	@Test
	void whenSocketsAreNamedServesMainAndManagement() throws IOException {
		int main = Http.freePort();
		int management = Http.freePort();
		unit("named.service", "Type=notify\nSockets=named-main.socket named-management.socket", TestProcess.sample());
		this.box.unit("named-main.socket",
				"[Socket]\nListenStream=127.0.0.1:" + main + "\nFileDescriptorName=http\nService=named.service\n");
		this.box.unit("named-management.socket", "[Socket]\nListenStream=127.0.0.1:" + management
				+ "\nFileDescriptorName=management\nService=named.service\n");
		this.box.systemctl("start", "named-main.socket", "named-management.socket");
		assertThat(this.box.show("named.service", "ActiveState")).isEqualTo("inactive");
		assertThat(Http.get(main, "/api/service")).contains("\"name\":\"http\"").contains("\"name\":\"management\"");
		this.box.await("named.service", "ActiveState", "active");
		assertThat(Http.awaitHealth(management)).isTrue();
		assertFails(main, "/actuator/health");
		assertFails(management, "/api/service");
		this.box.systemctl("stop", "named-main.socket", "named-management.socket", "named.service");
		assertThat(this.box.show("named.service", "Result")).isEqualTo("success");
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenRestartedUnderLoadLosesNoRequest(Server server) {
		int port = Http.freePort();
		String name = "load-" + server;
		unit(name + ".service", "Type=notify",
				TestProcess.application(server.classPath(), RestartApplication.class.getName()));
		this.box.unit(name + ".socket", "[Socket]\nListenStream=127.0.0.1:" + port + "\n");
		this.box.systemctl("start", name + ".socket");
		this.box.systemctl("start", name + ".service");
		try (Load load = Load.mixed(port, "/api/generation")) {
			for (int i = 0; i < 4; i++) {
				Await.sleep(Duration.ofSeconds(1));
				this.box.systemctl("restart", name + ".service");
			}
			Await.sleep(Duration.ofSeconds(1));
			load.stop();
			System.out.println("Restarts by systemd of " + server + ": " + load);
			assertThat(load.failures()).isEmpty();
			assertThat(load.answers()).hasSize(5);
			assertThat(load.requests()).isGreaterThan(100);
		}
		this.box.systemctl("stop", name + ".socket", name + ".service");
		assertThat(this.box.show(name + ".service", "Result")).isEqualTo("success");
	}

	@Test
	void whenStoppedAnswersWhatIsInFlightAndLeavesTheQueueToTheNextProcess() throws IOException {
		int port = Http.freePort();
		unit("queue.service", "Type=notify", TestProcess.sample());
		this.box.unit("queue.socket", "[Socket]\nListenStream=127.0.0.1:" + port + "\n");
		this.box.systemctl("start", "queue.socket");
		this.box.systemctl("start", "queue.service");
		String first = Http.get(port, "/api/pid").strip();
		try (Socket inFlight = Http.connect("127.0.0.1", port)) {
			Http.send(inFlight, "/api/slow?ms=3000");
			Await.sleep(Duration.ofMillis(300));
			this.box.systemctl("restart", "--no-block", "queue.service");
			this.box.await("queue.service", "ActiveState", "deactivating");
			Await.sleep(Duration.ofMillis(500));
			try (Socket queued = Http.connect("127.0.0.1", port)) {
				Http.send(queued, "/api/pid");
				assertThat(Http.receive(inFlight).strip()).isEqualTo(first);
				assertThat(Http.receive(queued).strip()).isNotEqualTo(first).containsOnlyDigits();
			}
		}
		this.box.systemctl("stop", "queue.socket", "queue.service");
	}

	private static void assertFails(int port, String path) {
		assertThatIOException().isThrownBy(() -> Http.get(port, path)).withMessageContaining("404");
	}

	void scenario(String unit, String service, String profiles, String... arguments) {
		String[] all = Stream
			.concat(Stream.of("--spring.profiles.active=" + profiles, "--server.port=0"), Stream.of(arguments))
			.toArray(String[]::new);
		unit(unit, service, TestProcess.application(ScenarioApplication.class, all));
	}

	void unit(String name, String service, List<String> command) {
		String line = command.stream().map((word) -> '"' + word + '"').collect(Collectors.joining(" "));
		this.box.unit(name, "[Service]\n" + service + "\nExecStart=" + line + "\n");
	}

}
