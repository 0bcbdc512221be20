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

package dev.qsu.boot.service.host;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcReloadEvent;

/**
 * Accepts requests to the service. All methods may be called on any thread, including
 * those of the operating system. They return immediately, except {@link #publishAndWait},
 * which waits for the listeners, and {@link #hasListeners} and {@link #isPauseable},
 * which query the bean factory. Requests are handled on the thread {@code qsu-service} in
 * the order in which they arrive; those that arrive during the start are handled once the
 * service is running. A method that returns {@code false} has rejected the request,
 * because too many requests are pending.
 *
 * @since 0.1.0
 * @see ServiceHostFactory
 * @see ServiceRequestSource
 */
public interface ServiceRequests {

	/**
	 * Stop the service and end the process. Only the first call has an effect.
	 * @param demise the reason
	 * @param systemShutdown whether the operating system is shutting down
	 */
	void stop(Demise demise, boolean systemShutdown);

	/**
	 * Stop the service, as {@link #stop} does, or end the process immediately if this
	 * method was called more than half a second ago.
	 * @param demise the reason
	 * @param exitCode the exit code with which the process is ended immediately
	 */
	void interrupt(Demise demise, int exitCode);

	/**
	 * Publish a {@link SvcReloadEvent}. Requests that arrive before a pending one has
	 * begun are merged into that one.
	 * @return whether the request was accepted
	 */
	boolean reload();

	/**
	 * Pause the service.
	 * @return whether the request was accepted
	 */
	boolean pause();

	/**
	 * Resume the service after a pause.
	 * @return whether the request was accepted
	 */
	boolean resume();

	/**
	 * Publish an event.
	 * @param event creates the event for an application context
	 * @return whether the request was accepted
	 */
	boolean publish(Function<ApplicationContext, ? extends SvcEvent> event);

	/**
	 * Publish an event and wait until its listeners have returned.
	 * @param <E> the type of event
	 * @param event creates the event for an application context
	 * @param timeout how long to wait; zero or less does not wait at all
	 * @return the event, or {@code null} if it was not published in time
	 */
	<E extends SvcEvent> @Nullable E publishAndWait(Function<ApplicationContext, E> event, Duration timeout);

	/**
	 * Return whether there is a listener for a type of event. Listeners for all
	 * application events do not count.
	 * @param type the type of event
	 * @return whether there is such a listener, {@code false} if there is no application
	 * context
	 */
	boolean hasListeners(Class<? extends SvcEvent> type);

	/**
	 * Return whether a bean of the application takes part in pauses.
	 * @return whether there is such a bean, {@code false} if there is no application
	 * context
	 */
	boolean isPauseable();

}
