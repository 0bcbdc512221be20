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
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcReloadEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SvcEventListeners}.
 */
class SvcEventListenersTests {

	@Test
	void whenMethodListensFindsIt() {
		assertListens(Method.class, SvcPauseEvent.class, true);
		assertListens(Method.class, SvcReloadEvent.class, false);
	}

	@Test
	void whenBeanListensFindsIt() {
		assertListens(ListenerBean.class, SvcReloadEvent.class, true);
		assertListens(ListenerBean.class, SvcPauseEvent.class, false);
	}

	@Test
	void whenLazyBeanListensFindsItWithoutCreatingIt() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(LazyBean.class)) {
			assertThat(SvcEventListeners.exist(context, SvcReloadEvent.class)).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("listener")).isFalse();
		}
	}

	@Test
	void whenBeanListensToAllEventsOfTheServiceFindsIt() {
		assertListens(EveryServiceEvent.class, SvcPauseEvent.class, true);
	}

	@Test
	void whenBeanListensToAllEventsItDoesNotCount() {
		assertListens(EveryEvent.class, SvcPauseEvent.class, false);
	}

	@Test
	void whenLambdaListensFindsIt() {
		assertListens(LambdaBean.class, SvcReloadEvent.class, true);
		assertListens(LambdaBean.class, SvcPauseEvent.class, false);
	}

	@Test
	void whenParentListensFindsIt() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(Method.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			child.setParent(parent);
			child.refresh();
			assertThat(SvcEventListeners.exist(child, SvcPauseEvent.class)).isTrue();
		}
	}

	@Test
	void whenThereIsNoContextThereIsNoListener() {
		assertThat(SvcEventListeners.exist(null, SvcPauseEvent.class)).isFalse();
	}

	private static void assertListens(Class<?> configuration, Class<? extends SvcEvent> type, boolean expected) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(configuration)) {
			assertThat(SvcEventListeners.exist(context, type)).isEqualTo(expected);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Method {

		@EventListener(SvcPauseEvent.class)
		void pause() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EveryServiceEvent {

		@EventListener
		void on(SvcEvent event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EveryEvent {

		@EventListener
		void on(ApplicationEvent event) {
		}

		@Bean
		ApplicationListener<ApplicationEvent> listener() {
			return new ApplicationListener<>() {

				@Override
				public void onApplicationEvent(ApplicationEvent event) {
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerBean {

		@Bean
		ReloadListener listener() {
			return new ReloadListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LambdaBean {

		@Bean
		ApplicationListener<SvcReloadEvent> listener() {
			return (event) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBean {

		@Bean
		@Lazy
		ReloadListener listener() {
			return new ReloadListener();
		}

	}

	static class ReloadListener implements ApplicationListener<SvcReloadEvent> {

		@Override
		public void onApplicationEvent(SvcReloadEvent event) {
		}

	}

}
