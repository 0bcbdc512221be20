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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServiceState;

/**
 * {@link ServiceInfo} backed by a {@link ServiceRuntime}.
 */
final class RuntimeServiceInfo implements ServiceInfo {

	private static final String DEFAULT_NAME = "application";

	private final ServiceRuntime runtime;

	RuntimeServiceInfo(ServiceRuntime runtime) {
		this.runtime = runtime;
	}

	@Override
	public String getName() {
		String name = this.runtime.getMachine().getProperties().getName();
		return (name != null) ? name : DEFAULT_NAME;
	}

	@Override
	public Launch getLaunch() {
		return this.runtime.getLaunch();
	}

	@Override
	public ServiceState getState() {
		return this.runtime.getMachine().getState();
	}

	@Override
	public Instant getSince() {
		return this.runtime.getMachine().getSince();
	}

	@Override
	public @Nullable Demise getDemise() {
		return this.runtime.getDemise();
	}

	@Override
	public int getGeneration() {
		return this.runtime.getGeneration();
	}

	@Override
	public boolean isSupervised() {
		return this.runtime.getMachine().isSupervised();
	}

	@Override
	public List<ServiceFailure> getFailures() {
		return this.runtime.getMachine().getFailures();
	}

}
