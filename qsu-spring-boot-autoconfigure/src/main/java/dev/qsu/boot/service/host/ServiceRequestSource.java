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

/**
 * Source of requests other than a service manager, such as the console. Implementations
 * are listed in {@code META-INF/spring.factories}. Sources are used only if the process
 * belongs to the application, so not in a test or in a servlet container.
 *
 * @since 0.1.0
 */
public interface ServiceRequestSource extends AutoCloseable {

	/**
	 * Return whether the source is enabled.
	 * @param environment the environment of the application
	 * @return whether the source should be connected
	 */
	boolean isEnabled(Environment environment);

	/**
	 * Begin to pass on requests. Called once per instance, during the first start of an
	 * application with the source enabled. The source stays connected while application
	 * contexts come and go.
	 * @param context the context of the source
	 */
	void connect(ServiceHostContext context);

	/**
	 * Stop passing on requests and release all resources. Called once, if the source is
	 * disabled in a later start of an application in this process.
	 */
	@Override
	void close();

}
