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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.TestNativeCallExceptions;
import dev.qsu.boot.jna.windows.NativeServiceStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ScmConnection}.
 */
class ScmConnectionTests {

	private final FakeService service = new FakeService();

	private final ScmConnection connection = new ScmConnection(this.service);

	@Test
	void whenStartedRegistersWithTheRealNameAndIsStarting() throws Exception {
		this.connection.begin();
		assertThat(this.connection.await(20_000)).containsExactly("Orders", "--server.port=2");
		assertThat(this.service.name).isEqualTo("Orders");
		assertThat(this.service.handler).isSameAs(this.connection.getControls());
		assertThat(this.service.states()).containsExactly(NativeServiceStatus.START_PENDING);
		assertThat(this.service.dispatcher).isEqualTo("qsu-dispatcher");
	}

	@Test
	void whenBegunTwiceConnectsOnce() throws Exception {
		this.connection.begin();
		this.connection.begin();
		this.connection.await(20_000);
		assertThat(this.connection.await(1)).hasSize(2);
		assertThat(this.service.statuses).hasSize(1);
	}

	@Test
	void whenNotStartedByTheScmThrows() {
		this.service.dispatchFailure = TestNativeCallExceptions.of("StartServiceCtrlDispatcher", 1063);
		this.connection.begin();
		assertThatExceptionOfType(NativeCallException.class).isThrownBy(() -> this.connection.await(20_000))
			.satisfies((ex) -> assertThat(ex.getErrorCode()).isEqualTo(1063));
	}

	@Test
	void whenSomethingElseFailsKeepsTheCause() {
		this.service.dispatchFailure = new IllegalArgumentException("odd");
		this.connection.begin();
		assertThatIllegalStateException().isThrownBy(() -> this.connection.await(20_000))
			.withCause(this.service.dispatchFailure);
	}

	@Test
	void whenScmDoesNotStartTheServiceTheWaitEnds() {
		CountDownLatch end = new CountDownLatch(1);
		ScmConnection silent = new ScmConnection(new FakeService() {

			@Override
			public void dispatch(Consumer<List<String>> main) {
				try {
					end.await(30, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		});
		silent.begin();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> silent.await(50));
		end.countDown();
	}

}
