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

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import dev.qsu.boot.service.ServiceProperties;

/**
 * What the configuration says about the service, as far as it is known before there are
 * beans.
 *
 * @param properties the properties of the service
 * @param phaseTimeout how long Spring waits for each phase of the stop
 */
record ServiceSettings(ServiceProperties properties, Duration phaseTimeout) {

	static final ServiceSettings DEFAULTS = new ServiceSettings(new ServiceProperties(), Duration.ZERO);

	/** The default of Spring. */
	private static final Duration PHASE_TIMEOUT = Duration.ofSeconds(30);

	static ServiceSettings of(Environment environment) {
		Binder binder = Binder.get(environment);
		ServiceProperties properties = binder.bindOrCreate("qsu.service", ServiceProperties.class);
		if (properties.getName() == null) {
			properties.setName(environment.getProperty("spring.application.name"));
		}
		return new ServiceSettings(properties,
				binder.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class).orElse(PHASE_TIMEOUT));
	}

	/**
	 * Return how long a step of the stop may take. Nobody may end the process while
	 * Spring waits for it.
	 * @return the longer one of both time-outs
	 */
	Duration stopStepTimeout() {
		Duration timeout = this.properties.getStopTimeout();
		return (this.phaseTimeout.compareTo(timeout) > 0) ? this.phaseTimeout : timeout;
	}

}
