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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link WindowsParent}.
 */
class WindowsParentTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private final List<Long> asked = new ArrayList<>();

	private final WindowsParent parents = new WindowsParent((pid) -> {
		this.asked.add(pid);
		return "services.exe";
	});

	@Test
	void whenCommandCanBeReadNothingElseIsAsked() {
		ProcessHandle parent = process(1, START.minusSeconds(1), "C:\\Windows\\System32\\cmd.exe", null);
		assertThat(this.parents.name(process(2, START, null, parent))).isEqualTo("cmd.exe");
		assertThat(this.asked).isEmpty();
	}

	@Test
	void whenCommandCannotBeReadParentOfTheProcessIsLookedUp() {
		ProcessHandle parent = process(1, START.minusSeconds(1), null, null);
		assertThat(this.parents.name(process(2, START, null, parent))).isEqualTo("services.exe");
		assertThat(this.asked).containsExactly(2L);
	}

	@Test
	void whenParentCannotBeOpenedItIsLookedUp() {
		assertThat(this.parents.name(process(2, START, null, null))).isEqualTo("services.exe");
		assertThat(this.asked).containsExactly(2L);
	}

	@Test
	void whenIdOfParentWasGivenToYoungerProcessThereIsNone() {
		ProcessHandle parent = process(1, START.plusMillis(1), "C:\\Windows\\System32\\cmd.exe", null);
		assertThat(this.parents.name(process(2, START, null, parent))).isNull();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void whenParentStartedAtTheSameTimeItIsTheParent() {
		ProcessHandle parent = process(1, START, "cmd.exe", null);
		assertThat(this.parents.name(process(2, START, null, parent))).isEqualTo("cmd.exe");
	}

	@Test
	void whenStartOfParentIsUnknownItIsTheParent() {
		ProcessHandle parent = process(1, null, "C:\\cmd.exe", null);
		assertThat(this.parents.name(process(2, START, null, parent))).isEqualTo("cmd.exe");
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void parentOfChildIsThisProgram() throws Exception {
		Process child = new ProcessBuilder("cmd", "/c", "pause").start();
		try {
			assertThat(new WindowsParent().name(child.toHandle())).isEqualToIgnoringCase("java.exe");
			assertThat(ProcessFacts.ofThisProcess().parentName())
				.isEqualTo(new WindowsParent().name(ProcessHandle.current()));
		}
		finally {
			child.destroyForcibly().waitFor();
		}
	}

	private static ProcessHandle process(long pid, @Nullable Instant start, @Nullable String command,
			@Nullable ProcessHandle parent) {
		ProcessHandle process = mock(ProcessHandle.class);
		ProcessHandle.Info info = mock(ProcessHandle.Info.class);
		given(process.pid()).willReturn(pid);
		given(process.info()).willReturn(info);
		given(process.parent()).willReturn(Optional.ofNullable(parent));
		given(info.startInstant()).willReturn(Optional.ofNullable(start));
		given(info.command()).willReturn(Optional.ofNullable(command));
		return process;
	}

}
