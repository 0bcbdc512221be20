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
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.util.ErrorHandler;

import dev.qsu.boot.service.SvcEvent;

/**
 * Publishes an event to the listeners of a context and of its parents. Unlike with
 * {@link ApplicationContext#publishEvent}, a listener that throws does not prevent others
 * from being called, and all are called on the current thread.
 */
final class SvcEventPublisher {

	private static final Log logger = LogFactory.getLog(SvcEventPublisher.class);

	private SvcEventPublisher() {
	}

	/**
	 * Publish an event.
	 * @param context the context, or {@code null} if there is none
	 * @param event creates the event for a context
	 * @return the exceptions thrown by the listeners
	 */
	static List<Throwable> publish(@Nullable ApplicationContext context,
			Function<ApplicationContext, ? extends SvcEvent> event) {
		List<Throwable> thrown = new ArrayList<>();
		if (context == null) {
			return thrown;
		}
		SvcEvent published = event.apply(context);
		ApplicationContext target = context;
		while (target != null) {
			if (target instanceof AbstractApplicationContext abstractContext && abstractContext.isActive()) {
				publish(abstractContext, published, (exception) -> {
					logger.error("A listener of " + published.getClass().getSimpleName() + " failed", exception);
					thrown.add(exception);
				});
			}
			target = target.getParent();
		}
		return thrown;
	}

	private static void publish(AbstractApplicationContext context, SvcEvent event, ErrorHandler errorHandler) {
		SimpleApplicationEventMulticaster multicaster = multicaster(context, errorHandler);
		try {
			multicaster.multicastEvent(event);
		}
		catch (RuntimeException | Error ex) {
			// A lazy listener could not be created, so no listener was called yet
			errorHandler.handleError(ex);
			multicaster.removeApplicationListenerBeans((name) -> !canBeCreated(context, name));
			multicaster.multicastEvent(event);
		}
	}

	private static boolean canBeCreated(AbstractApplicationContext context, String listenerName) {
		try {
			context.getBean(listenerName);
			return true;
		}
		catch (RuntimeException | Error ex) {
			return false;
		}
	}

	private static SimpleApplicationEventMulticaster multicaster(AbstractApplicationContext context,
			ErrorHandler errorHandler) {
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster(context.getBeanFactory());
		multicaster.setErrorHandler(errorHandler);
		context.getApplicationListeners().forEach(multicaster::addApplicationListener);
		for (String name : context.getBeanNamesForType(ApplicationListener.class, true, false)) {
			multicaster.addApplicationListenerBean(name);
		}
		return multicaster;
	}

}
