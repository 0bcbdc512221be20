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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

import dev.qsu.boot.launch.Launch;

/**
 * Creates the {@link ServiceHost} of a kind of service manager. Implementations are
 * listed in {@code META-INF/spring.factories} and created for each start of the
 * application.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServiceHostFactory {

	/**
	 * Called first thing in a start, for a service manager that does not wait until there
	 * is an environment. Must return at once.
	 * @param launch how the process was launched, as far as its arguments, system
	 * properties and environment variables tell
	 * @param application the application that starts
	 * @return what is left to be done before the environment is prepared, or {@code null}
	 */
	default @Nullable ServiceStart starting(Launch launch, SpringApplication application) {
		return null;
	}

	/**
	 * Create the host.
	 * @param context what the host has to do with
	 * @return the host, or {@code null} if there is no such service manager
	 */
	@Nullable ServiceHost create(ServiceHostContext context);

}
