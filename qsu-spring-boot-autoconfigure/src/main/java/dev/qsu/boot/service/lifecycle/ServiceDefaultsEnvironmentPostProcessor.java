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

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets the service managers add defaults for what the configuration files do not set. In
 * a test, what the process was handed over is not the application's.
 */
class ServiceDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final Map<String, Object> IN_TESTS = Map.of("qsu.launcher", "none", "qsu.systemd.notify", false,
			"qsu.socket.enabled", false);

	private final DeferredLogFactory logs;

	ServiceDefaultsEnvironmentPostProcessor(DeferredLogFactory logs) {
		this.logs = logs;
	}

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER + 10;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		ServiceArguments arguments = ServiceRuntime.ofThisProcess().getArguments(application);
		if (arguments != null) {
			arguments.addDefaults(environment, this.logs);
		}
		if (ApplicationRun.isInTest()) {
			environment.getPropertySources().addLast(new MapPropertySource("qsuTestDefaults", IN_TESTS));
		}
	}

}
