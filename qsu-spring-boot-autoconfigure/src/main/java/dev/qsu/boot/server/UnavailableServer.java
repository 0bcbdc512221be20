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

package dev.qsu.boot.server;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for web servers that are not running. If no server has started before the
 * restart timeout and no start is in progress, it responds to clients with an error
 * instead of letting them wait. This class is thread-safe.
 */
final class UnavailableServer {

	private static final Log logger = LogFactory.getLog(UnavailableServer.class);

	static final String NOT_STARTED = "The application has not been restarted";

	private static final Duration MAX_RESTART_TIMEOUT = Duration.ofDays(365);

	private final Map<ServerRole, Absence> absences = new EnumMap<>(ServerRole.class);

	private @Nullable ScheduledThreadPoolExecutor timer;

	private Duration restartTimeout = Duration.ofSeconds(10);

	private String reason = NOT_STARTED;

	private boolean starting;

	private long startingSince = System.nanoTime();

	synchronized void setRestartTimeout(Duration restartTimeout) {
		this.restartTimeout = (restartTimeout.compareTo(MAX_RESTART_TIMEOUT) < 0) ? restartTimeout
				: MAX_RESTART_TIMEOUT;
	}

	/**
	 * Stand in for a server that has stopped.
	 * @param role the role of the server
	 * @param source opens the listeners of the server
	 */
	synchronized void enter(ServerRole role, ListenerSource source) {
		leave(role);
		this.absences.put(role, new Absence(source));
		schedule(this.restartTimeout);
	}

	/**
	 * Give way to a server that has started.
	 * @param role the role of the server
	 */
	synchronized void leave(ServerRole role) {
		Absence absence = this.absences.remove(role);
		if (absence != null) {
			absence.stop();
		}
	}

	synchronized void starting() {
		this.starting = true;
		this.startingSince = System.nanoTime();
		this.reason = NOT_STARTED;
		this.absences.values().forEach(Absence::stop);
	}

	synchronized void failed(String reason) {
		this.starting = false;
		this.reason = reason;
		if (!this.absences.isEmpty()) {
			schedule(Duration.ZERO);
		}
	}

	/**
	 * Give up servers that have not started again. One that has stopped since the start
	 * began does so for the next restart, which can begin before this start has ended.
	 * @return the roles of these servers
	 */
	synchronized Set<ServerRole> started() {
		this.starting = false;
		Set<ServerRole> givenUp = EnumSet.noneOf(ServerRole.class);
		this.absences.forEach((role, absence) -> {
			if (absence.since - this.startingSince < 0) {
				givenUp.add(role);
			}
		});
		givenUp.forEach(this::leave);
		return givenUp;
	}

	private synchronized void check() {
		if (this.starting) {
			return;
		}
		for (Absence absence : this.absences.values()) {
			Duration remaining = absence.remaining(this.restartTimeout);
			if (remaining.isNegative() || remaining.isZero()) {
				absence.start(this.reason);
			}
			else {
				schedule(remaining);
			}
		}
	}

	private void schedule(Duration delay) {
		ScheduledThreadPoolExecutor timer = this.timer;
		if (timer == null) {
			timer = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "qsu-unavailable");
				thread.setDaemon(true);
				return thread;
			});
			timer.setKeepAliveTime(1, TimeUnit.MINUTES);
			timer.allowCoreThreadTimeOut(true);
			this.timer = timer;
		}
		timer.schedule(this::check, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * The absence of one server.
	 */
	private static final class Absence {

		private final ListenerSource source;

		private final long since = System.nanoTime();

		private List<Listener> listeners = List.of();

		private @Nullable ListenerAcceptor acceptor;

		private @Nullable UnavailableResponder responder;

		Absence(ListenerSource source) {
			this.source = source;
		}

		Duration remaining(Duration restartTimeout) {
			return restartTimeout.minusNanos(System.nanoTime() - this.since);
		}

		void start(String reason) {
			if (this.acceptor != null) {
				return;
			}
			try {
				this.listeners = this.source.open();
				UnavailableResponder responder = new UnavailableResponder(reason);
				ListenerAcceptor acceptor = new ListenerAcceptor(
						this.listeners.stream().map(Listener::channel).toList(), responder);
				this.responder = responder;
				this.acceptor = acceptor;
				acceptor.start("qsu-unavailable-acceptor", true);
				logger.warn("Responding with an error because the application is not available: " + reason);
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("Requests are not answered because the listeners cannot be opened", ex);
				stop();
			}
		}

		void stop() {
			if (this.acceptor != null && this.responder != null) {
				this.acceptor.requestStop();
				this.responder.stop();
				this.acceptor.awaitStop();
				this.acceptor = null;
				this.responder = null;
			}
			List<Listener> closing = this.listeners;
			this.listeners = List.of();
			closing.forEach(Absence::close);
		}

		private static void close(Listener listener) {
			try {
				listener.close();
			}
			catch (IOException ex) {
				logger.warn("Could not close " + listener.channel(), ex);
			}
		}

	}

}
