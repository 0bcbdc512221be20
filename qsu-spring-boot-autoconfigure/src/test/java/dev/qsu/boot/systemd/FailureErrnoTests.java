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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.web.server.PortInUseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FailureErrno}.
 */
class FailureErrnoTests {

	@ParameterizedTest
	@MethodSource
	void failureHasNumber(Throwable failure, int expected) {
		assertThat(FailureErrno.of(failure)).isEqualTo(expected);
	}

	static Stream<Arguments> failureHasNumber() {
		return Stream.of(Arguments.of(new NoSuchFileException("a"), 2), Arguments.of(new FileNotFoundException("a"), 2),
				Arguments.of(new OutOfMemoryError(), 12), Arguments.of(new AccessDeniedException("a"), 13),
				Arguments.of(new BindException("a"), 98), Arguments.of(new PortInUseException(8080), 98));
	}

	@Test
	void whenOnlyACauseHasANumberUsesIt() {
		Exception failure = new IllegalStateException(new RuntimeException(new BindException("in use")));
		assertThat(FailureErrno.of(failure)).isEqualTo(98);
	}

	@Test
	void whenSeveralHaveANumberUsesThatOfTheOutermost() {
		PortInUseException failure = new PortInUseException(80, new AccessDeniedException("80"));
		assertThat(FailureErrno.of(new IllegalStateException(failure))).isEqualTo(98);
	}

	@Test
	void whenNothingHasANumberIsNull() {
		assertThat(FailureErrno.of(new IllegalStateException(new IOException("broken")))).isNull();
	}

}
