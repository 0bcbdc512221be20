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
 * What may be asked of the service from outside. Every method may be called on any
 * thread, such as one of the operating system, and returns at once, except for
 * {@link #publishAndWait}, and for {@link #hasListeners} and {@link #isPauseable}, which
 * ask the bean factory: the request waits for its turn on the thread {@code qsu-service}.
 * Requests are handled in the order in which they arrive; those that arrive during the
 * start wait until the service runs. A method that returns {@code false} has not taken
 * the request, because too many are waiting.
 *
 * @since 0.1.0
 * @see ServiceHostFactory
 * @see ServiceRequestSource
 */
public interface ServiceRequests {

	/**
	 * Stop the service and end the process. Only the first call has an effect.
	 * @param demise the reason
	 * @param systemShutdown whether the operating system is going down
	 */
	void stop(Demise demise, boolean systemShutdown);

	/**
	 * Stop the service, as {@link #stop} does, or end the process at once if it has been
	 * asked to stop before.
	 * @param demise the reason
	 * @param exitCode the exit code with which the process is ended at once
	 */
	void interrupt(Demise demise, int exitCode);

	/**
	 * Publish a {@link SvcReloadEvent}.
	 * @return whether the request was taken
	 */
	boolean reload();

	/**
	 * Pause the service.
	 * @return whether the request was taken
	 */
	boolean pause();

	/**
	 * Resume the service after a pause.
	 * @return whether the request was taken
	 */
	boolean resume();

	/**
	 * Publish an event.
	 * @param event creates the event for an application context
	 * @return whether the request was taken
	 */
	boolean publish(Function<ApplicationContext, ? extends SvcEvent> event);

	/**
	 * Publish an event and wait until its listeners have returned.
	 * @param <E> the type of event
	 * @param event creates the event for an application context
	 * @param timeout how long to wait; not at all if it is not positive
	 * @return the event, or {@code null} if it was not published in time
	 */
	<E extends SvcEvent> @Nullable E publishAndWait(Function<ApplicationContext, E> event, Duration timeout);

	/**
	 * Return whether somebody listens to events of a type. A listener of all application
	 * events does not count.
	 * @param type the type of event
	 * @return whether there is such a listener, {@code false} as long as there is no
	 * application context
	 */
	boolean hasListeners(Class<? extends SvcEvent> type);

	/**
	 * Return whether a bean of the application takes part in pauses.
	 * @return whether there is such a bean, {@code false} as long as there is no
	 * application context
	 */
	boolean isPauseable();

}
