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

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.service.host.ServiceRequests;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsoleControlHandler}.
 */
class ConsoleControlHandlerTests {

	private static final int INTERRUPT = 0;

	private static final int BREAK = 1;

	private static final int CLOSE = 2;

	private static final int LOGOFF = 5;

	private static final int SHUTDOWN = 6;

	private final List<String> calls = new ArrayList<>();

	private final ServiceRequests requests = (ServiceRequests) Proxy.newProxyInstance(getClass().getClassLoader(),
			new Class<?>[] { ServiceRequests.class }, (proxy, method, arguments) -> {
				this.calls.add(method.getName() + Arrays.toString(arguments));
				return null;
			});

	@ParameterizedTest
	@CsvSource({ "false, true", "false, false", "true, true", "true, false" })
	void keysInterrupt(boolean service, boolean interactive) {
		ConsoleControlHandler handler = handler(service, interactive);
		assertThat(handler.test(INTERRUPT)).isTrue();
		assertThat(handler.test(BREAK)).isTrue();
		assertThat(this.calls).containsExactly("interrupt[INTERRUPTED, 130]", "interrupt[TERMINATED, 143]");
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "false, false", "true, true", "true, false" })
	void closeStopsAndWaitsForTheEnd(boolean service, boolean interactive) {
		assertThat(handler(service, interactive).test(CLOSE)).isTrue();
		assertThat(this.calls).containsExactly("stop[TERMINATED, false]", "await end");
	}

	@Test
	void whenInteractiveLogoffStopsAndWaitsForTheEnd() {
		assertThat(handler(false, true).test(LOGOFF)).isTrue();
		assertThat(this.calls).containsExactly("stop[TERMINATED, false]", "await end");
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "true, true", "true, false" })
	void whenServiceOrNotInteractiveLogoffIsIgnored(boolean service, boolean interactive) {
		assertThat(handler(service, interactive).test(LOGOFF)).isTrue();
		assertThat(this.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenNoServiceShutdownStopsAndWaitsForTheEnd(boolean interactive) {
		assertThat(handler(false, interactive).test(SHUTDOWN)).isTrue();
		assertThat(this.calls).containsExactly("stop[TERMINATED, true]", "await end");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenServiceShutdownIsIgnored(boolean interactive) {
		assertThat(handler(true, interactive).test(SHUTDOWN)).isTrue();
		assertThat(this.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 3, 4, 7 })
	void whenControlIsUnknownIsNotHandled(int code) {
		assertThat(handler(false, true).test(code)).isFalse();
		assertThat(this.calls).isEmpty();
	}

	private ConsoleControlHandler handler(boolean service, boolean interactive) {
		return new ConsoleControlHandler(this.requests, service, interactive, () -> this.calls.add("await end"));
	}

}
