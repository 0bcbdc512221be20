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
 * Reports the state of the service to one service manager. Called by one thread at a
 * time, usually {@code qsu-service}. Implementations must not block, and must not throw
 * if the service manager cannot be reached.
 *
 * @since 0.1.0
 * @see ServiceHostFactory
 */
public interface ServiceHost {

	/**
	 * Report a status to the service manager.
	 * @param status the state and the step in it
	 */
	void report(ServiceStatus status);

	/**
	 * Called on the thread {@code qsu-service} before the service is first reported to be
	 * running. No lock is held, so beans of the application may be called.
	 */
	default void prepareRunning() {
	}

	/**
	 * Return whether the service manager ends a process that makes no step within the
	 * {@link ServiceStatus#timeout() time} that it was asked to wait. If not, the process
	 * ends itself.
	 * @return whether the service manager keeps deadlines, {@code true} by default
	 */
	default boolean keepsDeadlines() {
		return true;
	}

	/**
	 * Return whether the service manager starts the service again after a failure even if
	 * it was asked to stop it. Such a service manager is told that a requested stop was
	 * successful.
	 * @return whether a requested stop may be undone, {@code false} by default
	 */
	default boolean recoversRequestedStop() {
		return false;
	}

	/**
	 * Release the resources of the host, because another host replaces it.
	 */
	default void close() {
	}

	/**
	 * Return a description of what is active, for the log.
	 * @return a few words
	 */
	String describe();

}
