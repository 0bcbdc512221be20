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

package dev.qsu.boot.windows;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.ServiceStart;
import dev.qsu.boot.service.ServiceStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScmStart}.
 */
class ScmStartTests {

	private static final ServiceCommandLine RUN_SERVICE = ServiceCommandLine.parse(List.of("run-service"));

	private static final ServiceCommandLine NO_COMMAND = ServiceCommandLine.parse(List.of("--server.port=1"));

	private final FakeService service = new FakeService();

	@Test
	void whenStartedByTheScmGivesNameAndArguments() {
		assertThat(start().prepare(RUN_SERVICE))
			.isEqualTo(new ServiceStart.Given("Orders", List.of("--server.port=2")));
	}

	@Test
	void whenRunServiceIsNotStartedByTheScmSaysHowToRegister() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1063);
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start().prepare(RUN_SERVICE))
			.withMessage("The first argument is 'run-service', but the Service Control Manager has not started"
					+ " this process (error 1063 of StartServiceCtrlDispatcher)")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("leave 'run-service' out")
				.contains("sc create NAME start= auto binPath= \"\\\"")
				.contains("-Xrs -jar")
				.contains(" run-service\""));
	}

	@Test
	void whenOtherErrorNamesIt() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1056);
		assertThatExceptionOfType(ServiceStartException.class).isThrownBy(() -> start().prepare(RUN_SERVICE))
			.withMessageStartingWith("The process cannot be a service: StartServiceCtrlDispatcher failed");
	}

	@Test
	void whenOnlyTheParentSuggestedItTheApplicationStartsAsAtAConsole() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1063);
		ScmStart start = start();
		assertThat(start.prepare(NO_COMMAND)).isEqualTo(ServiceStart.Given.NOTHING);
		assertThat(start.isRefused()).isTrue();
	}

	private ScmStart start() {
		ScmConnection connection = new ScmConnection(this.service);
		connection.begin();
		return new ScmStart(connection, new ServiceFolder(null));
	}

}
