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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServiceCommandLine}.
 */
class ServiceCommandLineTests {

	@Test
	void whenFirstArgumentIsNotRunServiceAllAreTheApplications() {
		ServiceCommandLine commandLine = ServiceCommandLine.parse(List.of("--name", "x", "run-service"));
		assertThat(commandLine.runService()).isFalse();
		assertThat(commandLine.name()).isNull();
		assertThat(commandLine.applicationArguments()).containsExactly("--name", "x", "run-service");
	}

	@Test
	void whenThereAreNoArgumentsThereIsNoService() {
		assertThat(ServiceCommandLine.parse(List.of())).isEqualTo(new ServiceCommandLine(false, null, null, List.of()));
	}

	@Test
	void whenRunServiceStandsAloneThereIsNothingForTheApplication() {
		assertThat(ServiceCommandLine.parse(List.of("run-service")))
			.isEqualTo(new ServiceCommandLine(true, null, null, List.of()));
	}

	@Test
	void whenOptionsFollowTakesThemUntilTheFirstOtherArgument() {
		assertThat(ServiceCommandLine.parse(
				List.of("run-service", "--working-dir=C:\\my app", "--name", "Orders", "--server.port=1", "--name=x")))
			.isEqualTo(new ServiceCommandLine(true, "Orders", "C:\\my app", List.of("--server.port=1", "--name=x")));
	}

	@Test
	void whenOptionsAreWrittenWithEqualsSignTakesThemAsWell() {
		assertThat(ServiceCommandLine.parse(List.of("run-service", "--working-dir", "/srv", "--name=Orders")))
			.isEqualTo(new ServiceCommandLine(true, "Orders", "/srv", List.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--name", "--name=", "--name= ", "--working-dir", "--working-dir=" })
	void whenOptionHasNoValueFails(String option) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceCommandLine.parse(List.of("run-service", option)))
			.withMessage("'" + option.replaceFirst("=.*", "") + "' of 'run-service' has no value."
					+ " Use run-service [--name NAME] [--working-dir DIR] [application arguments]");
	}

}
