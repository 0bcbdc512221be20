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
 * Where requests come from other than from a service manager, such as the console.
 * Implementations are listed in {@code META-INF/spring.factories}. A source is used only
 * if the process is the application's own, not in a test or in a servlet container.
 *
 * @since 0.1.0
 */
public interface ServiceRequestSource extends AutoCloseable {

	/**
	 * Return whether the source is to be connected.
	 * @param environment the properties of the application
	 * @return whether its own switch is on
	 */
	boolean isEnabled(Environment environment);

	/**
	 * Pass on requests from now on. Called once for an instance, during the first start
	 * of an application that has the source enabled; it stays connected while contexts
	 * come and go.
	 * @param context what the source has to do with
	 */
	void connect(ServiceHostContext context);

	/**
	 * Pass on no more requests, and release whatever the source holds. Called once if a
	 * later start of an application in this process has the source disabled.
	 */
	@Override
	void close();

}
