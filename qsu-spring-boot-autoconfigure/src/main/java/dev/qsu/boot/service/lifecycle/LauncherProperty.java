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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

import dev.qsu.boot.launch.Launcher;

/**
 * The property {@code qsu.launcher}.
 */
final class LauncherProperty {

	private static final String NAME = "qsu.launcher";

	private static final String AUTO = "auto";

	private LauncherProperty() {
	}

	/**
	 * Return the configured launcher.
	 * @param environment the environment
	 * @return the launcher, or {@code null} to detect it
	 * @throws InvalidConfigurationPropertyValueException if the value is not a launcher
	 */
	static @Nullable Launcher get(Environment environment) {
		String value = environment.getProperty(NAME, AUTO);
		if (value.equalsIgnoreCase(AUTO)) {
			return null;
		}
		return Arrays.stream(Launcher.values())
			.filter((launcher) -> launcher.name().equalsIgnoreCase(value))
			.findFirst()
			.orElseThrow(() -> new InvalidConfigurationPropertyValueException(NAME, value,
					"Use one of auto, scm, systemd, systemfd and none."));
	}

}
