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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ConsoleControls}. The arrival of controls is tested with whole
 * processes.
 */
class ConsoleControlsTests {

	@Test
	void handlerReceivesTheControlAndItsResultIsReturned() {
		assertThat(ConsoleControls.test((control) -> control == 2, 2)).isTrue();
		assertThat(ConsoleControls.test((control) -> control == 2, 5)).isFalse();
	}

	@Test
	void whenHandlerThrowsControlIsNotHandled() {
		assertThat(ConsoleControls.test((control) -> {
			throw new IllegalStateException("Expected");
		}, 0)).isFalse();
		assertThat(ConsoleControls.test((control) -> {
			throw new StackOverflowError("Expected");
		}, 0)).isFalse();
	}

	@Test
	@EnabledOnOs(OS.WINDOWS)
	void windowsAcceptsHandler() {
		assertThatNoException().isThrownBy(() -> ConsoleControls.handle((control) -> false));
	}

}
