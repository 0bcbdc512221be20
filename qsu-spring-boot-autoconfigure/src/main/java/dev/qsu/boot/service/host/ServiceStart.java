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

import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.qsu.boot.launch.ServiceCommandLine;

/**
 * Contribution of a service manager to the start of an application.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServiceStart {

	/**
	 * Prepare the process, before the environment is prepared. May wait for the service
	 * manager for a limited time.
	 * @param commandLine the command line of the process
	 * @return what the service manager passes to the application
	 * @throws RuntimeException if the application cannot run as a service, which makes
	 * the start fail
	 */
	StartParameters prepare(ServiceCommandLine commandLine);

	/**
	 * Add defaults for what the configuration of the application does not set. Called
	 * after the process was prepared and the configuration files were read, but before
	 * logging is initialized.
	 * @param environment the environment
	 * @param logs creates loggers for use before logging is initialized
	 */
	default void addDefaults(ConfigurableEnvironment environment, DeferredLogFactory logs) {
	}

}
