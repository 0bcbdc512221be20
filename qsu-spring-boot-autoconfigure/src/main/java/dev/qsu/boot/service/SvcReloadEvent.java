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
 * The service is asked to read its configuration again: {@code SIGHUP},
 * {@code systemctl reload}. Published on the thread {@code qsu-service}. The service
 * manager is told that the reload is over when all listeners have returned.
 *
 * @since 0.1.0
 */
public class SvcReloadEvent extends SvcEvent {

	public SvcReloadEvent(ApplicationContext source) {
		super(source);
	}

}
