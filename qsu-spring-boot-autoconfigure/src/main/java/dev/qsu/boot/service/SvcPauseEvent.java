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
 * Event published when the service is asked to pause. Published on the thread
 * {@code qsu-service}, before the application context is paused. If a listener throws or
 * the context cannot be paused, the service continues to run and a {@link SvcResumeEvent}
 * is published to all listeners. Also published if resuming after a pause has failed.
 *
 * @since 0.1.0
 * @see ConfigurableApplicationContext#pause()
 */
public class SvcPauseEvent extends SvcEvent {

	public SvcPauseEvent(ApplicationContext source) {
		super(source);
	}

}
