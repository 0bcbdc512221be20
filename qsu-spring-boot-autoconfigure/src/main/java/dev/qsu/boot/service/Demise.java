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
 * Reason why the service stops.
 *
 * @since 0.1.0
 */
public enum Demise {

	/**
	 * Interrupted by a user: {@code SIGINT}, Ctrl+C.
	 */
	INTERRUPTED,

	/**
	 * Terminated by a service manager or another process: {@code SIGTERM}, a stop control
	 * on Windows.
	 */
	TERMINATED,

	/**
	 * The application ended on its own.
	 */
	REACHED_END

}
