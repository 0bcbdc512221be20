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

package dev.qsu.sample.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The Service Control Manager of Wine. It ends its services when no other program is
 * running, so a program is kept running until this is closed.
 */
public final class ServiceManager implements AutoCloseable {

	private final String program = Wine.windows(Mingw.compile(Path.of("src/test/c/scm.c"), "-municode", "-ladvapi32"));

	private final Wine wine;

	private final TestProcess session;

	private ServiceManager(Wine wine) {
		this.wine = wine;
		this.session = wine.start(Map.of(), List.of("cmd"));
	}

	/**
	 * Open the Service Control Manager.
	 * @param wine the Wine prefix
	 * @return the Service Control Manager
	 */
	public static ServiceManager open(Wine wine) {
		return new ServiceManager(wine);
	}

	/**
	 * Create a service.
	 * @param name the unique name of the service
	 * @param command the command line, word by word
	 * @param log the log file of the application
	 * @return the service
	 */
	public WindowsService create(String name, List<String> command, Path log) {
		expect("create", name, WindowsService.commandLine(command));
		return new WindowsService(this, name, log);
	}

	/**
	 * List the services, without drivers.
	 * @return the name, state and process id of each service
	 */
	public List<String> list() {
		return expect("list").lines().toList();
	}

	Commands.Result run(String... arguments) {
		return this.wine.run(command(arguments).toArray(String[]::new));
	}

	String expect(String... arguments) {
		Commands.Result result = run(arguments);
		if (result.exitCode() != 0) {
			throw new AssertionError(Arrays.toString(arguments) + ": " + result.output());
		}
		return result.output();
	}

	TestProcess start(String... arguments) {
		return this.wine.start(Map.of(), command(arguments));
	}

	private List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(List.of(this.program));
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	@Override
	public void close() {
		this.session.close();
	}

}
