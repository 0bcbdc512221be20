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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.Lifecycle;
import org.springframework.context.Phased;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Reports each lifecycle phase as a step of the start or of the stop before it begins.
 * Spring has no callback for phases, so additional beans take part in the phases next to
 * each one that exists. Does nothing if there is no service manager.
 */
public final class LifecycleProgress implements SmartInitializingSingleton, ApplicationListener<ContextClosedEvent> {

	private static final int MAX_NAMES = 3;

	private final ServiceRuntime runtime = ServiceRuntime.ofThisProcess();

	private final ConfigurableListableBeanFactory beanFactory;

	private volatile @Nullable String last;

	public LifecycleProgress(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.runtime.getMachine().isSupervised() && this.runtime.isOfService(this.beanFactory)) {
			phases().forEach(this::register);
		}
	}

	private void register(int phase, Map<String, Lifecycle> beans) {
		String names = describe(beans.keySet());
		boolean pauseable = isPauseable(beans.values());
		if (phase > Integer.MIN_VALUE) {
			register("start" + phase,
					new PhaseStep(phase - 1, pauseable, () -> this.runtime.startStep("Starting: " + names), () -> {
					}));
		}
		if (phase < Integer.MAX_VALUE) {
			register("stop" + phase, new PhaseStep(phase + 1, pauseable, () -> {
			}, () -> this.runtime.step("Stopping: " + names)));
		}
		else {
			this.last = names;
		}
	}

	private void register(String name, PhaseStep step) {
		this.beanFactory.registerSingleton(getClass().getName() + "." + name, step);
	}

	/**
	 * No phase is stopped before the one with the highest number.
	 */
	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		String names = this.last;
		if (names != null && event.getApplicationContext().getAutowireCapableBeanFactory() == this.beanFactory) {
			this.runtime.step("Stopping: " + names);
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

		private final int phase;

		private final boolean pauseable;

		private final Runnable start;

		private final Runnable stop;

		private volatile boolean running;

		PhaseStep(int phase, boolean pauseable, Runnable start, Runnable stop) {
			this.phase = phase;
			this.pauseable = pauseable;
			this.start = start;
			this.stop = stop;
		}

		@Override
		public void start() {
			this.running = true;
			this.start.run();
		}

		@Override
		public void stop() {
			this.running = false;
			this.stop.run();
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
