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
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the service.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("qsu.service")
public class ServiceProperties {

	/**
	 * Name of the service. Uses the name of the application if not set.
	 */
	private @Nullable String name;

	/**
	 * Time that the service manager is asked to wait for the next step of a start.
	 */
	private Duration startTimeout = Duration.ofSeconds(60);

	/**
	 * Total time that the listeners of a shutdown event may take, and time that the
	 * service manager is asked to wait for the next step of a stop.
	 */
	private Duration stopTimeout = Duration.ofSeconds(60);

	/**
	 * When the service is reported to be running. An application whose runner is its work
	 * chooses 'started'.
	 */
	private RunningFrom runningFrom = RunningFrom.READY;

	/**
	 * Comma-separated list of signals to handle, of HUP, INT, TERM, USR1 and USR2. 'true'
	 * means all except USR2, with which the JVM samples its threads. 'false' means none.
	 */
	private Set<String> signals = ServiceSignalNames.DEFAULT;

	public @Nullable String getName() {
		return this.name;
	}

	public void setName(@Nullable String name) {
		this.name = name;
	}

	public Duration getStartTimeout() {
		return this.startTimeout;
	}

	public void setStartTimeout(Duration startTimeout) {
		ServiceExtension.check(startTimeout);
		this.startTimeout = startTimeout;
	}

	public Duration getStopTimeout() {
		return this.stopTimeout;
	}

	public void setStopTimeout(Duration stopTimeout) {
		ServiceExtension.check(stopTimeout);
		this.stopTimeout = stopTimeout;
	}

	public RunningFrom getRunningFrom() {
		return this.runningFrom;
	}

	public void setRunningFrom(RunningFrom runningFrom) {
		this.runningFrom = runningFrom;
	}

	public Set<String> getSignals() {
		return this.signals;
	}

	public void setSignals(Set<String> signals) {
		this.signals = ServiceSignalNames.parse(signals);
	}

	/**
	 * When a service is reported to be running.
	 */
	public enum RunningFrom {

		/**
		 * When the application context has been started, before runners are called.
		 */
		STARTED,

		/**
		 * When runners have been called and the application accepts traffic.
		 */
		READY

	}

}
