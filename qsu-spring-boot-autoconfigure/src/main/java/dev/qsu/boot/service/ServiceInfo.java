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
 * Information about the service that this process is. Accessors return current values and
 * may be called on any thread.
 *
 * @since 0.1.0
 */
public interface ServiceInfo {

	/**
	 * Return the name of the service.
	 * @return the value of {@code qsu.service.name}, which a service manager may have
	 * set, or that of {@code spring.application.name}, or "application"
	 */
	String getName();

	/**
	 * Return who launched the process and what was handed over.
	 * @return the launch
	 */
	Launch getLaunch();

	/**
	 * Return the state of the service.
	 * @return the state
	 */
	ServiceState getState();

	/**
	 * Return when the service entered its state.
	 * @return the time
	 */
	Instant getSince();

	/**
	 * Return why the service stops.
	 * @return the reason, or {@code null} as long as it does not stop
	 */
	@Nullable Demise getDemise();

	/**
	 * Return how many application contexts were started in this process.
	 * @return the number, from 1
	 */
	int getGeneration();

	/**
	 * Return whether a service manager is told about the state.
	 * @return whether there is a service manager
	 */
	boolean isSupervised();

	/**
	 * Return what went wrong since the service was started.
	 * @return the failures, the oldest first
	 */
	List<ServiceFailure> getFailures();

}
