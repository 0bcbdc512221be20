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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.util.ReflectionUtils;

import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.host.ServiceStart;
import dev.qsu.boot.service.host.ServiceStartException;
import dev.qsu.boot.service.host.StartParameters;

/**
 * Arguments of the application: those of the process, without those meant for the
 * service, followed by those of the service manager.
 */
final class ServiceArguments {

	private static final Log logger = LogFactory.getLog(ServiceArguments.class);

	private static final String BEAN_NAME = "springApplicationArguments";

	private static final String COMMAND_LINE = CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME;

	private final List<String> processArguments;

	private final List<ServiceStart> starts;

	private @Nullable List<String> applicationArguments;

	ServiceArguments(List<String> processArguments, List<ServiceStart> starts) {
		this.processArguments = List.copyOf(processArguments);
		this.starts = List.copyOf(starts);
	}

	/**
	 * Wait for the service managers and add their parameters to the environment.
	 * @param environment the environment
	 */
	void prepare(ConfigurableEnvironment environment) {
		ServiceCommandLine commandLine = parse();
		List<String> arguments = commandLine.applicationArguments();
		String name = commandLine.name();
		for (ServiceStart start : this.starts) {
			StartParameters parameters = start.prepare(commandLine);
			arguments = merge(arguments, parameters.arguments());
			name = (parameters.serviceName() != null) ? parameters.serviceName() : name;
		}
		if (name != null) {
			environment.getPropertySources()
				.addFirst(new MapPropertySource("serviceManager", Map.of("qsu.service.name", name)));
		}
		if (!arguments.equals(this.processArguments)) {
			this.applicationArguments = arguments;
			replaceIn(environment.getPropertySources(), arguments);
		}
	}

	boolean hasStarts() {
		return !this.starts.isEmpty();
	}

	/**
	 * Let the service managers add defaults for what the configuration does not set.
	 * @param environment the environment
	 * @param logs creates loggers for use before logging is initialized
	 */
	void addDefaults(ConfigurableEnvironment environment, DeferredLogFactory logs) {
		this.starts.forEach((start) -> start.addDefaults(environment, logs));
	}

	private ServiceCommandLine parse() {
		try {
			return interpret();
		}
		catch (ServiceStartException ex) {
			// To report the failure, the service manager must be connected
			this.starts.forEach((start) -> prepare(start, ex));
			throw ex;
		}
	}

	private static void prepare(ServiceStart start, ServiceStartException failure) {
		try {
			start.prepare(new ServiceCommandLine(true, null, null, List.of()));
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private ServiceCommandLine interpret() {
		try {
			ServiceCommandLine commandLine = ServiceCommandLine.parse(this.processArguments);
			if (commandLine.workingDirectory() != null && this.starts.isEmpty()) {
				throw new IllegalArgumentException("'--working-dir' is for Windows services. Elsewhere, let the service"
						+ " manager set the working directory, as WorkingDirectory= in a systemd unit does");
			}
			return commandLine;
		}
		catch (IllegalArgumentException ex) {
			throw new ServiceStartException(String.valueOf(ex.getMessage()),
					"Correct the command line with which the service is registered.", ex);
		}
	}

	private static List<String> merge(List<String> arguments, List<String> additional) {
		// An option that is specified again replaces the earlier one
		List<String> merged = new ArrayList<>(arguments);
		for (String argument : additional) {
			merged.removeIf((candidate) -> argument.startsWith("--") && name(candidate).equals(name(argument)));
		}
		merged.addAll(additional);
		return merged;
	}

	private static String name(String argument) {
		int end = argument.indexOf('=');
		return (end < 0) ? argument : argument.substring(0, end);
	}

	private void replaceIn(MutablePropertySources sources, List<String> arguments) {
		// Without a source although there are arguments, they must not be properties
		SimpleCommandLinePropertySource source = new SimpleCommandLinePropertySource(arguments.toArray(String[]::new));
		if (sources.contains(COMMAND_LINE)) {
			sources.replace(COMMAND_LINE, source);
		}
		else if (this.processArguments.isEmpty()) {
			sources.addFirst(source);
		}
	}

	/**
	 * Replace the arguments that runners and beans see. Spring Boot has created the
	 * object before the service manager was asked and offers no way to replace it.
	 * @param context the application context
	 */
	void replaceIn(ConfigurableApplicationContext context) {
		replaceIn(context, BEAN_NAME);
	}

	void replaceIn(ConfigurableApplicationContext context, String beanName) {
		List<String> arguments = this.applicationArguments;
		if (arguments == null) {
			return;
		}
		try {
			copy(new DefaultApplicationArguments(arguments.toArray(String[]::new)),
					context.getBeanFactory().getBean(beanName, DefaultApplicationArguments.class));
		}
		catch (RuntimeException ex) {
			logger.warn("Failed to replace the application arguments; runners and beans see those of the process", ex);
		}
	}

	private static void copy(DefaultApplicationArguments source, DefaultApplicationArguments target) {
		for (Field field : DefaultApplicationArguments.class.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				ReflectionUtils.makeAccessible(field);
				ReflectionUtils.setField(field, target, ReflectionUtils.getField(field, source));
			}
		}
	}

}
