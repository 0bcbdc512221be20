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

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.exit.Deadline;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceObserver;
import dev.qsu.boot.service.host.ServiceStatus;

/**
 * State of the service. Decides which changes of the state are possible, and reports
 * them, and the steps in a state, to the hosts and observers.
 */
final class ServiceStateMachine {

	private static final Log logger = LogFactory.getLog(ServiceStateMachine.class);

	/** A service that runs for years keeps the latest failures only. */
	private static final int MAX_FAILURES = 100;

	private final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();

	private final BiConsumer<ServiceState, ServiceState> changes;

	private volatile List<ServiceHost> hosts = Collections.emptyList();

	private volatile List<ServiceObserver> observers = Collections.emptyList();

	private volatile boolean supervised;

	private volatile Supplier<ServiceSettings> settings = () -> ServiceSettings.DEFAULTS;

	private volatile ServiceState state = ServiceState.STARTING;

	private volatile Instant since = Instant.now();

	private long checkpoint;

	private final Deadline deadline = new Deadline();

	private String text = "";

	private volatile @Nullable Integer exitCode;

	private boolean ending;

	/**
	 * Create a new state machine.
	 * @param changes called with the previous and the new state at each change; must not
	 * block
	 */
	ServiceStateMachine(BiConsumer<ServiceState, ServiceState> changes) {
		this.changes = changes;
	}

	/**
	 * Begin a life of the service.
	 * @param hosts the hosts to report to, one for each service manager
	 * @param observers the observers to report to
	 * @param settings supplies the configuration when it is first needed
	 */
	synchronized void begin(List<ServiceHost> hosts, List<ServiceObserver> observers,
			Supplier<ServiceSettings> settings) {
		this.hosts.forEach((host) -> call("close " + host.describe(), host::close));
		this.hosts = hosts;
		this.observers = observers;
		this.supervised = !hosts.isEmpty();
		this.settings = settings;
		this.failures.clear();
		this.exitCode = null;
		this.ending = false;
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
	 * Let the hosts prepare for the service to run. Takes as long as the beans of the
	 * application that are called.
	 */
	void prepareRunning() {
		this.hosts.forEach((host) -> call("prepare " + host.describe() + " for RUNNING", host::prepareRunning));
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
	 * Report that the process is certain to end, which has to make progress from now on.
	 * @param text a line about it, used if the state is that of stopping
	 */
	synchronized void ending(String text) {
		boolean changed = !this.ending;
		this.ending = true;
		this.deadline.extend(settings().properties().getStopTimeout());
		if (this.state == ServiceState.STOPPING) {
			this.deadline.bind();
			if (changed) {
				step(text);
			}
		}
	}

	/**
	 * Request more time from the service manager. Later steps in this state do not
	 * shorten it.
	 * @param duration the time from now
	 */
	synchronized void extend(Duration duration) {
		this.deadline.extend(duration);
		this.checkpoint++;
		report(duration);
	}

	/**
	 * Add a failure.
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

	void setExitCode(@Nullable Integer exitCode) {
		this.exitCode = exitCode;
	}

	@Nullable Integer getExitCode() {
		return this.exitCode;
	}

	/**
	 * Return until when the service manager has been asked to wait.
	 * @return the deadline of the current state
	 */
	Deadline getDeadline() {
		return this.deadline;
	}

	ServiceState getState() {
		return this.state;
	}

	Instant getSince() {
		return this.since;
	}

	ServiceProperties getProperties() {
		return this.settings.get().properties();
	}

	List<ServiceFailure> getFailures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Return whether the state is reported to a service manager.
	 * @return whether there is a service manager
	 */
	boolean isSupervised() {
		return this.supervised;
	}

	/**
	 * Return whether the process has to end itself when it is late.
	 * @return whether there is a service manager that does not keep deadlines
	 */
	boolean keepsOwnDeadlines() {
		return this.hosts.stream().anyMatch((host) -> !host.keepsDeadlines());
	}

	/**
	 * Return whether a requested stop may be undone.
	 * @return whether there is a service manager that does so after a failure
	 */
	boolean recoversRequestedStop() {
		return this.hosts.stream().anyMatch(ServiceHost::recoversRequestedStop);
	}

	private void change(ServiceState target, String text) {
		ServiceState previous = this.state;
		this.state = target;
		this.since = Instant.now();
		this.checkpoint = 0;
		this.deadline.begin(target == ServiceState.STARTING || (target == ServiceState.STOPPING && this.ending));
		this.text = text;
		report();
		if (previous != target) {
			this.changes.accept(previous, target);
		}
	}

	private void report() {
		if (this.supervised || !this.observers.isEmpty() || this.state == ServiceState.STOPPING) {
			Duration timeout = timeout();
			this.deadline.extend(timeout);
			report(timeout);
		}
	}

	private Duration timeout() {
		Duration remaining = this.deadline.remaining();
		Duration configured = switch (this.state) {
			case STARTING, RESUMING -> settings().properties().getStartTimeout();
			// until the listeners have returned, only they have time
			case STOPPING ->
				(this.checkpoint == 0) ? settings().properties().getStopTimeout() : settings().stopStepTimeout();
			case PAUSING -> settings().properties().getStopTimeout();
			default -> Duration.ZERO;
		};
		return (remaining.compareTo(configured) > 0) ? remaining : configured;
	}

	private ServiceSettings settings() {
		try {
			return this.settings.get();
		}
		catch (RuntimeException ex) {
			// the failure of the start says so
			return ServiceSettings.DEFAULTS;
		}
	}

	private void report(Duration timeout) {
		ServiceStatus status = new ServiceStatus(this.state, this.checkpoint, this.text, timeout, this.ending,
				this.exitCode, this.failures);
		this.hosts
			.forEach((host) -> call("report " + this.state + " to " + host.describe(), () -> host.report(status)));
		this.observers
			.forEach((observer) -> call("report " + this.state + " to " + observer, () -> observer.observe(status)));
	}

	private static void call(String description, Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("Failed to " + description, ex);
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
