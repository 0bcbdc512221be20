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
 * A service of the Service Control Manager, which every change of its state is remembered
 * of.
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

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

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
	 * Return what the service has reported since it was started, as far as a look every
	 * 10 ms shows.
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
	 * Return what the service has reported in a state since it was started.
	 * @param state the state
	 * @return the different statuses
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
	 * Return the states that the service has been in, from the one before the start.
	 * @return the states, one after the other
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
	 * Return how long the start took the Service Control Manager, until the process had
	 * connected.
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
	 * Wait until the service has got to a state since it was started.
	 * @param state the state, not that before the start
	 * @return the status
	 */
	public ServiceStatus await(State state) {
		return await(state, TIMEOUT);
	}

	/**
	 * Wait until the service has got to a state since it was started.
	 * @param state the state, not that before the start
	 * @param timeout how long to wait at most
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
	 * @return what the call returned
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
	 * and on with 128.
	 * @param code the first code
	 * @param count how many
	 * @return what came of it
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
	 * Return what the application has written.
	 * @return the log, empty if there is none
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
	 * Wait until the application has written a text.
	 * @param text the text
	 */
	public void awaitLog(String text) {
		if (!Await.until(TIMEOUT, () -> log().contains(text))) {
			throw failure("No '" + text + "'");
		}
	}

	/**
	 * Wait until no process of the service is left.
	 */
	public void awaitExit() {
		if (!Await.until(TIMEOUT, () -> processes().isEmpty())) {
			throw failure("Still running: " + processes());
		}
	}

	/**
	 * Return the processes of the service, which all have its log in their arguments.
	 */
	private List<ProcessHandle> processes() {
		String text = Wine.windows(this.log);
		return ProcessHandle.allProcesses()
			.filter((process) -> process.info().commandLine().orElse("").contains(text))
			.toList();
	}

	/**
	 * Return an error that tells all that is known of the service.
	 * @param message what is wrong
	 * @return the error
	 */
	public AssertionError failure(String message) {
		return new AssertionError(this.name + ": " + message + "\n"
				+ ((this.watch != null) ? this.watch.output() : "never started") + "\n" + log());
	}

	/**
	 * Delete the service, and end what is left of it.
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
	 * Write a command line that programs for Windows take apart into the same words.
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
	 * What a control has returned.
	 *
	 * @param error the error, or 0
	 * @param status the status, or {@code null}
	 * @param duration how long it took, or {@code null}
	 */
	public record Answer(int error, ServiceStatus status, Duration duration) {

	}

	/**
	 * What came of many controls.
	 *
	 * @param refused how many the service has refused
	 * @param error the last error
	 * @param total how long all took
	 * @param median the median of one
	 * @param percentile what 99 of 100 do not exceed
	 * @param longest the longest of all
	 */
	public record Flood(int refused, int error, Duration total, Duration median, Duration percentile,
			Duration longest) {

	}

}
