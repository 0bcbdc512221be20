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

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

import dev.qsu.boot.service.SvcEvent;

/**
 * Finds out whether there are listeners for a type of event. Listeners for every
 * {@link ApplicationEvent} do not count.
 */
final class SvcEventListeners {

	private static final ResolvableType ANY = ResolvableType.forClass(AnyEvent.class);

	private SvcEventListeners() {
	}

	/**
	 * Return whether there is a listener in a context or one of its parents.
	 * @param context the context, or {@code null} if there is none
	 * @param type the type of event
	 * @return whether there is a listener
	 */
	static boolean exist(@Nullable ApplicationContext context, Class<? extends SvcEvent> type) {
		ResolvableType wanted = ResolvableType.forClass(type);
		ApplicationContext candidate = context;
		while (candidate != null) {
			if (candidate instanceof AbstractApplicationContext abstractContext && abstractContext.isActive()
					&& (hasInstance(abstractContext, wanted) || hasDefinition(abstractContext, wanted))) {
				return true;
			}
			candidate = candidate.getParent();
		}
		return false;
	}

	private static boolean hasInstance(AbstractApplicationContext context, ResolvableType wanted) {
		return context.getApplicationListeners().stream().anyMatch((listener) -> supports(listener, wanted));
	}

	private static boolean supports(ApplicationListener<?> listener, ResolvableType wanted) {
		GenericApplicationListenerAdapter adapter = new GenericApplicationListenerAdapter(listener);
		return adapter.supportsEventType(wanted) && !adapter.supportsEventType(ANY);
	}

	private static boolean hasDefinition(AbstractApplicationContext context, ResolvableType wanted) {
		// The type is known without creating a lazy bean
		return Arrays.stream(context.getBeanNamesForType(ApplicationListener.class, true, false))
			.anyMatch((name) -> supports(type(context, name), wanted));
	}

	private static ResolvableType type(AbstractApplicationContext context, String name) {
		// The class of a lambda has no generic type, unlike the bean method
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		ResolvableType defined = (beanFactory.containsBeanDefinition(name))
				? beanFactory.getMergedBeanDefinition(name).getResolvableType() : ResolvableType.NONE;
		return (defined.as(ApplicationListener.class).getGeneric().resolve() != null) ? defined
				: ResolvableType.forClass(context.getType(name));
	}

	private static boolean supports(ResolvableType listenerType, ResolvableType wanted) {
		ResolvableType declared = listenerType.as(ApplicationListener.class).getGeneric();
		return declared.resolve() != null && declared.isAssignableFrom(wanted) && !declared.isAssignableFrom(ANY);
	}

	/**
	 * Event of no particular type.
	 */
	private static final class AnyEvent extends ApplicationEvent {

		private AnyEvent(Object source) {
			super(source);
		}

	}

}
