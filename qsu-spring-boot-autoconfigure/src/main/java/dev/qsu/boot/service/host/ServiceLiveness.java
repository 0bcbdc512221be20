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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Reports whether the service is alive. May be called on any thread.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ServiceLiveness {

	/**
	 * Return why the service is considered not to be alive.
	 * @param timeout how long one event may keep the thread {@code qsu-service} busy
	 * @return the reason, or {@code null} if the service is alive
	 */
	@Nullable String problem(Duration timeout);

}
