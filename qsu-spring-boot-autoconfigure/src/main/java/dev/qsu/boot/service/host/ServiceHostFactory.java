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
 * Factory for the {@link ServiceHost} of one kind of service manager. Implementations are
 * listed in {@code META-INF/spring.factories} and instantiated for each start of the
 * application.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServiceHostFactory {

	/**
	 * Called at the very beginning of a start, for service managers that do not wait
	 * until there is an environment. Must return immediately.
	 * @param launch how the process was launched, according to its arguments, system
	 * properties and environment variables
	 * @param application the application that is starting
	 * @return what remains to be done during the start, or {@code null}
	 */
	default @Nullable ServiceStart starting(Launch launch, SpringApplication application) {
		return null;
	}

	/**
	 * Create the host.
	 * @param context the context of the host
	 * @return the host, or {@code null} if the service manager is not present
	 */
	@Nullable ServiceHost create(ServiceHostContext context);

}
