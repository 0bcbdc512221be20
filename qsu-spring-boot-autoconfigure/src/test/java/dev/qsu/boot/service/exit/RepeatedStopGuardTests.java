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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.qsu.boot.service.Demise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link RepeatedStopGuard}.
 */
class RepeatedStopGuardTests {

	private static final Duration REPETITION = Duration.ofMillis(500);

	private final List<Demise> stops = new ArrayList<>();

	private final List<Integer> halts = new ArrayList<>();

	private final RepeatedStopGuard guard = new RepeatedStopGuard(this.stops::add, this.halts::add);

	@Test
	void firstInterruptionStopsAndDoesNotHalt() {
		this.guard.interrupt(Demise.TERMINATED, 143);
		assertThat(this.stops).containsExactly(Demise.TERMINATED);
		assertThat(this.halts).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "INTERRUPTED, 130", "TERMINATED, 143", "TERMINATED, 129" })
	void repetitionIsIgnoredButLaterInterruptionHalts(Demise demise, int exitCode) {
		long start = System.nanoTime();
		this.guard.interrupt(Demise.INTERRUPTED, 130);
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			this.guard.interrupt(demise, exitCode);
			return !this.halts.isEmpty();
		});
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(REPETITION);
		assertThat(this.halts).containsExactly(exitCode);
		assertThat(this.stops).containsExactly(Demise.INTERRUPTED);
	}

}
