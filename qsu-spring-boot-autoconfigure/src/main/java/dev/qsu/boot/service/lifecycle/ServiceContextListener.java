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

import org.springframework.boot.ExitCodeEvent;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * Observes the application context of a run, before all other listeners.
 */
class ServiceContextListener implements ApplicationListener<ApplicationEvent>, Ordered {

	private final ServiceRuntime runtime;

	private final ApplicationRun run;

	private final ApplicationContext context;

	ServiceContextListener(ServiceRuntime runtime, ApplicationRun run, ApplicationContext context) {
		this.runtime = runtime;
		this.run = run;
		this.context = context;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof AvailabilityChangeEvent<?> change && isRelevant(change)) {
			availabilityChanged(change.getState());
		}
		if (event.getSource() == this.context) {
			contextChanged(event);
		}
	}

	private boolean isRelevant(AvailabilityChangeEvent<?> change) {
		// The source may be whatever caused the change, such as an exception, but not
		// another context, such as that of the management server
		return change.getSource() == this.context || !(change.getSource() instanceof ApplicationContext);
	}

	private void contextChanged(ApplicationEvent event) {
		if (event instanceof ContextRefreshedEvent) {
			this.run.setRefreshed();
		}
		if (event instanceof ContextClosedEvent) {
			this.runtime.contextClosing(this.run);
		}
		if (event instanceof ExitCodeEvent exitCode) {
			this.runtime.exitCode(exitCode.getExitCode());
		}
	}

	private void availabilityChanged(AvailabilityState state) {
		if (state == ReadinessState.ACCEPTING_TRAFFIC) {
			this.runtime.ready(this.run);
		}
		if (state == ReadinessState.REFUSING_TRAFFIC) {
			this.runtime.refusingTraffic(this.run);
		}
		if (state instanceof LivenessState liveness) {
			this.runtime.liveness(this.run, liveness);
		}
	}

}
