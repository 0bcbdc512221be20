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

package dev.qsu.boot.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProcessFacts}.
 */
class ProcessFactsTests {

	@Test
	void ofThisProcessReadsEnvironmentAndPidAndArguments() {
		ProcessFacts facts = ProcessFacts.ofThisProcess("run-service", "--debug");
		assertThat(facts.environment()).isEqualTo(System.getenv());
		assertThat(facts.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(facts.arguments()).containsExactly("run-service", "--debug");
	}

	@Test
	void ofThisProcessWithoutArgumentsHasNone() {
		assertThat(ProcessFacts.ofThisProcess().arguments()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void ofThisProcessOnWindowsIsWindows() {
		assertThat(ProcessFacts.ofThisProcess().windows()).isTrue();
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void ofThisProcessElsewhereIsNotWindows() {
		assertThat(ProcessFacts.ofThisProcess().windows()).isFalse();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void ofThisProcessOnLinuxReadsNameThatTheKernelGivesTheParent() throws Exception {
		long parent = ProcessHandle.current().parent().orElseThrow().pid();
		String status = Files.readString(Path.of("/proc/" + parent + "/status"));
		assertThat("Name:\t" + ProcessFacts.ofThisProcess().parentName()).isEqualTo(status.lines().findFirst().get());
	}

	@Test
	void keepsCopiesThatCannotBeChanged() {
		Map<String, String> environment = new HashMap<>(Map.of("LISTEN_FDS", "1"));
		List<String> arguments = new ArrayList<>(List.of("first"));
		ProcessFacts facts = new ProcessFacts(environment, 1, null, false, arguments);
		environment.clear();
		arguments.clear();
		assertThat(facts.environment()).containsExactly(Map.entry("LISTEN_FDS", "1"));
		assertThat(facts.arguments()).containsExactly("first");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> facts.environment().clear());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> facts.arguments().clear());
	}

}
