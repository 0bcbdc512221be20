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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.qsu.boot.process.CloseReason;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceProperties;

/**
 * Ends the process: waits for the listeners of the shutdown event, closes the application
 * context and exits with the right code.
 */
final class ServiceExit {

	private static final Log logger = LogFactory.getLog(ServiceExit.class);

	private static final String THREAD_NAME = "qsu-exit";

	/** How long a process whose start has failed may take to end on its own. */
	private static final Duration FAILED_START_GRACE = Duration.ofSeconds(10);

	/** How long an application that has closed its context may take to end on its own. */
	private static final Duration OWN_END_GRACE = Duration.ofSeconds(1);

	private static final long POLL_MILLISECONDS = 50;

	private static final int FAILURE = 1;

	private final ServiceRuntime runtime;

	private volatile long deadline;

	ServiceExit(ServiceRuntime runtime) {
		this.runtime = runtime;
	}

	/**
	 * End the process as soon as the listeners have returned or their time is up.
	 */
	void begin() {
		start(false, () -> {
			this.deadline = System.nanoTime() + stopTimeout().toNanos();
			this.runtime.enterStopping();
			awaitStart();
			await(this.runtime.publishShutdown());
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
	 * so that the service manager can act. As long as the thread of the start is alive,
	 * the application may still recover.
	 */
	void endSoon() {
		ApplicationRun failed = this.runtime.getRun();
		Integer exitCode = this.runtime.getMachine().getExitCode();
		start(true, () -> {
			if (failed != null && awaitThread(failed) && sleep(FAILED_START_GRACE) && failed == this.runtime.getRun()
					&& !CloseReason.isEndOfProcess()) {
				logger.error("The start has failed, but threads keep the process alive: " + nonDaemonThreads()
						+ ". Ending it with exit code " + exitCode);
				System.exit((exitCode != null) ? exitCode : FAILURE);
			}
		});
	}

	/**
	 * Determine the exit code of the process if it was chosen elsewhere: by an
	 * application that ended on its own before a listener of the shutdown event failed,
	 * or by Spring Boot when it could not pass on the exit code of a failed start.
	 * @return whether the process must be halted so as not to end with another code
	 */
	boolean correctExitCode() {
		ServiceStateMachine machine = this.runtime.getMachine();
		ApplicationRun run = this.runtime.getRun();
		if (run != null && run.isFailed()) {
			return !run.isExitCodePassedOn() && machine.getExitCode() != null && machine.getExitCode() != FAILURE;
		}
		Throwable failure = stopFailure();
		Integer chosen = machine.getExitCode();
		if (failure == null || (chosen != null && chosen != 0)) {
			return false;
		}
		machine.setExitCode(exitCode(failure));
		return true;
	}

	/**
	 * Determine the exit code of a process that ends on its own. That of
	 * {@link System#exit} cannot be determined.
	 * @return the exit code, or {@code null} if it is unknown
	 */
	@Nullable Integer ownExitCode() {
		ApplicationRun run = this.runtime.getRun();
		if (run == null || !CloseReason.isLastThreadEnded()) {
			return null;
		}
		return (run.isThreadFailed()) ? FAILURE : 0;
	}

	/**
	 * Wait until the context is complete. Before, it can neither be closed nor have
	 * listeners.
	 */
	private void awaitStart() {
		while (isStarting() && System.nanoTime() < this.deadline) {
			sleep(Duration.ofMillis(POLL_MILLISECONDS));
		}
		if (isStarting()) {
			TimeoutException exception = new TimeoutException(
					"The start did not end within 'qsu.service.stop-timeout'; ending the process");
			logger.error(exception.getMessage());
			this.runtime.getMachine().add(new ServiceFailure(ServicePhase.START, exception));
			this.runtime.getMachine().setExitCode(FAILURE);
			this.runtime.reportStopped();
			Runtime.getRuntime().halt(FAILURE);
		}
		this.deadline = Math.max(this.deadline, System.nanoTime() + stopTimeout().toNanos());
	}

	private boolean isStarting() {
		ApplicationRun run = this.runtime.getRun();
		return run != null && !run.isRefreshed() && !run.isFailed();
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
			TimeoutException exception = new TimeoutException(
					"The listeners of service events did not return within 'qsu.service.stop-timeout';"
							+ " stopping without waiting for them");
			logger.error(exception.getMessage());
			this.runtime.getMachine().add(new ServiceFailure(ServicePhase.STOP, exception));
		}
	}

	private void exit() {
		ApplicationRun run = this.runtime.getRun();
		int exitCode = FAILURE;
		try {
			exitCode = close();
		}
		catch (RuntimeException | Error ex) {
			logger.error("The application context could not be closed", ex);
			this.runtime.getMachine().add(new ServiceFailure(ServicePhase.STOP, ex));
		}
		Throwable failure = stopFailure();
		if (exitCode == 0 && failure != null) {
			exitCode = exitCode(failure);
		}
		this.runtime.getMachine().setExitCode(exitCode);
		this.runtime.logFailures();
		if (run == null || !run.isOwner()) {
			// Spring Boot does not call any shutdown handler
			this.runtime.reportStopped();
		}
		System.exit(exitCode);
	}

	/**
	 * Close the context, unless it is already being closed.
	 * @return the exit code that the application has chosen
	 */
	private int close() {
		ApplicationRun run = this.runtime.getRun();
		Integer failed = (run != null && run.isFailed()) ? this.runtime.getMachine().getExitCode() : null;
		ConfigurableApplicationContext context = (run != null && run.isRefreshed()) ? run.getContext() : null;
		if (run == null || context == null) {
			return (failed != null) ? failed : 0;
		}
		if (run.isClosing()) {
			awaitOwnEnd(context);
			Integer known = this.runtime.getMachine().getExitCode();
			return (known != null) ? known : 0;
		}
		int exitCode = SpringApplication.exit(context);
		return (exitCode == 0 && failed != null) ? failed : exitCode;
	}

	private void awaitOwnEnd(ConfigurableApplicationContext context) {
		while (context.isActive() && System.nanoTime() < this.deadline) {
			sleep(Duration.ofMillis(POLL_MILLISECONDS));
		}
		sleep(OWN_END_GRACE);
	}

	Duration stopTimeout() {
		try {
			return this.runtime.getMachine().getProperties().getStopTimeout();
		}
		catch (RuntimeException ex) {
			return new ServiceProperties().getStopTimeout();
		}
	}

	private @Nullable Throwable stopFailure() {
		List<ServiceFailure> failures = this.runtime.getMachine().getFailures();
		return failures.stream()
			.filter((failure) -> failure.phase() == ServicePhase.STOP)
			.findFirst()
			.map(ServiceFailure::exception)
			.orElse(null);
	}

	/**
	 * Return the exit code for a failure.
	 * @param exception the exception
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

	private static boolean awaitThread(ApplicationRun run) {
		try {
			run.awaitThread();
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
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

	private static void start(boolean daemon, Runnable task) {
		// A daemon would not keep the JVM alive, which could then exit with another
		// code as soon as the web server has stopped
		Thread thread = new Thread(task, THREAD_NAME);
		thread.setDaemon(daemon);
		thread.start();
	}

}
