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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.qsu.sample.peer.ServiceStatus.State;

/**
 * A service of the Service Control Manager. Every change of its state is recorded.
 */
public final class WindowsService implements AutoCloseable {

	/**
	 * SERVICE_CONTROL_STOP.
	 */
	public static final int STOP = 1;

	/**
	 * SERVICE_CONTROL_PAUSE.
	 */
	public static final int PAUSE = 2;

	/**
	 * SERVICE_CONTROL_CONTINUE.
	 */
	public static final int CONTINUE = 3;

	/**
	 * SERVICE_CONTROL_INTERROGATE.
	 */
	public static final int INTERROGATE = 4;

	/**
	 * SERVICE_CONTROL_PARAMCHANGE.
	 */
	public static final int PARAMCHANGE = 6;

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final String WATCH_MILLISECONDS = "300000";

	private static final Pattern FLOOD = Pattern
		.compile("flood count=(\\d+) refused=(\\d+) error=(\\d+) microseconds=(\\d+) p50=(\\d+) p99=(\\d+) max=(\\d+)");

	private final ServiceManager manager;

	private final String name;

	private final Path log;

	private TestProcess watch;

	WindowsService(ServiceManager manager, String name, Path log) {
		this.manager = manager;
		this.name = name;
		this.log = log;
		deleteLog();
	}

