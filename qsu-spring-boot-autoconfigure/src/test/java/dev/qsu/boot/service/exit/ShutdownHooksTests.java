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

package dev.qsu.boot.service.exit;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShutdownHooks}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownHooksTests {

	@Test
	void whenHookIsAddedOrRemovedLaterIsSeen() {
		ShutdownHooks hooks = ShutdownHooks.find();
		assertThat(hooks).isNotNull();
		Thread hook = new Thread();
		Runtime.getRuntime().addShutdownHook(hook);
		List<Thread> before = hooks.others();
		Runtime.getRuntime().removeShutdownHook(hook);
		assertThat(before).contains(hook);
		assertThat(hooks.others()).doesNotContain(hook);
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.Gone, hooks", "java.lang.ApplicationShutdownHooks, gone" })
	void whenJavaRuntimeDoesNotTellIsUnknownAndThatIsLogged(String className, String field, CapturedOutput output) {
		assertThat(ShutdownHooks.find(className, field)).isNull();
		assertThat(output)
			.contains("The end of the service is reported without waiting for the shutdown hooks of the application");
	}

}
