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
import org.springframework.context.ApplicationEvent;

/**
 * Base class of the events of the service: requests from outside, and
 * {@linkplain ServiceStateChangedEvent changes of its state}. Listeners are called one
 * after the other. An exception thrown by a listener is logged and does not prevent other
 * listeners from being called.
 *
 * @since 0.1.0
 */
public abstract class SvcEvent extends ApplicationEvent {

	protected SvcEvent(ApplicationContext source) {
		super(source);
	}

	/**
	 * Return the application context in which the event is published.
	 * @return the application context
	 */
	public final ApplicationContext getApplicationContext() {
		return (ApplicationContext) getSource();
	}

	/**
	 * Return details for display.
	 * @return a word or two, or an empty string
	 */
	public String getDetail() {
		return "";
	}

}
