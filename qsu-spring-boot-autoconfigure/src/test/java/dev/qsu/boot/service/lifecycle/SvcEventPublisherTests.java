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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

import dev.qsu.boot.service.SvcReloadEvent;
import dev.qsu.boot.service.SvcUserEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SvcEventPublisher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SvcEventPublisherTests {

	private final AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<String> calls = new ArrayList<>();

	@AfterEach
	void close() {
		this.context.close();
		this.parent.close();
	}

	@Test
	void whenThereIsNoContextDoesNothing() {
		assertThat(SvcEventPublisher.publish(null, (source) -> {
			throw new IllegalStateException("must not be created");
		})).isEmpty();
	}

	@Test
	void whenThereAreNoListenersDoesNothing() {
		this.context.refresh();
		assertThat(publish()).isEmpty();
	}

	@Test
	void everyKindOfListenerIsCalledOnce() {
		this.context.registerBean("bean", UserEventListener.class, () -> new UserEventListener("bean"));
		this.context.registerBean("lazy", UserEventListener.class, () -> new UserEventListener("lazy"),
				(definition) -> definition.setLazyInit(true));
		this.context.registerBean(AnnotatedListener.class, () -> new AnnotatedListener(this.calls));
		this.context.addApplicationListener(new UserEventListener("before refresh"));
		this.context.refresh();
		this.context.addApplicationListener(new UserEventListener("after refresh"));
		assertThat(publish()).isEmpty();
		assertThat(this.calls).containsExactlyInAnyOrder("bean 7", "lazy 7", "annotated 7", "before refresh 7",
				"after refresh 7");
	}

	@Test
	void listenerOfAnotherEventIsNotCalled() {
		this.context.addApplicationListener((SvcReloadEvent event) -> this.calls.add("reload"));
		this.context.refresh();
		publish();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void whenListenerThrowsTheOthersAreCalledAndWhatWasThrownIsReturned(CapturedOutput output) {
		this.context.registerBean(FailingListeners.class, () -> new FailingListeners(this.calls));
		this.context.refresh();
		assertThat(publish()).extracting(Throwable::getMessage).containsExactly("first", "third");
		assertThat(this.calls).containsExactly("first", "second", "third", "fourth");
		assertThat(output).contains("A listener of SvcUserEvent failed");
	}

	@Test
	void whenListenerThrowsErrorTheOthersAreCalledAndTheErrorIsReturned() {
		Error error = new NoClassDefFoundError("missing");
		this.context.addApplicationListener((SvcUserEvent event) -> {
			throw error;
		});
		this.context.addApplicationListener(new UserEventListener("other"));
		this.context.refresh();
		assertThat(publish()).containsExactly(error);
		assertThat(this.calls).containsExactly("other 7");
	}

	@Test
	void whenLazyListenerCannotBeCreatedTheOthersAreCalledAndTheReasonIsReturned(CapturedOutput output) {
		this.context.registerBean("broken", UserEventListener.class, () -> {
			throw new IllegalStateException("no connection");
		}, (definition) -> definition.setLazyInit(true));
		this.context.registerBean("lazy", UserEventListener.class, () -> new UserEventListener("lazy"),
				(definition) -> definition.setLazyInit(true));
		this.context.refresh();
		this.context.addApplicationListener(new UserEventListener("other"));
		assertThat(publish()).singleElement()
			.satisfies((exception) -> assertThat(exception).hasRootCauseMessage("no connection"));
		assertThat(this.calls).containsExactlyInAnyOrder("lazy 7", "other 7");
		assertThat(output).containsOnlyOnce("A listener of SvcUserEvent failed");
	}

	@Test
	void listenersOfParentsAreCalledAfterTheContextsOwn() {
		this.context.addApplicationListener(new UserEventListener("child"));
		this.parent.addApplicationListener(new UserEventListener("parent"));
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.refresh();
		publish();
		assertThat(this.calls).containsExactly("child 7", "parent 7");
	}

	@Test
	void whenListenerOfChildThrowsListenersOfParentsAreCalled() {
		this.context.registerBean(FailingListeners.class, () -> new FailingListeners(this.calls));
		this.parent.addApplicationListener(new UserEventListener("parent"));
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.refresh();
		assertThat(publish()).hasSize(2);
		assertThat(this.calls).endsWith("parent 7");
	}

	@Test
	void listenersOfChildrenAreNotCalled() {
		this.context.addApplicationListener(new UserEventListener("child"));
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.refresh();
		SvcEventPublisher.publish(this.parent, (source) -> new SvcUserEvent(source, 7));
		assertThat(this.calls).isEmpty();
	}

	@Test
	void sourceOfTheEventIsTheContext() {
		List<ApplicationContext> sources = new ArrayList<>();
		this.parent.addApplicationListener((SvcUserEvent event) -> sources.add(event.getApplicationContext()));
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.refresh();
		publish();
		assertThat(sources).containsExactly(this.context);
	}

	@Test
	void whenContextIsNotActiveDoesNotCallItsListeners() {
		this.context.addApplicationListener(new UserEventListener("closed"));
		publish();
		this.context.refresh();
		this.context.close();
		publish();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void listenersAreCalledOnTheCallersThreadEvenIfOtherEventsAreNot() {
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor("other-"));
		this.context.getBeanFactory()
			.registerSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, multicaster);
		List<Thread> threads = new ArrayList<>();
		this.context.addApplicationListener((SvcUserEvent event) -> threads.add(Thread.currentThread()));
		this.context.refresh();
		publish();
		assertThat(threads).containsExactly(Thread.currentThread());
	}

	@Test
	void whenListenerIsRemovedDoesNotCallIt() {
		UserEventListener listener = new UserEventListener("removed");
		this.context.addApplicationListener(listener);
		this.context.refresh();
		this.context.removeApplicationListener(listener);
		publish();
		assertThat(this.calls).isEmpty();
	}

	private List<Throwable> publish() {
		return SvcEventPublisher.publish(this.context, (source) -> new SvcUserEvent(source, 7));
	}

	private final class UserEventListener implements ApplicationListener<SvcUserEvent> {

		private final String name;

		UserEventListener(String name) {
			this.name = name;
		}

		@Override
		public void onApplicationEvent(SvcUserEvent event) {
			SvcEventPublisherTests.this.calls.add(this.name + " " + event.getCode());
		}

	}

	static class AnnotatedListener {

		private final List<String> calls;

		AnnotatedListener(List<String> calls) {
			this.calls = calls;
		}

		@EventListener
		void onUserEvent(SvcUserEvent event) {
			this.calls.add("annotated " + event.getCode());
		}

	}

	static class FailingListeners {

		private final List<String> calls;

		FailingListeners(List<String> calls) {
			this.calls = calls;
		}

		@EventListener
		@Order(1)
		void first(SvcUserEvent event) {
			this.calls.add("first");
			throw new IllegalStateException("first");
		}

		@EventListener
		@Order(2)
		void second(SvcUserEvent event) {
			this.calls.add("second");
		}

		@EventListener
		@Order(3)
		void third(SvcUserEvent event) {
			this.calls.add("third");
			throw new IllegalStateException("third");
		}

		@EventListener
		@Order(4)
		void fourth(SvcUserEvent event) {
			this.calls.add("fourth");
		}

	}

}
