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

import org.springframework.context.ApplicationContext;

/**
 * Event published when the service has entered another state. Published on the thread
 * {@code qsu-service}, after the change was reported to the service manager, in the order
 * of the changes, from {@link ServiceState#RUNNING} to {@link ServiceState#STOPPING}:
 * before and after, there are no beans that could listen.
 * <p>
 * Listeners only observe: an exception thrown by a listener is logged and has no other
 * effect, in particular not on the exit code of the process.
 *
 * @since 0.1.0
 */
public class ServiceStateChangedEvent extends SvcEvent {

	private final ServiceState previousState;

	private final ServiceState state;

	/**
	 * Create a new event.
	 * @param source the application context
	 * @param previousState the state that the service has left
	 * @param state the state that the service has entered
	 */
	public ServiceStateChangedEvent(ApplicationContext source, ServiceState previousState, ServiceState state) {
		super(source);
		this.previousState = previousState;
		this.state = state;
	}

	/**
	 * Return the state that the service has left.
	 * @return the state
	 */
	public ServiceState getPreviousState() {
		return this.previousState;
	}

	/**
	 * Return the state that the service has entered, which may no longer be the current
	 * one.
	 * @return the state
	 */
	public ServiceState getState() {
		return this.state;
	}

	@Override
	public String getDetail() {
		return this.previousState + " -> " + this.state;
	}

}
