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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcResumeEvent;

/**
 * Pause of the application. Used on the service thread only.
 */
final class ServicePause {

	private static final Log logger = LogFactory.getLog(ServicePause.class);

	private final ServiceRuntime runtime;

	private final ServiceStateMachine machine;

	/** The state before the pause. */
	private ReadinessState readiness = ReadinessState.ACCEPTING_TRAFFIC;

	ServicePause(ServiceRuntime runtime) {
		this.runtime = runtime;
		this.machine = runtime.getMachine();
	}

	/**
	 * Pause the application. If a listener or the context fails, the service continues to
	 * run and a {@link SvcResumeEvent} is published.
	 */
	void pause() {
		if (!this.machine.enter(ServiceState.PAUSING, "Pausing")) {
			return;
		}
		this.readiness = readiness();
		List<Throwable> thrown = new ArrayList<>(this.runtime.publish(ServicePhase.RUN, SvcPauseEvent::new));
		if (thrown.isEmpty()) {
			change(ConfigurableApplicationContext::pause, ReadinessState.REFUSING_TRAFFIC, thrown);
			if (!thrown.isEmpty()) {
				change(ConfigurableApplicationContext::restart, this.readiness, new ArrayList<>());
			}
		}
		if (!thrown.isEmpty()) {
			this.runtime.publish(ServicePhase.RUN, SvcResumeEvent::new);
		}
		this.machine.enter((thrown.isEmpty()) ? ServiceState.PAUSED : ServiceState.RUNNING,
				(thrown.isEmpty()) ? "Paused" : "Running, but the pause failed: " + describe(thrown));
	}

	/**
	 * Resume the application. If a listener or the context fails, the service remains
	 * paused and a {@link SvcPauseEvent} is published.
	 */
	void resume() {
		if (!this.machine.enter(ServiceState.RESUMING, "Resuming")) {
			return;
		}
		List<Throwable> thrown = new ArrayList<>();
		change(ConfigurableApplicationContext::restart, this.readiness, thrown);
		if (thrown.isEmpty()) {
			thrown.addAll(this.runtime.publish(ServicePhase.RUN, SvcResumeEvent::new));
		}
		if (!thrown.isEmpty()) {
			this.runtime.publish(ServicePhase.RUN, SvcPauseEvent::new);
			change(ConfigurableApplicationContext::pause, ReadinessState.REFUSING_TRAFFIC, new ArrayList<>());
		}
		this.machine.enter((thrown.isEmpty()) ? ServiceState.RUNNING : ServiceState.PAUSED,
				(thrown.isEmpty()) ? "Running" : "Paused, because the resume failed: " + describe(thrown));
	}

	/**
	 * Return whether there is a bean that takes part in pauses.
	 * @return whether there is such a bean
	 */
	boolean isPossible() {
		ConfigurableApplicationContext context = this.runtime.getContext();
		return context != null && context.isActive()
				&& context.getBeansOfType(SmartLifecycle.class, false, false)
					.values()
					.stream()
					.anyMatch((bean) -> bean.isPauseable() && !LifecycleProgress.isStep(bean));
	}

	private void change(Consumer<ConfigurableApplicationContext> change, ReadinessState readiness,
			List<Throwable> thrown) {
		ConfigurableApplicationContext context = this.runtime.getContext();
		if (context == null) {
			return;
		}
		try {
			change.accept(context);
			AvailabilityChangeEvent.publish(context, readiness);
		}
		catch (RuntimeException | Error ex) {
			logger.error("The application context could not be paused or resumed", ex);
			this.machine.add(new ServiceFailure(ServicePhase.RUN, ex));
			thrown.add(ex);
		}
	}

	private ReadinessState readiness() {
		// An application that refused traffic before the pause also does so afterwards
		ConfigurableApplicationContext context = this.runtime.getContext();
		ApplicationAvailability availability = (context != null)
				? context.getBeanProvider(ApplicationAvailability.class).getIfAvailable() : null;
		return (availability != null) ? availability.getReadinessState() : ReadinessState.ACCEPTING_TRAFFIC;
	}

	private static String describe(List<Throwable> thrown) {
		return new ServiceFailure(ServicePhase.RUN, thrown.get(0)).describe();
	}

}
