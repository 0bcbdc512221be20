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
 * Event published when the service is asked to reload its configuration, by
 * {@code SIGHUP} or {@code systemctl reload}, for example. Published on the thread
 * {@code qsu-service}. When all listeners have returned, the end of the reload is
 * reported to the service manager.
 *
 * @since 0.1.0
 */
public class SvcReloadEvent extends SvcEvent {

	public SvcReloadEvent(ApplicationContext source) {
		super(source);
	}

}
