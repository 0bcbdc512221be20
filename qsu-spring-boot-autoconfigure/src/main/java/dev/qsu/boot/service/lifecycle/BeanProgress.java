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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;

import dev.qsu.boot.service.ServiceState;

/**
 * Reports the creation of beans as steps of the start, and their destruction as steps of
 * the stop.
 */
class BeanProgress implements DestructionAwareBeanPostProcessor {

	private static final long REPORT_INTERVAL_NANOSECONDS = 200_000_000;

	private final ServiceRuntime runtime;

	private final ConfigurableApplicationContext context;

	private final AtomicInteger created = new AtomicInteger();

	private final AtomicLong lastReport = new AtomicLong(System.nanoTime());

	BeanProgress(ServiceRuntime runtime, ConfigurableApplicationContext context) {
		this.runtime = runtime;
		this.context = context;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		int count = this.created.incrementAndGet();
		long last = this.lastReport.get();
		long now = System.nanoTime();
		if (now - last > REPORT_INTERVAL_NANOSECONDS && this.runtime.getMachine().getState() == ServiceState.STARTING
				&& this.lastReport.compareAndSet(last, now)) {
			int total = Math.max(count, this.context.getBeanFactory().getBeanDefinitionCount());
			this.runtime.startStep("Starting: created bean " + count + " of about " + total + ", " + beanName);
		}
		return bean;
	}

	/**
	 * Beans that are created later, such as those of a request, are not destroyed by the
	 * stop.
	 */
	@Override
	public boolean requiresDestruction(Object bean) {
		return this.runtime.getMachine().getState() == ServiceState.STARTING;
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (this.runtime.getMachine().getState() == ServiceState.STOPPING) {
			this.runtime.step("Stopping: destroying bean " + beanName);
		}
	}

}
