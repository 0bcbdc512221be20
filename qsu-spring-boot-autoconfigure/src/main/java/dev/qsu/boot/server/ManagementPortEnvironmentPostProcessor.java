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

package dev.qsu.boot.server;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

import dev.qsu.boot.launch.LaunchDetector;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

/**
 * Has a separate management server started if there are listeners for it and
 * {@code management.server.port} is not set.
 */
class ManagementPortEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PORT = "management.server.port";

	private static final String ACTUATOR = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties";

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER + 10;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (environment.containsProperty(PORT) || !ClassUtils.isPresent(ACTUATOR, application.getClassLoader())
				|| !isWanted(environment)) {
			return;
		}
		SocketProperties properties = Binder.get(environment).bindOrCreate("qsu.socket", SocketProperties.class);
		if (properties.isEnabled()
				&& WebServerSockets.hasManagement(SocketClaims.ofThisProcess(properties), properties)) {
			environment.getPropertySources().addLast(new MapPropertySource("qsuManagementSocket", Map.of(PORT, 0)));
		}
	}

	private static boolean isWanted(ConfigurableEnvironment environment) {
		return LaunchDetector.detect(ProcessFacts.ofThisProcess()).sockets()
				|| Binder.get(environment).bind("qsu.socket.management", Bindable.listOf(String.class)).isBound();
	}

}
