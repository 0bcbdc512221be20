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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequestSource;
import dev.qsu.boot.service.host.ServiceRequests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServiceRequestSources}.
 */
class ServiceRequestSourcesTests {

	private final List<String> calls = new ArrayList<>();

	private final ServiceRequestSources sources = new ServiceRequestSources();

	@Test
	void whenEnabledSourceIsConnectedOnce() {
		update("true");
		update("true");
		assertThat(this.calls).containsExactly("connect");
	}

	@Test
	void whenDisabledSourceIsNeitherConnectedNorClosed() {
		update("false");
		assertThat(this.calls).isEmpty();
	}

	@Test
	void whenALaterStartDisablesSourceItIsClosed() {
		update("true");
		update("false");
		update("false");
		assertThat(this.calls).containsExactly("connect", "close");
	}

	@Test
	void whenALaterStartEnablesSourceItIsConnected() {
		update("false");
		update("true");
		update("false");
		update("true");
		assertThat(this.calls).containsExactly("connect", "close", "connect");
	}

	@Test
	void whenOneSourceIsDisabledTheOtherIsConnected() {
		MockEnvironment environment = new MockEnvironment().withProperty("test.enabled", "false");
		this.sources.update(List.of(new SwitchedSource(), new OtherSource()), context(environment));
		assertThat(this.calls).containsExactly("connect other");
	}

	private void update(String enabled) {
		MockEnvironment environment = new MockEnvironment().withProperty("test.enabled", enabled);
		this.sources.update(List.of(new SwitchedSource()), context(environment));
	}

	private static ServiceHostContext context(Environment environment) {
		return new ServiceHostContext(new Launch(Launcher.NONE, null, null, false, false), true, environment,
				(timeout) -> null, mock(ServiceRequests.class));
	}

	private class SwitchedSource implements ServiceRequestSource {

		@Override
		public boolean isEnabled(Environment environment) {
			return environment.getRequiredProperty("test.enabled", Boolean.class);
		}

		@Override
		public void connect(ServiceHostContext context) {
			ServiceRequestSourcesTests.this.calls.add("connect");
		}

		@Override
		public void close() {
			ServiceRequestSourcesTests.this.calls.add("close");
		}

	}

	private final class OtherSource implements ServiceRequestSource {

		@Override
		public boolean isEnabled(Environment environment) {
			return true;
		}

		@Override
		public void connect(ServiceHostContext context) {
			ServiceRequestSourcesTests.this.calls.add("connect other");
		}

		@Override
		public void close() {
			ServiceRequestSourcesTests.this.calls.add("close other");
		}

	}

}