	private void deleteLog() {
		try {
			Files.createDirectories(this.log.toAbsolutePath().getParent());
			Files.deleteIfExists(this.log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start the service, and watch it until it has stopped.
	 * @param arguments the arguments of the start
	 */
	public void start(String... arguments) {
		closeWatch();
		String[] command = Stream.concat(Stream.of("startwatch", this.name, WATCH_MILLISECONDS), Stream.of(arguments))
			.toArray(String[]::new);
		this.watch = this.manager.start(command);
	}

	/**
	 * Return the statuses reported since the service was started, sampled every 10 ms.
	 * @return the statuses
	 */
	public List<ServiceStatus> statuses() {
		return this.watch.output()
			.lines()
			.filter((line) -> line.startsWith("status ") && line.contains(" pid="))
			.map(ServiceStatus::parse)
			.toList();
	}

	/**
	 * Return the different statuses reported in a state since the service was started.
	 * @param state the state
	 * @return the statuses
	 */
	public List<ServiceStatus> statuses(State state) {
		List<ServiceStatus> found = new ArrayList<>();
		for (ServiceStatus status : statuses()) {
			if (status.state() == state && (found.isEmpty() || found.get(found.size() - 1).isDifferent(status))) {
				found.add(status);
			}
		}
		return found;
	}

	/**
	 * Return the states of the service, beginning with that before the start.
	 * @return the states in order
	 */
	public List<State> states() {
		List<State> states = new ArrayList<>();
		for (ServiceStatus status : statuses()) {
			if (states.isEmpty() || states.get(states.size() - 1) != status.state()) {
				states.add(status.state());
			}
		}
		return states;
	}

	/**
	 * Return how long the Service Control Manager waited for the process to connect.
	 * @return the duration
	 */
	public Duration startDuration() {
		this.watch.awaitOutput("started ");
		Matcher matcher = Pattern.compile("started \\d+ microseconds=(\\d+)").matcher(this.watch.output());
		if (!matcher.find()) {
			throw failure("Not started");
		}
		return micros(matcher.group(1));
	}

	/**
	 * Wait until the service has reached a state since it was started.
	 * @param state the state, not that before the start
	 * @return the status
	 */
	public ServiceStatus await(State state) {
		return await(state, TIMEOUT);
	}

	/**
	 * Wait until the service has reached a state since it was started.
	 * @param state the state, not that before the start
	 * @param timeout the maximum time to wait
	 * @return the status
	 */
	public ServiceStatus await(State state, Duration timeout) {
		Await.until(timeout, () -> last(state) != null || !this.watch.isAlive());
		ServiceStatus status = last(state);
		if (status == null) {
			throw failure("Not " + state);
		}
		return status;
	}

	private ServiceStatus last(State state) {
		List<ServiceStatus> statuses = statuses();
		ServiceStatus status = (statuses.size() > 1) ? statuses.get(statuses.size() - 1) : null;
		return (status != null && status.state() == state) ? status : null;
	}

	public ServiceStatus query() {
		return ServiceStatus.parse(this.manager.expect("query", this.name));
	}

	/**
	 * Send a control.
	 * @param code the code
	 * @return the result of the call
	 */
	public Answer control(int code) {
		String output = this.manager.run("control", this.name, Integer.toString(code)).output();
		if (output.startsWith("error ControlService ")) {
			return new Answer(Integer.parseInt(output.substring(output.lastIndexOf(' ') + 1)), null, null);
		}
		String duration = output.substring(output.lastIndexOf('=') + 1);
		return new Answer(0, ServiceStatus.parse(output), micros(duration));
	}

	/**
	 * Stop the service.
	 * @return the last status
	 */
	public ServiceStatus stop() {
		Answer answer = control(STOP);
		if (answer.error() != 0) {
			throw failure("Error " + answer.error());
		}
		return await(State.STOPPED);
	}

	/**
	 * Send user controls as fast as possible: {@code code}, {@code code + 1}, up to 255,
	 * then from 128.
	 * @param code the first code
	 * @param count the number of controls
	 * @return the result
	 */
	public Flood flood(int code, int count) {
		String output = this.manager.run("flood", this.name, Integer.toString(code), Integer.toString(count)).output();
		Matcher matcher = FLOOD.matcher(output);
		if (!matcher.matches()) {
			throw failure(output);
		}
		return new Flood(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)),
				micros(matcher.group(4)), micros(matcher.group(5)), micros(matcher.group(6)), micros(matcher.group(7)));
	}

	/**
	 * Return the log of the application.
	 * @return the log, or an empty string if there is none
	 */
	public String log() {
		try {
			return (Files.exists(this.log)) ? Files.readString(this.log) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait until the log contains a text.
	 * @param text the text
	 */
	public void awaitLog(String text) {
		if (!Await.until(TIMEOUT, () -> log().contains(text))) {
			throw failure("No '" + text + "'");
		}
	}

	/**
	 * Wait until all processes of the service have ended.
	 */
	public void awaitExit() {
		if (!Await.until(TIMEOUT, () -> processes().isEmpty())) {
			throw failure("Still running: " + processes());
		}
	}

	/**
	 * End all processes of the service forcibly.
	 */
	public void kill() {
		processes().forEach(ProcessHandle::destroyForcibly);
	}

	/**
	 * Return the processes of the service, identified by the log file in their arguments.
	 * @return the processes
	 */
	private List<ProcessHandle> processes() {
		String text = Wine.windows(this.log);
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().commandLine().orElse("").contains(text))
			.toList();
	}

	/**
	 * Return an error with all information about the service.
	 * @param message the problem
	 * @return the error
	 */
	public AssertionError failure(String message) {
		return new AssertionError(this.name + ": " + message + "\n"
				+ ((this.watch != null) ? this.watch.output() : "never started") + "\n" + log());
	}

	/**
	 * Delete the service, and end its remaining processes.
	 */
	@Override
	public void close() {
		processes().forEach(ProcessHandle::destroyForcibly);
		closeWatch();
		this.manager.run("delete", this.name);
	}

	private void closeWatch() {
		if (this.watch != null) {
			this.watch.close();
		}
	}

	private static Duration micros(String text) {
		return Duration.ofNanos(Long.parseLong(text) * 1000);
	}

	/**
	 * Return a command line that Windows programs split into the same words.
	 * @param words the words
	 * @return the command line
	 */
	static String commandLine(List<String> words) {
		return words.stream().map(WindowsService::quote).collect(Collectors.joining(" "));
	}

	private static String quote(String word) {
		if (word.matches("[^\\s\"]+")) {
			return word;
		}
		return '"' + word.replaceAll("(\\\\*)\"", "$1$1\\\\\"").replaceAll("(\\\\+)$", "$1$1") + '"';
	}

	/**
	 * The result of a control.
	 *
	 * @param error the error, or 0
	 * @param status the status, or {@code null}
	 * @param duration the duration of the call, or {@code null}
	 */
	public record Answer(int error, ServiceStatus status, Duration duration) {

	}

	/**
	 * The result of many controls.
	 *
	 * @param refused the number of refused controls
	 * @param error the last error code
	 * @param total the total duration
	 * @param median the median duration
	 * @param percentile the 99th percentile
	 * @param longest the longest duration
	 */
	public record Flood(int refused, int error, Duration total, Duration median, Duration percentile,
			Duration longest) {

	}

}
