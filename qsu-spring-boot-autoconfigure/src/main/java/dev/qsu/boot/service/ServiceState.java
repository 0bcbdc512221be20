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

/**
 * State of the service.
 *
 * @since 0.1.0
 */
public enum ServiceState {

	/**
	 * The application is starting.
	 */
	STARTING,

	/**
	 * The application is ready.
	 */
	RUNNING,

	/**
	 * The listeners of a {@link SvcReloadEvent} are running.
	 */
	RELOADING,

	/**
	 * The listeners of a {@link SvcPauseEvent} and the application context are pausing.
	 */
	PAUSING,

	/**
	 * The application is paused.
	 */
	PAUSED,

	/**
	 * The application context and the listeners of a {@link SvcResumeEvent} are resuming.
	 */
	RESUMING,

	/**
	 * The application is stopping.
	 */
	STOPPING,

	/**
	 * The application has stopped.
	 */
	STOPPED

}
