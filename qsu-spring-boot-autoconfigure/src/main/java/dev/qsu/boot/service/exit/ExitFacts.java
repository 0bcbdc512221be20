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

import org.jspecify.annotations.Nullable;

/**
 * What is known about the end of a process. All exit codes are those of the process, or
 * {@code null} if there is none.
 *
 * @param requested whether the stop was requested from outside
 * @param chosen the code that the application has chosen
 * @param startFailure the code for a failure of the start or of a runner that was not the
 * consequence of a requested stop
 * @param stopFailure the code for the first failure of the stop
 * @param late whether the start or the stop has missed its deadline
 * @param ending whether the JVM is already shutting down
 * @param ownEnd the code with which the JVM ends unless it is halted, if it is known
 * @param haltIfLate whether nobody else ends a process that is late
 * @param recovers whether the service manager starts again what it was told has failed,
 * although the stop was requested
 */
public record ExitFacts(boolean requested, @Nullable Integer chosen, @Nullable Integer startFailure,
		@Nullable Integer stopFailure, boolean late, boolean ending, @Nullable Integer ownEnd, boolean haltIfLate,
		boolean recovers) {

}
