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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.qsu.sample.app.ScenarioApplication;
import dev.qsu.sample.peer.Mingw;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.PeerVersion;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;
import dev.qsu.sample.peer.WindowsJava;
import dev.qsu.sample.peer.Wine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with an application in a Windows console, on Wine.
 */
@RequiresPeer(Peer.WINE)
@ParameterizedClass(name = "Java {0}")
@MethodSource("dev.qsu.sample.peer.WindowsJava#tested")
class WindowsConsoleIT implements PeerVersion {

	private static Wine wine;

	private static String program;

	@Parameter
	private WindowsJava java;

	@Override
	public String peerVersion() {
		return this.java.getVersion();
	}

	@BeforeAll
	static void boot() {
		wine = Wine.boot("console", 0);
		program = Wine.windows(Mingw.compile(Path.of("src/test/c/console-control.c"), "-municode"));
	}

	@AfterAll
	static void delete() {
		if (wine != null) {
			wine.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "c, INTERRUPTED", "break, TERMINATED", "close, TERMINATED", "logoff, TERMINATED",
			"shutdown, TERMINATED" })
	void whenConsoleSendsControlStopsGracefully(String control, String demise) {
		List<String> command = new ArrayList<>(List.of(program, control));
		command.addAll(this.java.application(ScenarioApplication.class, "--spring.main.web-application-type=none",
				"--spring.main.keep-alive=true"));
		try (TestProcess process = wine.start(Map.of(), command)) {
			process.awaitOutput("Started ScenarioApplication");
			process.input("now");
			process.awaitOutput("exit code 0");
			assertThat(process.output()).contains("EVENT SvcShutdownEvent " + demise);
		}
	}

}
