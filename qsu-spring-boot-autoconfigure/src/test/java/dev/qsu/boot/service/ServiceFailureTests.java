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

package dev.qsu.boot.service;

import java.io.IOException;
import java.net.BindException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceFailure}.
 */
class ServiceFailureTests {

	@ParameterizedTest
	@CsvSource({ "START, [start] broken", "RUN, [run] broken", "STOP, [stop] broken" })
	void describeReturnsPhaseAndMessage(ServicePhase phase, String expected) {
		assertThat(new ServiceFailure(phase, new IOException("broken")).describe()).isEqualTo(expected);
	}

	@Test
	void describeReturnsMessageOfTheInnermostCause() {
		Exception exception = new IllegalStateException("outer", new RuntimeException(new IOException("inner")));
		assertThat(describe(exception)).isEqualTo("[run] inner");
	}

	@Test
	void whenAddressCannotBeBoundDescribeReturnsWhichItIs() {
		Exception exception = new IllegalStateException("outer",
				new RuntimeException("Port 8080 is already in use", new BindException("Address already in use")));
		assertThat(describe(exception)).isEqualTo("[run] Port 8080 is already in use");
		assertThat(describe(new RuntimeException(null, new BindException("Address already in use"))))
			.isEqualTo("[run] Address already in use");
	}

	@Test
	void whenThereIsNoMessageDescribeReturnsTheClass() {
		assertThat(describe(new IllegalStateException("outer", new NullPointerException())))
			.isEqualTo("[run] java.lang.NullPointerException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "\r\n \n" })
	void whenMessageIsBlankDescribeReturnsTheClass(String message) {
		assertThat(describe(new IllegalStateException(message))).isEqualTo("[run] java.lang.IllegalStateException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "broken\nin two", "broken\r\nin two", "  broken  \n", "\n\nbroken\nin three" })
	void whenMessageHasSeveralLinesDescribeReturnsTheFirstThatIsNotBlank(String message) {
		assertThat(describe(new IOException(message))).isEqualTo("[run] broken");
	}

	@Test
	void whenMessageIsLongDescribeShortensIt() {
		assertThat(describe(new IOException("x".repeat(300)))).isEqualTo("[run] " + "x".repeat(300));
		assertThat(describe(new IOException("x".repeat(301)))).isEqualTo("[run] " + "x".repeat(300) + "...");
	}

	private static String describe(Throwable exception) {
		return new ServiceFailure(ServicePhase.RUN, exception).describe();
	}

}
