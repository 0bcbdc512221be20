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
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

import dev.qsu.boot.launch.Launcher;

/**
 * Environment as it is known before the configuration files are read.
 */
final class EarlyEnvironment {

	private final String[] arguments;

	EarlyEnvironment(String[] arguments) {
		this.arguments = arguments;
	}

	/**
	 * Create an environment of the arguments, system properties and environment
	 * variables.
	 * @return the environment
	 */
	ConfigurableEnvironment create() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(this.arguments));
		return environment;
	}

	/**
	 * Return the configured launcher. An invalid value is reported later.
	 * @return the launcher, or {@code null} to detect it
	 */
	@Nullable Launcher launcher() {
		try {
			return LauncherProperty.get(create());
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			return null;
		}
	}

}
