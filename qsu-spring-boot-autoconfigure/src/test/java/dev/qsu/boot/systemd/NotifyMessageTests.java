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

package dev.qsu.boot.systemd;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotifyMessage}.
 */
class NotifyMessageTests {

	@Test
	void assignmentsAreLinesWithoutOneAtTheEnd() {
		assertThat(new NotifyMessage().with("READY=1").with("MAINPID=4711")).hasToString("READY=1\nMAINPID=4711");
	}

	@Test
	void whenNothingWasAddedIsEmpty() {
		assertThat(new NotifyMessage()).hasToString("");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			Running,                STATUS=Running
			"  Running ",           STATUS=Running
			"a\nSTOPPING=1",        STATUS=a STOPPING=1
			"a\r\nMAINPID=1\r\n",   STATUS=a MAINPID=1
			"a\tb",                 STATUS=a b
			"a\u0000b\u001b[31mc",  STATUS=a b [31mc
			caf\u00e9 = 1,          STATUS=caf\u00e9 = 1
			"",                     STATUS=
			"\n",                   STATUS=
			""")
	void statusIsOneLineThatAddsNoAssignment(String text, String expected) {
		assertThat(new NotifyMessage().status(text)).hasToString(expected);
	}

	@Test
	void whenStatusIsLongCutsIt() {
		assertThat(new NotifyMessage().status("x".repeat(1000))).hasToString("STATUS=" + "x".repeat(1000));
		assertThat(new NotifyMessage().status("x".repeat(1001))).hasToString("STATUS=" + "x".repeat(1000));
	}

	@ParameterizedTest
	@CsvSource({ "PT60S, 60000000", "PT0.0015S, 1500", "PT0.000001S, 1", "PT1H, 3600000000" })
	void timeoutIsExtendedInMicroseconds(Duration duration, long expected) {
		assertThat(new NotifyMessage().extendTimeout(duration)).hasToString("EXTEND_TIMEOUT_USEC=" + expected);
	}

	@Test
	void whenDurationIsZeroDoesNotExtendTimeout() {
		assertThat(new NotifyMessage().with("READY=1").extendTimeout(Duration.ZERO)).hasToString("READY=1");
	}

}
