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
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Event published when the service is asked to resume after a pause. Published on the
 * thread {@code qsu-service}, after the application context has been resumed. If a
 * listener throws, the service remains paused and a {@link SvcPauseEvent} is published to
 * all listeners. Also published if a pause has failed.
 *
 * @since 0.1.0
 * @see ConfigurableApplicationContext#restart()
 */
public class SvcResumeEvent extends SvcEvent {

	public SvcResumeEvent(ApplicationContext source) {
		super(source);
	}

}
