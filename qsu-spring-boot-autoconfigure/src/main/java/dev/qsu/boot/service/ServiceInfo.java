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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.launch.Launch;

/**
 * What there is to know about the service. Thread-safe; each method tells the present.
 *
 * @since 0.1.0
 */
public final class ServiceInfo {

	private final ServiceRuntime runtime;

	ServiceInfo(ServiceRuntime runtime) {
		this.runtime = runtime;
	}

	/**
	 * Return the information about this process.
	 * @return the information
	 */
	public static ServiceInfo ofThisProcess() {
		return new ServiceInfo(ServiceRuntime.ofThisProcess());
	}

	/**
	 * Return who launched the process and what was handed over.
	 * @return the launch
	 */
	public Launch getLaunch() {
		return this.runtime.getLaunch();
	}

	/**
	 * Return the state of the service.
	 * @return the state
	 */
	public ServiceState getState() {
		return this.runtime.getMachine().getState();
	}

	/**
	 * Return when the service entered its state.
	 * @return the time
	 */
	public Instant getSince() {
		return this.runtime.getMachine().getSince();
	}

	/**
	 * Return why the service stops.
	 * @return the reason, or {@code null} as long as it does not stop
	 */
	public @Nullable Demise getDemise() {
		return this.runtime.getDemise();
	}

	/**
	 * Return how many application contexts were started in this process.
	 * @return the number, from 1
	 */
	public int getGeneration() {
		return this.runtime.getGeneration();
	}

	/**
	 * Return what went wrong since the service was started.
	 * @return the failures, the oldest first
	 */
	public List<ServiceFailure> getFailures() {
		return this.runtime.getMachine().getFailures();
	}

}
