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

import java.time.Duration;

import org.springframework.util.Assert;

import dev.qsu.boot.service.ServiceExtension;
import dev.qsu.boot.service.ServiceReporter;

/**
 * {@link ServiceReporter} backed by a {@link ServiceRuntime}.
 */
final class RuntimeServiceReporter implements ServiceReporter {

	private final ServiceRuntime runtime;

	RuntimeServiceReporter(ServiceRuntime runtime) {
		this.runtime = runtime;
	}

	@Override
	public void report(String text) {
		Assert.notNull(text, "'text' must not be null");
		this.runtime.step(text);
	}

	@Override
	public void extend(Duration duration) {
		ServiceExtension.check(duration);
		this.runtime.extend(duration);
	}

}
