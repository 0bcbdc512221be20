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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a process ends. This is the only place where that is decided.
 *
 * @param exitCode the exit code of the process, or {@code null} if the application has
 * called {@link System#exit} with one that is not known
 * @param told the exit code that is reported to the service manager, or {@code null} if
 * it is not known
 * @param halt whether the process must be halted: it would end with another code, or not
 * at all
 */
public record ExitDecision(@Nullable Integer exitCode, @Nullable Integer told, boolean halt) {

	/** The code for a failure that has none of its own. */
	public static final int FAILURE = 1;

	/**
	 * Decide how a process ends.
	 * @param facts what is known
	 * @return the decision
	 */
	public static ExitDecision of(ExitFacts facts) {
		Integer exitCode = exitCode(facts);
		Integer told = (facts.requested() && facts.recovers()) ? Integer.valueOf(0) : exitCode;
		return new ExitDecision(exitCode, told, halt(facts, exitCode));
	}

	private static @Nullable Integer exitCode(ExitFacts facts) {
		Integer own = (facts.chosen() != null) ? facts.chosen() : facts.ownEnd();
		if (isFailure(own) && facts.chosen() != null) {
			return own;
		}
		Integer failure = firstFailure(facts);
		if (failure != null) {
			return (isFailure(own) && facts.startFailure() == null) ? own : failure;
		}
		return (own == null && !facts.ending()) ? Integer.valueOf(0) : own;
	}

	private static @Nullable Integer firstFailure(ExitFacts facts) {
		if (facts.startFailure() != null) {
			return facts.startFailure();
		}
		if (facts.stopFailure() != null) {
			return facts.stopFailure();
		}
		return (facts.late()) ? Integer.valueOf(FAILURE) : null;
	}

	private static boolean halt(ExitFacts facts, @Nullable Integer exitCode) {
		if (facts.late()) {
			return facts.haltIfLate();
		}
		return facts.ending() && exitCode != null && isForced(facts) && !Objects.equals(exitCode, facts.ownEnd());
	}

	/**
	 * Return whether there is a failure that the application did not take into account
	 * when it chose its code.
	 */
	private static boolean isForced(ExitFacts facts) {
		return firstFailure(facts) != null && !isFailure(facts.chosen());
	}

	private static boolean isFailure(@Nullable Integer code) {
		return code != null && code != 0;
	}

}
