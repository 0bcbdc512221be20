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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationRun}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationRunTests {

	private final List<String> called = Collections.synchronizedList(new ArrayList<>());

	private final AtomicReference<ApplicationRun> run = new AtomicReference<>();

	@Test
	void whenThreadOfTheRunFailsListenerIsCalledBeforeTheHandler() throws Exception {
		end(() -> {
			throw new IllegalStateException("late");
		});
		assertThat(this.called).containsExactly("listener late", "handler late");
		assertThat(this.run.get().isThreadFailed()).isTrue();
	}

	@Test
	void whenThreadOfTheRunEndsListenerIsNotCalled() throws Exception {
		end(() -> {
		});
		assertThat(this.called).isEmpty();
		assertThat(this.run.get().isThreadFailed()).isFalse();
	}

	@Test
	void processIsTheApplicationsOwnIfItHasAShutdownHook(CapturedOutput output) {
		SpringApplication application = new SpringApplication();
		assertThat(ApplicationRun.of(application).isOwner()).isTrue();
		application.setRegisterShutdownHook(false);
		ApplicationRun withoutHook = ApplicationRun.of(application);
		assertThat(withoutHook.isOwner()).isFalse();
		withoutHook.logProblem();
		assertThat(output).doesNotContain("Spring Boot");
	}

	@ParameterizedTest
	@CsvSource({ "gone, isRegisterShutdownHook", "properties, gone", "properties, getBannerMode" })
	void whenSpringBootDoesNotTellWhoseTheProcessIsItIsNotOursAndThatIsLogged(String field, String method,
			CapturedOutput output) {
		ApplicationRun unknown = ApplicationRun.of(new SpringApplication(), field, method);
		assertThat(unknown.isOwner()).isFalse();
		unknown.logProblem();
		assertThat(output).contains("does not tell whether it registers a shutdown hook")
			.contains("Signals are not handled, and the process is not ended");
	}

	private void end(Runnable end) throws InterruptedException {
		Thread thread = new Thread(() -> {
			ApplicationRun created = new ApplicationRun(true);
			created.watchThread((exception) -> this.called.add("listener " + exception.getMessage()));
			this.run.set(created);
			end.run();
		});
		thread.setUncaughtExceptionHandler((failed, exception) -> this.called.add("handler " + exception.getMessage()));
		thread.start();
		thread.join(10_000);
	}

}
