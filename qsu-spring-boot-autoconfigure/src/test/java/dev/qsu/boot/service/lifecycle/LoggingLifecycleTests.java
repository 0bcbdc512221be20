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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggingLifecycle}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggingLifecycleTests {

	private static final String NAME = "springBootLoggingLifecycle";

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final Lifecycle lifecycle = new Lifecycle();

	LoggingLifecycleTests() {
		this.beanFactory.registerSingleton("springBootLoggingSystem", new Object());
		this.beanFactory.registerSingleton(NAME, this.lifecycle);
	}

	@Test
	void springBootsLifecycleIsCalledButNotInPauses(CapturedOutput output) {
		LoggingLifecycle.keepInPauses(this.beanFactory);
		SmartLifecycle decorated = this.beanFactory.getBean(NAME, SmartLifecycle.class);
		assertThat(decorated.isPauseable()).isFalse();
		assertThat(decorated.getPhase()).isEqualTo(42);
		decorated.start();
		assertThat(this.lifecycle.running).isTrue();
		decorated.stop();
		assertThat(this.lifecycle.running).isFalse();
		assertThat(output).doesNotContain("Logging may be cleaned up");
	}

	@Test
	void whenSpringBootHasNoSuchBeanThatIsLogged(CapturedOutput output) {
		LoggingLifecycle.keepInPauses(this.beanFactory, "gone");
		assertThat(this.beanFactory.getBean(NAME)).isSameAs(this.lifecycle);
		assertThat(output).contains("Logging may be cleaned up by a pause of the service");
	}

	@Test
	void whenApplicationDoesNotUseSpringBootsLoggingNothingIsLogged(CapturedOutput output) {
		LoggingLifecycle.keepInPauses(new DefaultListableBeanFactory());
		assertThat(output).doesNotContain("Logging may be cleaned up");
	}

	private static final class Lifecycle implements SmartLifecycle {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return 42;
		}

	}

}
