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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.qsu.restart.RestartApplication;
import dev.qsu.sample.app.ScenarioApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Load;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.Server;
import dev.qsu.sample.peer.SystemdBox;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests with a real systemd as PID 1.
 */
@RequiresPeer(Peer.SYSTEMD)
class SystemdIT {

	private static SystemdBox box;

	@BeforeAll
	static void boot() {
		box = SystemdBox.boot("systemd");
	}

	@AfterAll
	static void powerOff() {
		if (box != null) {
			box.close();
		}
	}

	@Test
	void whenTypeIsNotifyUnitIsActiveOnlyWhenPageAnswers() throws IOException {
		int port = Http.freePort();
		unit("page.service", "Type=notify", TestProcess.sample("--server.port=" + port));
		box.systemctl("start", "--no-block", "page.service");
		boolean startedBefore = Await.until(Duration.ofSeconds(30),
				() -> box.show("page.service", "ActiveState").equals("activating"));
		box.await("page.service", "ActiveState", "active");
		assertThat(Http.get(port, "/")).contains("qsu sample application");
		assertThat(startedBefore).isTrue();
		assertThat(box.show("page.service", "StatusText")).isEqualTo("Running");
		assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMD\"")
			.contains("\"notify\":true")
			.contains("\"state\":\"RUNNING\"");
		box.systemctl("stop", "page.service");
		assertThat(box.show("page.service", "Result")).isEqualTo("success");
		assertThat(box.show("page.service", "ExecMainStatus")).isEqualTo("0");
	}

	@Test
	void whenReloadedPublishesEvent() throws IOException {
		int port = Http.freePort();
		unit("reload.service", "Type=notify-reload", TestProcess.sample("--server.port=" + port));
		box.systemctl("start", "reload.service");
		box.systemctl("reload", "reload.service");
		assertThat(Http.get(port, "/api/service")).contains("SvcReloadEvent");
		assertThat(box.show("reload.service", "ActiveState")).isEqualTo("active");
		box.systemctl("reload", "reload.service");
		assertThat(box.show("reload.service", "ReloadResult")).isEqualTo("success");
		box.systemctl("stop", "reload.service");
		assertThat(box.show("reload.service", "Result")).isEqualTo("success");
	}

	@Test
	void whenSlowStartMakesProgressSurvives() {
		scenario("slow.service", "Type=notify\nTimeoutStartSec=3", "slow-start", "--qsu.service.start-timeout=3s");
		box.systemctl("start", "slow.service");
		assertThat(box.show("slow.service", "ActiveState")).isEqualTo("active");
		box.systemctl("stop", "slow.service");
	}

	@Test
	void whenSlowStartExtendsTimeoutSurvives() {
		scenario("extended.service", "Type=notify\nTimeoutStartSec=3", "extended-start",
				"--qsu.service.start-timeout=3s");
		box.systemctl("start", "--no-block", "extended.service");
		box.await("extended.service", "StatusText", "Migrating the database");
		box.await("extended.service", "ActiveState", "active");
		box.systemctl("stop", "extended.service");
	}

	@Test
	void whenStartMakesNoProgressIsKilled() {
		scenario("hung.service", "Type=notify\nTimeoutStartSec=3", "hung-start", "--qsu.service.start-timeout=3s",
				"--qsu.service.stop-timeout=2s");
		assertThat(box.run("systemctl", "start", "hung.service").exitCode()).isNotZero();
		assertThat(box.show("hung.service", "Result")).isEqualTo("timeout");
	}

	@Test
	void whenSlowStopExtendsTimeoutSurvives() {
		scenario("slowstop.service", "Type=notify\nTimeoutStopSec=2", "slow-stop,extended-stop");
		box.systemctl("start", "slowstop.service");
		box.systemctl("stop", "slowstop.service");
		assertThat(box.show("slowstop.service", "Result")).isEqualTo("success");
		assertThat(box.show("slowstop.service", "ExecMainStatus")).isEqualTo("0");
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
		box.systemctl("start", unit);
		Await.sleep(Duration.ofSeconds(4));
		assertThat(box.show(unit, "NRestarts")).isEqualTo("0");
		box.systemctl("kill", "--kill-whom=main", "-s", "USR1", unit);
		box.await(unit, "NRestarts", "1");
		box.await(unit, "ActiveState", "active");
		assertThat(box.journal()).contains("Withholding signs of life").contains(reason);
		box.systemctl("stop", unit);
	}

	@Test
	void whenStartFailsShowsMessageInStatus() {
		scenario("failing.service", "Type=notify", "failing-start");
		assertThat(box.run("systemctl", "start", "failing.service").exitCode()).isNotZero();
		box.await("failing.service", "ActiveState", "failed");
		assertThat(box.run("systemctl", "status", "failing.service").output())
			.contains("Failed [start] The database is not there");
		assertThat(box.show("failing.service", "ExecMainStatus")).isEqualTo("1");
	}

	@Test
	void whenConfigurationCannotBeReadShowsMessageInStatus() {
		unit("config.service", "Type=notify",
				TestProcess.sample("--server.port=0", "--spring.config.import=file:/nonexistent.yml"));
		assertThat(box.run("systemctl", "start", "config.service").exitCode()).isNotZero();
		box.await("config.service", "ActiveState", "failed");
		assertThat(box.run("systemctl", "status", "config.service").output()).contains("Failed [start]")
			.contains("nonexistent.yml");
	}

	@Test
	void whenThreadsLingerAfterFailedStartEnds() {
		scenario("lingering.service", "Type=notify", "lingering-thread");
		assertThat(box.run("systemctl", "start", "lingering.service").exitCode()).isNotZero();
		assertThat(box.show("lingering.service", "Result")).isEqualTo("exit-code");
		assertThat(box.journal()).contains("threads keep the process alive").contains("lingering");
	}

	@Test
	void whenApplicationUsesNotifierSystemdActs() {
		scenario("notifier.service", "Type=notify\nFileDescriptorStoreMax=4\nNotifyAccess=main", "notifier");
		box.systemctl("start", "notifier.service");
		box.systemctl("kill", "--kill-whom=main", "-s", "USR1", "notifier.service");
		box.await("notifier.service", "StatusText", "two lines");
		assertThat(box.show("notifier.service", "NFileDescriptorStore")).isEqualTo("1");
		assertThat(box.journal()).contains("NOTIFIED true true true true true");
		box.systemctl("restart", "notifier.service");
		assertThat(box.journal()).contains("#0 'kept' (TCP listener 127.0.0.1:");
		box.systemctl("stop", "notifier.service");
	}

	@Test
	void whenSocketsAreNamedServesMainAndManagement() throws IOException {
		int main = Http.freePort();
		int management = Http.freePort();
		unit("named.service", "Type=notify\nSockets=named-main.socket named-management.socket", TestProcess.sample());
		box.unit("named-main.socket",
				"[Socket]\nListenStream=127.0.0.1:" + main + "\nFileDescriptorName=http\nService=named.service\n");
		box.unit("named-management.socket", "[Socket]\nListenStream=127.0.0.1:" + management
				+ "\nFileDescriptorName=management\nService=named.service\n");
		box.systemctl("start", "named-main.socket", "named-management.socket");
		assertThat(box.show("named.service", "ActiveState")).isEqualTo("inactive");
		assertThat(Http.get(main, "/api/service")).contains("\"name\":\"http\"").contains("\"name\":\"management\"");
		box.await("named.service", "ActiveState", "active");
		assertThat(Http.awaitHealth(management)).isTrue();
		assertFails(main, "/actuator/health");
		assertFails(management, "/api/service");
		box.systemctl("stop", "named-main.socket", "named-management.socket", "named.service");
		assertThat(box.show("named.service", "Result")).isEqualTo("success");
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenRestartedUnderLoadLosesNoRequest(Server server) {
		int port = Http.freePort();
		String name = "load-" + server;
		unit(name + ".service", "Type=notify",
				TestProcess.application(server.classPath(), RestartApplication.class.getName()));
		box.unit(name + ".socket", "[Socket]\nListenStream=127.0.0.1:" + port + "\n");
		box.systemctl("start", name + ".socket");
		box.systemctl("start", name + ".service");
		try (Load load = Load.mixed(port, "/api/generation")) {
			for (int i = 0; i < 4; i++) {
				Await.sleep(Duration.ofSeconds(1));
				box.systemctl("restart", name + ".service");
			}
			Await.sleep(Duration.ofSeconds(1));
			load.stop();
			System.out.println("Restarts by systemd of " + server + ": " + load);
			assertThat(load.failures()).isEmpty();
			assertThat(load.answers()).hasSize(5);
			assertThat(load.requests()).isGreaterThan(500);
		}
		box.systemctl("stop", name + ".socket", name + ".service");
		assertThat(box.show(name + ".service", "Result")).isEqualTo("success");
	}

	@Test
	void whenStoppedAnswersWhatIsInFlightAndLeavesTheQueueToTheNextProcess() throws IOException {
		int port = Http.freePort();
		unit("queue.service", "Type=notify", TestProcess.sample());
		box.unit("queue.socket", "[Socket]\nListenStream=127.0.0.1:" + port + "\n");
		box.systemctl("start", "queue.socket");
		box.systemctl("start", "queue.service");
		String first = Http.get(port, "/api/pid").strip();
		try (Socket inFlight = Http.connect("127.0.0.1", port)) {
			Http.send(inFlight, "/api/slow?ms=3000");
			Await.sleep(Duration.ofMillis(300));
			box.systemctl("restart", "--no-block", "queue.service");
			box.await("queue.service", "ActiveState", "deactivating");
			Await.sleep(Duration.ofMillis(500));
			try (Socket queued = Http.connect("127.0.0.1", port)) {
				Http.send(queued, "/api/pid");
				assertThat(Http.receive(inFlight).strip()).isEqualTo(first);
				assertThat(Http.receive(queued).strip()).isNotEqualTo(first).containsOnlyDigits();
			}
		}
		box.systemctl("stop", "queue.socket", "queue.service");
	}

	private static void assertFails(int port, String path) {
		assertThatIOException().isThrownBy(() -> Http.get(port, path)).withMessageContaining("404");
	}

	private static void scenario(String unit, String service, String profiles, String... arguments) {
		String[] all = Stream
			.concat(Stream.of("--spring.profiles.active=" + profiles, "--server.port=0"), Stream.of(arguments))
			.toArray(String[]::new);
		unit(unit, service, TestProcess.application(ScenarioApplication.class, all));
	}

	private static void unit(String name, String service, List<String> command) {
		String line = command.stream().map((word) -> '"' + word + '"').collect(Collectors.joining(" "));
		box.unit(name, "[Service]\n" + service + "\nExecStart=" + line + "\n");
	}

}
