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

package dev.qsu.boot.server;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Informs {@link RetainedListeners} that a restart has completed.
 */
public class RestartedListener implements ApplicationListener<ApplicationReadyEvent> {

	private final ApplicationContext context;

	private final RetainedListeners retained;

	/**
	 * Create an instance.
	 * @param context the application context
	 * @param retained the retained listeners
	 */
	public RestartedListener(ApplicationContext context, RetainedListeners retained) {
		this.context = context;
		this.retained = retained;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		WebApplicationType type = event.getSpringApplication().getWebApplicationType();
		// a restart may have closed the context before its start has ended
		if (event.getApplicationContext() == this.context && event.getApplicationContext().isActive()
				&& type != WebApplicationType.NONE) {
			try {
				this.retained.started();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
