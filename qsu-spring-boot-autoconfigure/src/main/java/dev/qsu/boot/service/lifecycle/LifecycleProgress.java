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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;
import org.springframework.context.SmartLifecycle;

/**
 * Reports each lifecycle phase as a step of the start or of the stop. Spring has no
 * callback for phases, so an additional bean takes part in each existing phase. Does
 * nothing if there is no service manager.
 */
public final class LifecycleProgress implements SmartInitializingSingleton {

	private static final int MAX_NAMES = 3;

	private final ServiceRuntime runtime = ServiceRuntime.ofThisProcess();

	private final ConfigurableListableBeanFactory beanFactory;

	public LifecycleProgress(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.runtime.getMachine().isSupervised()) {
			phases()
				.forEach((phase, beans) -> this.beanFactory.registerSingleton(getClass().getName() + ".phase" + phase,
						new PhaseStep(this.runtime, phase, describe(beans.keySet()), isPauseable(beans.values()))));
		}
	}

	/**
	 * Return whether a bean exists only to report a step.
	 * @param bean the bean
	 * @return whether it was registered by this class
	 */
	static boolean isStep(Lifecycle bean) {
		return bean instanceof PhaseStep;
	}

	private Map<Integer, Map<String, Lifecycle>> phases() {
		Map<Integer, Map<String, Lifecycle>> phases = new TreeMap<>();
		this.beanFactory.getBeansOfType(Lifecycle.class, false, false).forEach((name, bean) -> {
			int phase = (bean instanceof Phased phased) ? phased.getPhase() : 0;
			phases.computeIfAbsent(phase, (key) -> new LinkedHashMap<>()).put(name, bean);
		});
		return phases;
	}

	private static boolean isPauseable(Collection<Lifecycle> beans) {
		return beans.stream().anyMatch((bean) -> bean instanceof SmartLifecycle smart && smart.isPauseable());
	}

	private static String describe(Set<String> names) {
		return names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
				+ ((names.size() > MAX_NAMES) ? " and " + (names.size() - MAX_NAMES) + " more" : "");
	}

	/**
	 * Takes part in one phase.
	 */
	private static final class PhaseStep implements SmartLifecycle {

		private final ServiceRuntime runtime;

		private final int phase;

		private final String names;

		private final boolean pauseable;

		private volatile boolean running;

		PhaseStep(ServiceRuntime runtime, int phase, String names, boolean pauseable) {
			this.runtime = runtime;
			this.phase = phase;
			this.names = names;
			this.pauseable = pauseable;
		}

		@Override
		public void start() {
			this.running = true;
			this.runtime.startStep("Starting: " + this.names);
		}

		@Override
		public void stop() {
			this.running = false;
			this.runtime.step("Stopping: " + this.names);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public boolean isPauseable() {
			return this.pauseable;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
