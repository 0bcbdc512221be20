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

package dev.qsu.boot.socket.activation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.socket.activation.ProcParser.Stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ProcParser}.
 */
class ProcParserTests {

	private static final String REST = " 4711 4711 34816 4711 4194304 1 2 3 4 5 6 7 8 20 0 25 0 98765 111 222\n";

	@ParameterizedTest
	@ValueSource(strings = { "java", "", "tmux: server", "(sd-pam)", "a) S 1", "x) R 7 (y", "two\nlines", "((" })
	void statIsReadWhateverTheProgramIsNamed(String name) {
		assertThat(ProcParser.stat("4712 (" + name + ") S 4700" + REST)).isEqualTo(new Stat(4712, name, 4700, "98765"));
	}

	@Test
	void statHasNegativeNumbers() {
		assertThat(ProcParser.stat("1 (init) S 0 1 1 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 17 1\n"))
			.isEqualTo(new Stat(1, "init", 0, "17"));
	}

	@Test
	void statMayEndAfterTheStartTime() {
		assertThat(ProcParser.stat("1 (a) S 0 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1 (java", "1 (java) S", "1 (java) S 2", "1 (java) S 0 1 1 0 -1 1 1 2 3 4 5 6 7",
			"x (java) S 0 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17",
			"99999999999999999999 (a) S 0 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17" })
	void whenStatIsMalformedIsNull(String text) {
		assertThat(ProcParser.stat(text)).isNull();
	}

	@Test
	void environmentIsRead() {
		assertThat(ProcParser.environment("A=1\0B=x=y\0EMPTY=\0LINES=1\n2\0")).containsOnly(entry("A", "1"),
				entry("B", "x=y"), entry("EMPTY", ""), entry("LINES", "1\n2"));
	}

	@Test
	void whenVariableIsRepeatedTheFirstCounts() {
		assertThat(ProcParser.environment("A=1\0A=2")).containsOnly(entry("A", "1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\0", "no assignment", "=x", "\0\0=\0" })
	void whenThereIsNoVariableEnvironmentIsEmpty(String text) {
		assertThat(ProcParser.environment(text)).isEmpty();
	}

	@Test
	void userIsTheEffectiveOne() {
		assertThat(ProcParser.user("Name:\tUid:\nUid:\t1000\t1001\t1002\t1003\nGid:\t5\t6\t7\t8\n")).isEqualTo("1001");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Name:\tjava\n", "Uid:\t1000\n", "Uid:\tx\ty\tz\n" })
	void whenThereIsNoUserIsNull(String text) {
		assertThat(ProcParser.user(text)).isNull();
	}

	@Test
	void closeOnExecIsABitOfTheFlags() {
		assertThat(ProcParser.isCloseOnExec("pos:\t0\nflags:\t02000002\nmnt_id:\t9\n")).isTrue();
		assertThat(ProcParser.isCloseOnExec("pos:\t0\nflags:\t02\nmnt_id:\t9\n")).isFalse();
		assertThat(ProcParser.isCloseOnExec("pos:\t02000000\n")).isFalse();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void whatTheKernelWritesIsRead() throws IOException {
		Path self = Path.of("/proc/self");
		Stat stat = ProcParser.stat(Files.readString(self.resolve("stat")));
		assertThat(stat.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(stat.name()).isEqualTo(Files.readString(self.resolve("comm")).stripTrailing());
		assertThat(stat.parent()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
		assertThat(ProcParser.user(Files.readString(self.resolve("status"))))
			.isEqualTo(Files.getAttribute(self, "unix:uid").toString());
		assertThat(ProcParser.environment(Files.readString(self.resolve("environ")))).containsEntry("PATH",
				System.getenv("PATH"));
	}

}
