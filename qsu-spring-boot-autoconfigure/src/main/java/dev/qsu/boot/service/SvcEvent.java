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
 * An event of the service: a request that reaches it from outside, or a
 * {@linkplain ServiceStateChangedEvent change of its state}. Listeners are called one
 * after the other; one that throws is logged and does not prevent others from being
 * called.
 *
 * @since 0.1.0
 */
public abstract class SvcEvent extends ApplicationEvent {

	protected SvcEvent(ApplicationContext source) {
		super(source);
	}

	/**
	 * Return the application context that the event is published in.
	 * @return the application context
	 */
	public final ApplicationContext getApplicationContext() {
		return (ApplicationContext) getSource();
	}

	/**
	 * Return details for a person to read.
	 * @return a word or two, or an empty string
	 */
	public String getDetail() {
		return "";
	}

}
