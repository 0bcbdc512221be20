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
 * The arguments of the application: those of the process without what is meant for the
 * service, then those that the service manager gives.
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
	 * Wait for the service manager, and tell the environment.
	 */
	void prepare(ConfigurableEnvironment environment) {
		ServiceCommandLine commandLine = parse();
		List<String> arguments = commandLine.applicationArguments();
		String name = commandLine.name();
		for (ServiceStart start : this.starts) {
			StartParameters given = start.prepare(commandLine);
			arguments = merge(arguments, given.arguments());
			name = (given.serviceName() != null) ? given.serviceName() : name;
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
	 * Let the service manager add what the configuration leaves open.
	 */
	void addDefaults(ConfigurableEnvironment environment, DeferredLogFactory logs) {
		this.starts.forEach((start) -> start.addDefaults(environment, logs));
	}

	/**
	 * The service manager is told of a wrong command line, too, so it has to be connected
	 * first.
	 */
	private ServiceCommandLine parse() {
		try {
			return interpret();
		}
		catch (ServiceStartException ex) {
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
				throw new IllegalArgumentException("'--working-dir' is for services of Windows. Elsewhere, have the"
						+ " service manager set the folder, as WorkingDirectory= in a unit of systemd does");
			}
			return commandLine;
		}
		catch (IllegalArgumentException ex) {
			throw new ServiceStartException(String.valueOf(ex.getMessage()),
					"Correct the command line with which the service is registered.", ex);
		}
	}

	/**
	 * An option that is given again replaces the former one.
	 */
	private static List<String> merge(List<String> arguments, List<String> given) {
		List<String> merged = new ArrayList<>(arguments);
		for (String argument : given) {
			merged.removeIf((candidate) -> argument.startsWith("--") && name(candidate).equals(name(argument)));
		}
		merged.addAll(given);
		return merged;
	}

	private static String name(String argument) {
		int end = argument.indexOf('=');
		return (end < 0) ? argument : argument.substring(0, end);
	}

	/**
	 * Without the source, although there are arguments, the application does not want
	 * them to be properties.
	 */
	private void replaceIn(MutablePropertySources sources, List<String> arguments) {
		SimpleCommandLinePropertySource source = new SimpleCommandLinePropertySource(arguments.toArray(String[]::new));
		if (sources.contains(COMMAND_LINE)) {
			sources.replace(COMMAND_LINE, source);
		}
		else if (this.processArguments.isEmpty()) {
			sources.addFirst(source);
		}
	}

	/**
	 * Tell runners and beans. Spring Boot has created the object before there was a
	 * chance to, and keeps it to itself.
	 */
	void replaceIn(ConfigurableApplicationContext context) {
		List<String> arguments = this.applicationArguments;
		if (arguments != null
				&& context.getBeanFactory().getSingleton(BEAN_NAME) instanceof DefaultApplicationArguments known) {
			try {
				copy(new DefaultApplicationArguments(arguments.toArray(String[]::new)), known);
			}
			catch (RuntimeException ex) {
				logger.warn("Runners and beans see the arguments as they were given to the process", ex);
			}
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
