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

package dev.qsu.boot.service.host;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServiceState;

/**
 * Status of the service as reported to service managers.
 *
 * @param state the state
 * @param checkpoint the number of steps made in this state, 0 when it has just been
 * entered
 * @param text a line of human-readable text about the step
 * @param timeout the maximum time until the next step
 * @param ending whether the process is certain to end, so that the service cannot start
 * in it again
 * @param exitCode the exit code to report, or {@code null} if it is unknown. That of the
 * process, except after a requested stop if the service manager
 * {@linkplain ServiceHost#recoversRequestedStop() would undo} it
 * @param failures the failures so far, oldest first
 * @since 0.1.0
 */
public record ServiceStatus(ServiceState state, long checkpoint, String text, Duration timeout, boolean ending,
		@Nullable Integer exitCode, List<ServiceFailure> failures) {

	public ServiceStatus {
		failures = List.copyOf(failures);
	}

	/**
	 * Return whether the state has just been entered.
	 * @return whether this is the first report of the state
	 */
	public boolean isEntered() {
		return this.checkpoint == 0;
	}

}
