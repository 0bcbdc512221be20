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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExitDecision}.
 */
class ExitDecisionTests {

	/**
	 * The flags are those facts that hold. An exit code that is missing is not known.
	 */
	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					# what happens                                | flags                                | chosen | start | stop | own | code | told | halt
					# A stop that was requested, before the JVM shuts down
					stop succeeds                                 | requested                            | 0      | -     | -    | -   | 0    | 0    | false
					stop during the start                         | requested                            | -      | -     | -    | -   | 0    | 0    | false
					application chooses a code for the stop       | requested                            | 5      | -     | -    | -   | 5    | 5    | false
					application chooses a code, SCM               | requested recovers                   | 5      | -     | -    | -   | 5    | 0    | false
					listener fails                                | requested                            | 0      | -     | 1    | -   | 1    | 1    | false
					listener fails with a code                    | requested                            | 0      | -     | 7    | -   | 7    | 7    | false
					listener fails, SCM                           | requested recovers                   | 0      | -     | 1    | -   | 1    | 0    | false
					listener fails, application chooses a code    | requested                            | 5      | -     | 7    | -   | 5    | 5    | false
					stop after a failed runner                    | requested                            | 0      | 1     | -    | -   | 1    | 1    | false
					stop after a failed runner with a code        | requested                            | -      | 7     | -    | -   | 7    | 7    | false
					stop after a failed runner, SCM               | requested recovers                   | 0      | 1     | -    | -   | 1    | 0    | false
					runner and listener fail                      | requested                            | 0      | 7     | 8    | -   | 7    | 7    | false
					# The same, while the JVM shuts down
					stop has succeeded                            | requested ending                     | 0      | -     | -    | 0   | 0    | 0    | false
					stop has succeeded, SCM                       | requested ending recovers            | 0      | -     | -    | 0   | 0    | 0    | false
					listener has failed                           | requested ending                     | 0      | -     | 1    | 1   | 1    | 1    | false
					shutdown handler fails afterwards             | requested ending                     | 0      | -     | 1    | 0   | 1    | 1    | true
					shutdown handler fails afterwards, SCM        | requested ending recovers            | 0      | -     | 1    | 0   | 1    | 0    | true
					listener calls System.exit                    | requested ending                     | -      | -     | -    | -   | -    | -    | false
					listener calls System.exit, SCM               | requested ending recovers            | -      | -     | -    | -   | -    | 0    | false
					listener fails, another calls System.exit     | requested ending                     | -      | -     | 1    | -   | 1    | 1    | true
					# An application that ends on its own
					last thread has ended                         | ending                               | -      | -     | -    | 0   | 0    | 0    | false
					last thread has ended, SCM                    | ending recovers                      | -      | -     | -    | 0   | 0    | 0    | false
					last thread has failed                        | ending                               | -      | -     | -    | 1   | 1    | 1    | false
					SpringApplication.exit                        | ending                               | 0      | -     | -    | -   | 0    | 0    | false
					SpringApplication.exit with a code            | ending                               | 9      | -     | -    | -   | 9    | 9    | false
					SpringApplication.exit with a code, SCM       | ending recovers                      | 9      | -     | -    | -   | 9    | 9    | false
					System.exit                                   | ending                               | -      | -     | -    | -   | -    | -    | false
					System.exit, SCM                              | ending recovers                      | -      | -     | -    | -   | -    | -    | false
					listener of the end fails                     | ending                               | -      | -     | 1    | 0   | 1    | 1    | true
					listener of the end fails with a code         | ending                               | 0      | -     | 7    | -   | 7    | 7    | true
					listener of the end fails, thread has failed  | ending                               | -      | -     | 7    | 1   | 1    | 1    | false
					listener of the end fails, code was chosen    | ending                               | 9      | -     | 7    | -   | 9    | 9    | false
					context is closed, threads remain             |                                      | -      | -     | -    | -   | 0    | 0    | false
					# A start that fails
					start fails                                   | ending                               | -      | 1     | -    | 1   | 1    | 1    | false
					start fails, SCM                              | ending recovers                      | -      | 1     | -    | 1   | 1    | 1    | false
					start fails with a code                       | ending                               | 7      | 7     | -    | 7   | 7    | 7    | false
					start fails with a code that is lost          | ending                               | -      | 7     | -    | 1   | 7    | 7    | true
					start fails with a code that is mapped        | ending                               | 9      | 1     | -    | 9   | 9    | 9    | false
					start fails, threads remain                   |                                      | -      | 1     | -    | 1   | 1    | 1    | false
					# Deadlines
					stop is late, manager ends it                 | requested late ending                | 0      | -     | -    | 0   | 1    | 1    | false
					stop is late, SCM                             | requested late recovers haltIfLate   | 0      | -     | 1    | -   | 1    | 0    | true
					stop is late while the JVM shuts down, SCM    | requested late ending recovers haltIfLate | 0 | -     | -    | 0   | 1    | 0    | true
					stop is late, code was chosen, SCM            | requested late ending recovers haltIfLate | 5 | -     | -    | 5   | 5    | 0    | true
					end is late, SCM                              | late ending recovers haltIfLate      | -      | -     | -    | 0   | 1    | 1    | true
					start is late, SCM                            | late recovers haltIfLate             | -      | -     | -    | -   | 1    | 1    | true
					start is late, stop is requested              | requested late haltIfLate            | -      | -     | -    | -   | 1    | 1    | true
					""")
	void whenProcessEndsExitCodeAndReportAreDecided(String description, @Nullable String flags,
			@Nullable Integer chosen, @Nullable Integer startFailure, @Nullable Integer stopFailure,
			@Nullable Integer ownEnd, @Nullable Integer exitCode, @Nullable Integer told, boolean halt) {
		ExitFacts facts = new ExitFacts(has(flags, "requested"), chosen, startFailure, stopFailure, has(flags, "late"),
				has(flags, "ending"), ownEnd, has(flags, "haltIfLate"), has(flags, "recovers"));
		assertThat(ExitDecision.of(facts)).as(description).isEqualTo(new ExitDecision(exitCode, told, halt));
	}

	private static boolean has(@Nullable String flags, String flag) {
		return flags != null && List.of(flags.split(" ")).contains(flag);
	}

}
