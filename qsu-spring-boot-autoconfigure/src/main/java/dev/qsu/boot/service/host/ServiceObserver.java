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

package dev.qsu.boot.service.host;

/**
 * Observes the state of the service, for metrics or logging, for example. Unlike a
 * {@link ServiceHost}, an observer has no influence: a service with observers only is not
 * supervised, so it reports its states but not the steps in them. Called by one thread at
 * a time, usually {@code qsu-service}, after the hosts. Implementations must not block;
 * exceptions they throw are logged.
 * <p>
 * Implementations are listed in {@code META-INF/spring.factories} and instantiated for
 * each start of the application.
 *
 * @since 0.1.0
 * @see dev.qsu.boot.service.ServiceStateChangedEvent
 */
@FunctionalInterface
public interface ServiceObserver {

	/**
	 * Called when the service has entered a state and, if it is supervised, for each step
	 * in that state.
	 * @param status the state and the step in it
	 */
	void observe(ServiceStatus status);

}
