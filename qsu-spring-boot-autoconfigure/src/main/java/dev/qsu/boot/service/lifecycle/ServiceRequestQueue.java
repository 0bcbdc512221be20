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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.exit.RepeatedStopGuard;
import dev.qsu.boot.service.host.ServiceRequests;

/**
 * Queue of the requests to the service.
 */
final class ServiceRequestQueue implements ServiceRequests {

	/** A larger queue would only hide that a listener hangs. */
	static final int MAX_PENDING = 16_384;

	private static final Log logger = LogFactory.getLog(ServiceRequestQueue.class);

	private final ServiceRuntime runtime;

	private final ServiceThread thread;

	private final RepeatedStopGuard stopGuard;

	/** Used on the service thread only. */
	private final List<Runnable> untilRunning = new ArrayList<>();

	private volatile int pendingUntilRunning;

	private final AtomicBoolean reloadPending = new AtomicBoolean();

	ServiceRequestQueue(ServiceRuntime runtime, ServiceThread thread) {
		this.runtime = runtime;
		this.thread = thread;
		this.stopGuard = new RepeatedStopGuard((demise) -> stop(demise, false), Runtime.getRuntime()::halt);
	}

	@Override
	public void stop(Demise demise, boolean systemShutdown) {
		this.runtime.stop(demise, systemShutdown);
	}

	@Override
	public void interrupt(Demise demise, int exitCode) {
		this.stopGuard.interrupt(demise, exitCode);
	}

	@Override
	public boolean reload() {
		if (!this.reloadPending.compareAndSet(false, true)) {
			// the one that has not begun will see whatever has changed
			return true;
		}
		boolean accepted = request(() -> {
			this.reloadPending.set(false);
			this.runtime.doReload();
		}, () -> this.reloadPending.set(false));
		if (!accepted) {
			this.reloadPending.set(false);
		}
		return accepted;
	}

	@Override
	public boolean pause() {
		return request(() -> this.runtime.getPause().pause());
	}

	@Override
	public boolean resume() {
		return request(() -> this.runtime.getPause().resume());
	}

	@Override
	public boolean publish(Function<ApplicationContext, ? extends SvcEvent> event) {
		return request(() -> this.runtime.publish(ServicePhase.RUN, event));
	}

	@Override
	public <E extends SvcEvent> @Nullable E publishAndWait(Function<ApplicationContext, E> event, Duration timeout) {
		AtomicReference<@Nullable E> published = new AtomicReference<>();
		CompletableFuture<Void> done = this.thread
			.execute(() -> whenRunning(() -> this.runtime.publish(ServicePhase.RUN, (source) -> {
				E created = event.apply(source);
				published.set(created);
				return created;
			})));
		try {
			done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			logger.warn("The listeners did not return within " + timeout.toMillis() + " ms; continuing without them");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		return published.get();
	}

	@Override
	public boolean hasListeners(Class<? extends SvcEvent> type) {
		return SvcEventListeners.exist(this.runtime.getContext(), type);
	}

	@Override
	public boolean isPauseable() {
		return this.runtime.getPause().isPossible();
	}

	/**
	 * Handle the requests that arrived before the service was running. Called on the
	 * service thread.
	 */
	void running() {
		List<Runnable> pending = List.copyOf(this.untilRunning);
		this.untilRunning.clear();
		this.pendingUntilRunning = 0;
		pending.forEach(ServiceThread::runSafely);
	}

	private boolean request(Runnable action) {
		return request(action, () -> {
		});
	}

	private boolean request(Runnable action, Runnable ignored) {
		if (this.thread.pending() + this.pendingUntilRunning >= MAX_PENDING) {
			return false;
		}
		this.thread.execute(() -> whenRunning(action, ignored));
		return true;
	}

	private void whenRunning(Runnable action) {
		whenRunning(action, () -> {
		});
	}

	private void whenRunning(Runnable action, Runnable ignored) {
		switch (this.runtime.getMachine().getState()) {
			case STARTING -> {
				this.untilRunning.add(action);
				this.pendingUntilRunning = this.untilRunning.size();
			}
			case STOPPING, STOPPED -> {
				logger.debug("Ignored a request while stopping");
				ignored.run();
			}
			default -> action.run();
		}
	}

}
