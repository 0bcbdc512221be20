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
 * Information about the service. Accessors return current values and may be called on any
 * thread.
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
	 * Return who launched the process and what was handed over to it.
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
	 * @return the reason, or {@code null} if the service does not stop
	 */
	@Nullable Demise getDemise();

	/**
	 * Return the number of application contexts that were started in this process.
	 * @return the number, 1 for the first context
	 */
	int getGeneration();

	/**
	 * Return whether the state is reported to a service manager.
	 * @return whether there is a service manager
	 */
	boolean isSupervised();

	/**
	 * Return the failures since the start of the service.
	 * @return the failures, oldest first, at most 100
	 */
	List<ServiceFailure> getFailures();

}
