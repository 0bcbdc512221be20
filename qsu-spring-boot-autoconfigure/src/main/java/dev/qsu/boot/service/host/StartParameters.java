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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Parameters that a service manager passes to an application at its start.
 *
 * @param serviceName the name under which the service manager knows the service, or
 * {@code null}
 * @param arguments additional arguments for the application, which take precedence
 * @since 0.1.0
 */
public record StartParameters(@Nullable String serviceName, List<String> arguments) {

	/**
	 * No parameters.
	 */
	public static final StartParameters NONE = new StartParameters(null, List.of());

	public StartParameters {
		arguments = List.copyOf(arguments);
	}

}
