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

package dev.qsu.boot.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the process: waits for the listeners of the shutdown event, closes the application
 * context and exits with the right code.
 */
final class ServiceExit {

	private static final Log logger = LogFactory.getLog(ServiceExit.class);

	private static final String THREAD_NAME = "qsu-exit";

	/** How long a process whose start failed may take to end by itself. */
	private static final Duration FAILED_START_GRACE = Duration.ofSeconds(10);

	private static final int FAILURE = 1;

	private final ServiceRuntime runtime;

	private volatile long deadline;

	ServiceExit(ServiceRuntime runtime) {
		this.runtime = runtime;
	}

	/**
	 * End the process as soon as the listeners have returned, or their time is over.
	 * @param listeners calls the listeners; what it returns is completed when they have
	 * returned
	 */
	void begin(Supplier<CompletableFuture<Void>> listeners) {
		this.deadline = System.nanoTime() + this.runtime.getMachine().getProperties().getStopTimeout().toNanos();
		CompletableFuture<Void> returned = listeners.get();
		start(false, () -> {
			await(returned);
			exit();
		});
	}

	/**
	 * Let the listeners take at least this long from now.
	 * @param duration the duration
	 */
	void extend(Duration duration) {
		this.deadline = Math.max(this.deadline, System.nanoTime() + duration.toNanos());
	}

	/**
	 * End the process if threads of the application keep it alive after a failed start,
	 * so that the service manager can act.
	 */
	void endSoon() {
		ServiceRun failed = this.runtime.getRun();
		int exitCode = this.runtime.getMachine().getExitCode();
		start(true, () -> {
			if (sleep(FAILED_START_GRACE) && failed == this.runtime.getRun() && !CloseReason.isEndOfProcess()) {
				logger.error("The start has failed, but threads keep the process alive: " + nonDaemonThreads()
						+ ". Ending it with exit code " + exitCode);
				System.exit(exitCode);
			}
		});
	}

	/**
	 * Correct an exit code that was chosen without us: by an application that ended by
	 * itself before the listeners of the shutdown event failed, or by Spring Boot when it
	 * could not pass on the exit code of a failed start.
	 */
	void haltIfFailed() {
		this.runtime.getMachine()
			.getFailures()
			.stream()
			.filter((failure) -> failure.phase() == ServicePhase.STOP || hasExitCode(failure.exception()))
			.findFirst()
			.ifPresent((failure) -> Runtime.getRuntime().halt(exitCode(failure.exception())));
	}

	private void await(CompletableFuture<Void> listeners) {
		long remaining = this.deadline - System.nanoTime();
		while (remaining > 0 && !listeners.isDone()) {
			try {
				listeners.get(remaining, TimeUnit.NANOSECONDS);
			}
			catch (TimeoutException ex) {
				remaining = this.deadline - System.nanoTime();
			}
			catch (InterruptedException | ExecutionException ex) {
				return;
			}
		}
		if (!listeners.isDone()) {
			TimeoutException exception = new TimeoutException("The listeners of SvcShutdownEvent did not return within "
					+ "'qsu.service.stop-timeout'; stopping without waiting for them");
			logger.error(exception.getMessage());
			this.runtime.getMachine().add(new ServiceFailure(ServicePhase.STOP, exception));
		}
	}

	private void exit() {
		int exitCode = close();
		List<ServiceFailure> failures = stopFailures();
		if (exitCode == 0 && !failures.isEmpty()) {
			exitCode = exitCode(failures.get(0).exception());
		}
		this.runtime.getMachine().setExitCode(exitCode);
		this.runtime.logFailures();
		haltIfStartHangs();
		System.exit(exitCode);
	}

	/**
	 * A context that is still being refreshed is closed by the JVM's shutdown hook, which
	 * waits for the end of the refresh.
	 */
	private void haltIfStartHangs() {
		ServiceRun run = this.runtime.getRun();
		if (run == null || run.isRefreshed()) {
			return;
		}
		Duration timeout = this.runtime.getMachine().getProperties().getStopTimeout();
		start(true, () -> {
			if (sleep(timeout)) {
				logger.error("The start did not end within 'qsu.service.stop-timeout'; ending the process");
				Runtime.getRuntime().halt(FAILURE);
			}
		});
	}

	private int close() {
		ServiceRun run = this.runtime.getRun();
		ConfigurableApplicationContext context = (run != null && run.isRefreshed()) ? run.getContext() : null;
		return (context != null && context.isActive()) ? SpringApplication.exit(context) : 0;
	}

	private List<ServiceFailure> stopFailures() {
		return this.runtime.getMachine()
			.getFailures()
			.stream()
			.filter((failure) -> failure.phase() == ServicePhase.STOP)
			.toList();
	}

	/**
	 * Return the exit code for a failure.
	 * @param exception what was thrown
	 * @return the code of the first {@link ExitCodeGenerator} among the causes, or 1
	 */
	static int exitCode(Throwable exception) {
		Throwable candidate = exception;
		while (candidate != null) {
			if (candidate instanceof ExitCodeGenerator generator && generator.getExitCode() != 0) {
				return generator.getExitCode();
			}
			candidate = candidate.getCause();
		}
		return FAILURE;
	}

	private static boolean hasExitCode(Throwable exception) {
		return exitCode(exception) != FAILURE;
	}

	private static boolean sleep(Duration duration) {
		try {
			TimeUnit.NANOSECONDS.sleep(duration.toNanos());
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private static String nonDaemonThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !thread.isDaemon())
			.map(Thread::getName)
			.sorted()
			.collect(Collectors.joining(", "));
	}

	/**
	 * A daemon would not keep the JVM alive, which could then end with another exit code
	 * as soon as the web server has stopped.
	 */
	private static void start(boolean daemon, Runnable task) {
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(daemon);
		thread.start();
	}

}
