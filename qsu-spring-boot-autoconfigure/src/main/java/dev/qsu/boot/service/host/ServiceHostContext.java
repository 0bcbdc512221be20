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

import org.springframework.core.env.Environment;

import dev.qsu.boot.launch.Launch;

/**
 * Context of a {@link ServiceHost} or a {@link ServiceRequestSource}.
 *
 * @param launch how the process was launched
 * @param ownProcess whether the process belongs to the application, unlike that of a test
 * or of a servlet container
 * @param environment the environment of the application
 * @param liveness reports whether the service is alive
 * @param requests accepts requests to the service
 * @since 0.1.0
 */
public record ServiceHostContext(Launch launch, boolean ownProcess, Environment environment, ServiceLiveness liveness,
		ServiceRequests requests) {

}
