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

package dev.qsu.boot.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The state of the service, and the steps made in it. Decides which changes are possible
 * and tells them to the hosts.
 */
final class ServiceMachine {

	private static final Log logger = LogFactory.getLog(ServiceMachine.class);

	/** A service that runs for years keeps the latest failures only. */
	private static final int MAX_FAILURES = 100;

	private final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();

	private volatile List<ServiceHost> hosts = Collections.emptyList();

	private volatile Supplier<ServiceProperties> properties = ServiceProperties::new;

	private volatile ServiceState state = ServiceState.STARTING;

	private volatile Instant since = Instant.now();

	private long checkpoint;

	private long extendedUntil = System.nanoTime();

	private String text = "";

	private volatile @Nullable Integer exitCode;

	/**
	 * Begin a life of the service, with hosts to be told about it.
	 * @param hosts the hosts
	 * @param properties supplies the properties when they are needed first
	 */
	synchronized void begin(List<ServiceHost> hosts, Supplier<ServiceProperties> properties) {
		this.hosts.forEach((host) -> tell(host, "to close", ServiceHost::close));
		this.hosts = hosts;
		this.properties = properties;
		this.failures.clear();
		this.exitCode = null;
		change(ServiceState.STARTING, "Starting");
	}

	/**
	 * Enter a state.
	 * @param target the state
	 * @param text a line about it
	 * @return whether the state can follow the current one
	 */
	synchronized boolean enter(ServiceState target, String text) {
		if (!followers(this.state).contains(target)) {
			logger.debug("Ignored the change from " + this.state + " to " + target);
			return false;
		}
		change(target, text);
		return true;
	}

	/**
	 * Let the hosts prepare for a service that runs. Takes as long as beans of the
	 * application do.
	 */
	void prepareRunning() {
		this.hosts.forEach((host) -> tell(host, "that the service will run", ServiceHost::prepareRunning));
	}

	/**
	 * Make a step in the current state.
	 * @param text a line about it
	 */
	synchronized void step(String text) {
		this.checkpoint++;
		this.text = text;
		report();
	}

	/**
	 * Ask the service manager for time. Later steps in this state do not ask for less.
	 * @param duration the time from now
	 */
	synchronized void extend(Duration duration) {
		this.extendedUntil = System.nanoTime() + duration.toNanos();
		this.checkpoint++;
		report(duration);
	}

	/**
	 * Collect a failure.
	 * @param failure the failure
	 */
	void add(ServiceFailure failure) {
		if (this.failures.size() >= MAX_FAILURES) {
			this.failures.stream()
				.filter((candidate) -> candidate.phase() == ServicePhase.RUN)
				.findFirst()
				.ifPresent(this.failures::remove);
		}
		this.failures.add(failure);
	}

	void setExitCode(int exitCode) {
		this.exitCode = exitCode;
	}

	@Nullable Integer getExitCode() {
		return this.exitCode;
	}

	ServiceState getState() {
		return this.state;
	}

	Instant getSince() {
		return this.since;
	}

	ServiceProperties getProperties() {
		return this.properties.get();
	}

	List<ServiceFailure> getFailures() {
		return List.copyOf(this.failures);
	}

	boolean hasHosts() {
		return !this.hosts.isEmpty();
	}

	private void change(ServiceState target, String text) {
		this.state = target;
		this.since = Instant.now();
		this.checkpoint = 0;
		this.extendedUntil = System.nanoTime();
		this.text = text;
		report();
	}

	private void report() {
		if (hasHosts()) {
			report(timeout());
		}
	}

	private Duration timeout() {
		Duration extension = Duration.ofNanos(Math.max(0, this.extendedUntil - System.nanoTime()));
		Duration configured = switch (this.state) {
			case STARTING, RESUMING -> getProperties().getStartTimeout();
			case STOPPING, PAUSING -> getProperties().getStopTimeout();
			default -> Duration.ZERO;
		};
		return (extension.compareTo(configured) > 0) ? extension : configured;
	}

	private void report(Duration timeout) {
		ServiceStatus status = new ServiceStatus(this.state, this.checkpoint, this.text, timeout, this.exitCode,
				this.failures);
		this.hosts.forEach((host) -> tell(host, "about " + this.state, (target) -> target.report(status)));
	}

	private static void tell(ServiceHost host, String what, Consumer<ServiceHost> message) {
		try {
			message.accept(host);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Failed: " + host.describe() + " " + what, ex);
		}
	}

	private static Set<ServiceState> followers(ServiceState state) {
		return switch (state) {
			case STARTING -> EnumSet.of(ServiceState.RUNNING, ServiceState.STOPPING, ServiceState.STOPPED);
			case RUNNING ->
				EnumSet.of(ServiceState.RELOADING, ServiceState.PAUSING, ServiceState.STOPPING, ServiceState.STOPPED);
			case RELOADING -> EnumSet.of(ServiceState.RUNNING, ServiceState.STOPPING, ServiceState.STOPPED);
			case PAUSING, RESUMING ->
				EnumSet.of(ServiceState.RUNNING, ServiceState.PAUSED, ServiceState.STOPPING, ServiceState.STOPPED);
			case PAUSED -> EnumSet.of(ServiceState.RESUMING, ServiceState.STOPPING, ServiceState.STOPPED);
			case STOPPING -> EnumSet.of(ServiceState.STOPPED);
			case STOPPED -> EnumSet.noneOf(ServiceState.class);
		};
	}

}
