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

package dev.qsu.boot.jna.windows;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WindowsProcesses}.
 */
@EnabledOnOs(OS.WINDOWS)
class WindowsProcessesTests {

	@Test
	void parentNameOfProcessThatIsNotThereIsNull() {
		assertThat(WindowsProcesses.parentName(Integer.MAX_VALUE)).isNull();
	}

	@Test
	void parentNameIsThatOfTheProgramThatStartedTheProcess() throws Exception {
		Process process = new ProcessBuilder("cmd", "/c", "pause").start();
		try {
			assertThat(WindowsProcesses.parentName(process.pid())).isEqualToIgnoringCase("java.exe");
		}
		finally {
			process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

}
