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

package dev.qsu.boot.service;

import org.springframework.core.env.Environment;

import dev.qsu.boot.launch.Launch;

/**
 * Where requests come from, such as the console. Implementations are listed in
 * {@code META-INF/spring.factories}. They are connected once in the life of a process,
 * and only if the process is the application's own and {@code qsu.service.signals} is on.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServiceRequestSource {

	/**
	 * Pass on requests from now on.
	 * @param launch how the process was launched
	 * @param environment the properties
	 * @param requests takes the requests
	 */
	void connect(Launch launch, Environment environment, ServiceRequests requests);

}
