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

package dev.qsu.boot.service.lifecycle;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ExitCodeGenerator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceExit}.
 */
class ServiceExitTests {

	@Test
	void whenExceptionHasNoExitCodeIsOne() {
		assertThat(ServiceExit.exitCode(new IllegalStateException(new IOException()))).isOne();
	}

	@Test
	void whenExceptionHasExitCodeUsesIt() {
		assertThat(ServiceExit.exitCode(new ExitCodeException(7, null))).isEqualTo(7);
	}

	@Test
	void whenCauseHasExitCodeUsesIt() {
		Exception exception = new IllegalStateException(new RuntimeException(new ExitCodeException(7, null)));
		assertThat(ServiceExit.exitCode(exception)).isEqualTo(7);
	}

	@Test
	void whenSeveralHaveExitCodeUsesThatOfTheOutermost() {
		assertThat(ServiceExit.exitCode(new ExitCodeException(7, new ExitCodeException(8, null)))).isEqualTo(7);
	}

	@Test
	void whenExitCodeIsZeroLooksAtTheCause() {
		assertThat(ServiceExit.exitCode(new ExitCodeException(0, new ExitCodeException(8, null)))).isEqualTo(8);
	}

	@Test
	void whenEveryExitCodeIsZeroIsOne() {
		assertThat(ServiceExit.exitCode(new ExitCodeException(0, null))).isOne();
	}

	@Test
	void whenExitCodeIsNegativeUsesIt() {
		assertThat(ServiceExit.exitCode(new ExitCodeException(-3, null))).isEqualTo(-3);
	}

	private static final class ExitCodeException extends RuntimeException implements ExitCodeGenerator {

		private final int exitCode;

		ExitCodeException(int exitCode, @Nullable Throwable cause) {
			super(cause);
			this.exitCode = exitCode;
		}

		@Override
		public int getExitCode() {
			return this.exitCode;
		}

	}

}
