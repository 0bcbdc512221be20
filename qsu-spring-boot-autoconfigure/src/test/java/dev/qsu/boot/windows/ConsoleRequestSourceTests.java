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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import dev.qsu.boot.service.host.ServiceRequestSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConsoleRequestSource}.
 */
class ConsoleRequestSourceTests {

	@Test
	void isFoundBySpring() {
		List<ServiceRequestSource> sources = SpringFactoriesLoader
			.forDefaultResourceLocation(getClass().getClassLoader())
			.load(ServiceRequestSource.class);
		assertThat(sources).hasAtLeastOneElementOfType(ConsoleRequestSource.class);
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void whenNotOnWindowsIsDisabled() {
		assertThat(new ConsoleRequestSource().isEnabled(new MockEnvironment())).isFalse();
	}

}
