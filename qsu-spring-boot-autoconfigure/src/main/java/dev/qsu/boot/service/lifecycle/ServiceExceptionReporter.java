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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports every failed run to the service. Spring Boot does not call
 * {@link ServiceRunListener#failed} if the exception has an exit code and a listener of
 * the incomplete context cannot be created for the corresponding event, as is the case
 * with Actuator's metrics.
 */
class ServiceExceptionReporter implements SpringBootExceptionReporter {

	private final @Nullable ConfigurableApplicationContext context;

	ServiceExceptionReporter(@Nullable ConfigurableApplicationContext context) {
		this.context = context;
	}

	@Override
	public boolean reportException(Throwable failure) {
		if (this.context != null) {
			ServiceRuntime.ofThisProcess().failed(this.context, failure);
		}
		return false;
	}

}
