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

package dev.qsu.boot.service.lifecycle;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Replaces the bean with which Spring Boot cleans up the logging system when the context
 * stops. That bean also does so in a pause and never initializes the logging system
 * again.
 */
final class LoggingLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(LoggingLifecycle.class);

	private static final String BEAN_NAME = "springBootLoggingLifecycle";

	private final SmartLifecycle lifecycle;

	private LoggingLifecycle(SmartLifecycle lifecycle) {
		this.lifecycle = lifecycle;
	}

	/**
	 * Keep the logging system as it is while the context is paused.
	 * @param beanFactory the bean factory of the context
	 */
	static void keepInPauses(ConfigurableListableBeanFactory beanFactory) {
		keepInPauses(beanFactory, BEAN_NAME);
	}

	static void keepInPauses(ConfigurableListableBeanFactory beanFactory, String name) {
		// The bean is there if Spring Boot's logging is.
		if (beanFactory.getSingleton(name) instanceof SmartLifecycle lifecycle
				&& beanFactory instanceof DefaultListableBeanFactory registry) {
			registry.destroySingleton(name);
			registry.registerSingleton(name, new LoggingLifecycle(lifecycle));
		}
		else if (beanFactory.containsSingleton(LoggingApplicationListener.LOGGING_SYSTEM_BEAN_NAME)) {
			logger.warn("Logging may be cleaned up by a pause of the service, because Spring Boot "
					+ SpringBootVersion.getVersion() + " has no bean '" + name
					+ "'. Do not pause the service, or use a version of Spring Boot that qsu supports");
		}
	}

	@Override
	public void start() {
		this.lifecycle.start();
	}

	@Override
	public void stop() {
		this.lifecycle.stop();
	}

	@Override
	public boolean isRunning() {
		return this.lifecycle.isRunning();
	}

	@Override
	public int getPhase() {
		return this.lifecycle.getPhase();
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
