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
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.qsu.restart.RestartApplication;
import dev.qsu.sample.peer.Await;
import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.HttpConnection;
import dev.qsu.sample.peer.HttpConnection.Response;
import dev.qsu.sample.peer.Load;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.Server;
import dev.qsu.sample.peer.TestEffort;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests with DevTools, which restarts the application when one of its classes changes.
 */
class DevToolsIT {

	private static final String STARTED = "Started RestartApplication";

	@TempDir
	private Path folder;

	private Path classes;

	private Path failing;

	private Path failingWhenReady;

	@BeforeEach
	void copyClasses() throws IOException {
		this.classes = this.folder.resolve("classes");
		this.failing = this.folder.resolve("failing");
		this.failingWhenReady = this.folder.resolve("failing-ready");
		Path source = Path.of("target/test-classes/dev/qsu/restart");
		Path target = Files.createDirectories(this.classes.resolve("dev/qsu/restart"));
		try (Stream<Path> files = Files.list(source)) {
			for (Path file : files.toList()) {
				Files.copy(file, target.resolve(file.getFileName()));
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenRestartedUnderLoadLosesNoRequest(Server server) {
		int port = Http.freePort();
		try (TestProcess process = start(server, "--server.port=" + port)) {
			process.awaitOutput(STARTED);
			assertRestartsLoseNothing(process, port,
					TestEffort.times((server.name().endsWith("REACTIVE")) ? 5 : 20, 2));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	@RequiresPeer(Peer.SYSTEMFD)
	void whenRestartedOnAnInheritedSocketLosesNoRequest(Server server) {
		List<String> command = new ArrayList<>(List.of(Peer.find("systemfd"), "--no-pid", "-s", "http::0", "--"));
		command.addAll(command(server));
		try (TestProcess process = TestProcess.start(Map.of(), command)) {
			process.awaitOutput(STARTED);
			Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(process.output());
			assertThat(port.find()).isTrue();
			assertRestartsLoseNothing(process, Integer.parseInt(port.group(1)), TestEffort.times(4, 2));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenStartFailsInBetweenClientsWaitForTheNextOne(Server server) throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(server, "--server.port=" + port, "--qsu.socket.restart-timeout=60s")) {
			process.awaitOutput(STARTED);
			try (Load load = Load.mixed(port, "/api/generation")) {
				awaitAnswers(load, 1);
				Await.sleep(Duration.ofSeconds(1));
				Files.createFile(this.failing);
				touch();
				process.awaitOutput("the file is there");
				Await.sleep(Duration.ofSeconds(2));
				Files.delete(this.failing);
				touch();
				awaitStarts(process, 2);
				awaitAnswers(load, 2);
				Await.sleep(Duration.ofSeconds(1));
				load.stop();
				assertThat(load.failures()).isEmpty();
				assertThat(load.answers()).hasSize(2);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenStartFailsForLongClientsAreToldWhy(Server server) throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(server, "--server.port=" + port, "--qsu.socket.restart-timeout=3s")) {
			process.awaitOutput(STARTED);
			Files.createFile(this.failing);
			touch();
			process.awaitOutput("Responding with an error because the application is not available");
			assertUnavailable(port,
					"The application failed to start: java.lang.IllegalStateException: the file is there");
			assertUnavailable(port, "the file is there");
			Files.delete(this.failing);
			touch();
			awaitStarts(process, 2);
			try (HttpConnection connection = new HttpConnection(port)) {
				assertThat(connection.get("/api/generation").status()).isEqualTo(200);
			}
		}
	}

	@Test
	void whenClassIsBrokenClientsAreToldAndTheNextGoodStartHeals() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(Server.TOMCAT, "--server.port=" + port, "--qsu.socket.restart-timeout=1s")) {
			process.awaitOutput(STARTED);
			Path main = this.classes.resolve("dev/qsu/restart/RestartApplication.class");
			byte[] good = Files.readAllBytes(main);
			Files.writeString(main, "not a class");
			process.awaitOutput("Responding with an error because the application is not available");
			assertUnavailable(port, "The application has not been restarted");
			Files.write(main, good);
			awaitStarts(process, 2);
			try (HttpConnection connection = new HttpConnection(port)) {
				assertThat(connection.get("/api/generation").status()).isEqualTo(200);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenPortIsChosenBySystemItStaysTheSame(Server server) {
		try (TestProcess process = start(server, "--server.port=0")) {
			process.awaitOutput(STARTED);
			touch();
			awaitStarts(process, 2);
			Matcher port = Pattern.compile("started on port (\\d+)").matcher(process.output());
			List<String> ports = port.results().map((match) -> match.group(1)).toList();
			assertThat(ports).hasSize(2);
			assertThat(ports.get(0)).isEqualTo(ports.get(1));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "JETTY", "NETTY" })
	void whenPortIsChangedMoves(Server server) throws IOException {
		int first = Http.freePort();
		int second = Http.freePort();
		Path properties = this.classes.resolve("application.properties");
		Files.writeString(properties, "server.port=" + first + "\n");
		try (TestProcess process = start(server)) {
			process.awaitOutput(STARTED);
			try (HttpConnection connection = new HttpConnection(first)) {
				assertThat(connection.get("/api/generation").text()).endsWith(".1");
			}
			Files.writeString(properties, "server.port=" + second + "\n");
			awaitStarts(process, 2);
			try (HttpConnection connection = new HttpConnection(second)) {
				assertThat(connection.get("/api/generation").text()).endsWith(".2");
			}
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new HttpConnection(first).close());
		}
	}

	@Test
	void whenKeepingIsTurnedOffRefusesConnectionsDuringARestart() {
		int port = Http.freePort();
		try (TestProcess process = start(Server.TOMCAT, "--server.port=" + port,
				"--qsu.socket.keep-across-restarts=false")) {
			process.awaitOutput(STARTED);
			try (Load load = Load.start(port, "/api/generation", 2)) {
				touch();
				awaitStarts(process, 2);
				load.stop();
				assertThat(load.failures()).isNotEmpty().anyMatch((failure) -> failure.contains("refused"));
			}
		}
	}

	@Test
	void whenApplicationExitsClosesTheListener() {
		int port = Http.freePort();
		try (TestProcess process = start(Server.TOMCAT, "--server.port=" + port, "exit")) {
			process.awaitOutput("EXITED");
			assertThat(process.isAlive()).isTrue();
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new HttpConnection(port).close());
		}
	}

	@Test
	void whenAnotherContextClosesInBetweenTheListenerIsStillKept() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(Server.TOMCAT, "--server.port=" + port)) {
			process.awaitOutput(STARTED);
			try (HttpConnection connection = new HttpConnection(port)) {
				assertThat(connection.get("/api/side").text()).isEqualTo("done");
			}
			assertRestartsLoseNothing(process, port, 2);
		}
	}

	@Test
	void whenApplicationFailsWhenReadyClientsAreToldWhy() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = start(Server.TOMCAT, "--server.port=" + port, "--qsu.socket.restart-timeout=2s")) {
			process.awaitOutput(STARTED);
			Await.sleep(Duration.ofSeconds(1));
			Files.createFile(this.failingWhenReady);
			touch();
			process.awaitOutput("Responding with an error because the application is not available");
			assertUnavailable(port, "the file is there when ready");
			Files.delete(this.failingWhenReady);
			touch();
			awaitStarts(process, 3);
			try (HttpConnection connection = new HttpConnection(port)) {
				assertThat(connection.get("/api/generation").status()).isEqualTo(200);
			}
		}
	}

	private void assertRestartsLoseNothing(TestProcess process, int port, int restarts) {
		try (Load load = Load.mixed(port, "/api/generation")) {
			for (int i = 0; i < restarts; i++) {
				awaitAnswers(load, i + 1);
				Await.sleep(Duration.ofMillis(300));
				touch();
				awaitStarts(process, i + 2);
			}
			awaitAnswers(load, restarts + 1);
			Await.sleep(Duration.ofSeconds(1));
			load.stop();
			System.out.println("DevTools: " + load);
			assertThat(load.failures()).isEmpty();
			assertThat(load.answers()).hasSize(restarts + 1);
		}
	}

	private static void awaitAnswers(Load load, int different) {
		assertThat(Await.until(Duration.ofSeconds(60), () -> load.answers().size() >= different))
			.as(() -> load + ": " + load.failures())
			.isTrue();
	}

	private static void assertUnavailable(int port, String reason) throws IOException {
		byte[] body = new byte[16 * 1024];
		Arrays.fill(body, (byte) 'x');
		try (HttpConnection connection = new HttpConnection(port)) {
			Response response = connection.post("/api/echo", body);
			assertThat(response.status()).isEqualTo(503);
			assertThat(response.headers()).containsEntry("retry-after", "1").containsEntry("connection", "close");
			assertThat(response.text()).contains(reason);
		}
	}

	private void touch() {
		try {
			Files.setLastModifiedTime(this.classes.resolve("dev/qsu/restart/RestartController.class"),
					FileTime.fromMillis(System.currentTimeMillis()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void awaitStarts(TestProcess process, int starts) {
		assertThat(Await.until(Duration.ofSeconds(60), () -> process.output().split(STARTED, -1).length > starts))
			.as(process.output())
			.isTrue();
	}

	private TestProcess start(Server server, String... arguments) {
		return TestProcess.start(Map.of(), command(server, arguments));
	}

	private List<String> command(Server server, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--spring.devtools.livereload.enabled=false",
				"--spring.devtools.restart.poll-interval=200ms", "--spring.devtools.restart.quiet-period=100ms"));
		all.addAll(List.of(arguments));
		List<String> command = TestProcess.application(server.developmentClassPath(this.classes + File.separator),
				RestartApplication.class.getName(), all.toArray(String[]::new));
		command.add(1, "-Dfailing=" + this.failing);
		command.add(1, "-Dfailing-ready=" + this.failingWhenReady);
		return command;
	}

}
