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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.qsu.boot.process.CloseReason;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.exit.DeadlineGuard;
import dev.qsu.boot.service.exit.ExitDecision;
import dev.qsu.boot.service.exit.ExitFacts;
import dev.qsu.boot.service.exit.ThreadDump;

/**
 * Ends the process as {@link ExitDecision} says.
 */
final class ServiceExit {

	private static final Log logger = LogFactory.getLog(ServiceExit.class);

	private static final String THREAD_NAME = "qsu-exit";

	/** How long threads may keep a process alive that has nothing more to do. */
	private static final Duration LINGER_GRACE = Duration.ofSeconds(10);

	/** How long an application that has closed its context may take to end on its own. */
	private static final Duration OWN_END_GRACE = Duration.ofSeconds(1);

	/** For what nothing tells: that a thread waits, or that a context has been closed. */
	private static final Duration CHECK = Duration.ofMillis(250);

	private final ServiceRuntime runtime;

	private final ServiceStateMachine machine;

	private final AtomicBoolean ended = new AtomicBoolean();

	/** The exit code that the application has chosen. */
	private volatile @Nullable Integer chosen;

	/** The exit code with which this class ends the JVM. */
	private volatile @Nullable Integer ending;

	ServiceExit(ServiceRuntime runtime) {
		this.runtime = runtime;
		this.machine = runtime.getMachine();
	}

	/**
	 * Begin a life of the service.
	 */
	void reset() {
		this.chosen = null;
	}

	/**
	 * The application has chosen an exit code.
	 * @param exitCode the exit code
	 */
	void choose(int exitCode) {
		if (this.chosen == null || exitCode != 0) {
			this.chosen = exitCode;
		}
	}

	/**
	 * A failure has occurred, which the next report tells.
	 */
	void failed() {
		this.machine.setExitCode(ExitDecision.of(facts(false, false, false)).told());
	}

	/**
	 * End the process as soon as the listeners have returned or their time is up.
	 */
	void begin() {
		// A daemon would not keep the JVM alive, which could then exit with another
		// code as soon as the web server has stopped
		start(false, () -> {
			this.runtime.ending();
			this.runtime.enterStopping();
			if (!this.machine.isSupervised()) {
				DeadlineGuard.start(this.machine.getDeadline(), ServiceExit::tellHowToEnd);
			}
			ApplicationRun run = this.runtime.getRun();
			if (run != null) {
				stop(run);
			}
			exit(run);
		});
	}

	private static void tellHowToEnd() {
		logger.warn("The application has not stopped within 'qsu.service.stop-timeout'. Interrupt it again (Ctrl+C) to"
				+ " end it immediately. Its threads:\n" + ThreadDump.ofAllThreads());
	}

	private void stop(ApplicationRun run) throws InterruptedException {
		if (!run.getStarted().isDone()) {
			awaitStart(run);
			this.machine.step("Stopping: the start has ended");
		}
		CompletableFuture<Void> listeners = this.runtime.publishShutdown();
		if (!this.machine.getDeadline().await(listeners)) {
			late(ServicePhase.STOP, "The listeners of service events did not return within 'qsu.service.stop-timeout';"
					+ " stopping without waiting for them");
		}
		try {
			close(run);
		}
		catch (RuntimeException | Error ex) {
			logger.error("The application context could not be closed", ex);
			this.machine.add(new ServiceFailure(ServicePhase.STOP, ex));
		}
	}

	private void awaitStart(ApplicationRun run) throws InterruptedException {
		// An incomplete context can neither be closed nor have listeners. A start that
		// waits is interrupted, one that is busy may soon be done.
		CompletableFuture<Void> started = run.getStarted();
		while (!started.isDone()) {
			if (this.machine.getDeadline().remaining().isZero()) {
				late(ServicePhase.START, "The start did not end within 'qsu.service.stop-timeout'; ending the process");
				end(true, false, true);
			}
			run.interruptWaitingStart();
			try {
				started.get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				logger.trace("Still starting");
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void close(ApplicationRun run) throws InterruptedException {
		ConfigurableApplicationContext context = run.getContext();
		if (context == null || !run.isRefreshed()) {
			return;
		}
		if (run.isClosing()) {
			awaitClosed(context);
			TimeUnit.NANOSECONDS.sleep(OWN_END_GRACE.toNanos());
		}
		else {
			choose(SpringApplication.exit(context));
		}
	}

	private static void awaitClosed(ConfigurableApplicationContext context) throws InterruptedException {
		// Nothing tells when a context that somebody else closes has been closed
		while (context.isActive()) {
			TimeUnit.NANOSECONDS.sleep(CHECK.toNanos());
		}
	}

	private void exit(@Nullable ApplicationRun run) {
		ExitDecision decision = ExitDecision.of(facts(false, false, false));
		this.machine.setExitCode(decision.told());
		this.runtime.logFailures();
		if (run == null || !run.isOwner()) {
			// Spring Boot does not call any shutdown handler
			end(false, false, false);
		}
		exit(decision);
	}

	private void exit(ExitDecision decision) {
		Integer exitCode = decision.exitCode();
		int status = (exitCode != null) ? exitCode : 0;
		if (!CloseReason.isShuttingDown()) {
			this.ending = status;
		}
		System.exit(status);
	}

	/**
	 * End the process if threads keep it alive although it has nothing more to do, so
	 * that the service manager can act. As long as the thread of the start is alive, the
	 * application may still recover, or end on its own.
	 * @param run the run that has failed or whose context is closing
	 * @param reason what has happened
	 */
	void endSoon(ApplicationRun run, String reason) {
		start(true, () -> {
			run.awaitThread();
			if (run != this.runtime.getRun()) {
				return;
			}
			this.runtime.ending();
			ConfigurableApplicationContext context = run.getContext();
			if (run.isClosing() && context != null) {
				awaitClosed(context);
			}
			TimeUnit.NANOSECONDS.sleep(LINGER_GRACE.toNanos());
			if (run == this.runtime.getRun() && !this.runtime.isStopRequested() && !CloseReason.isEndOfProcess()) {
				ExitDecision decision = ExitDecision.of(facts(false, false, false));
				logger.error(reason + ", but threads keep the process alive: " + ThreadDump.namesOfNonDaemonThreads()
						+ ". Ending it with exit code " + decision.exitCode());
				exit(decision);
			}
		});
	}

	/**
	 * The start or the stop has made no progress for too long, and the service manager
	 * does not end the process.
	 */
	void deadlineMissed() {
		// whatever the log, or what reports to the service manager, does
		start(true, () -> {
			TimeUnit.NANOSECONDS.sleep(LINGER_GRACE.toNanos());
			Runtime.getRuntime().halt(ExitDecision.FAILURE);
		});
		boolean starting = this.machine.getState() == ServiceState.STARTING;
		ApplicationRun run = this.runtime.getRun();
		String hint = (starting && run != null && run.isRefreshed())
				? ". If a runner is the work of the application, set 'qsu.service.running-from' to 'started'" : "";
		String what = (starting) ? "start" : "stop";
		late((starting) ? ServicePhase.START : ServicePhase.STOP, "The " + what
				+ " has made no progress within 'qsu.service." + what + "-timeout'; ending the process" + hint);
		logger.error("The threads at that time:\n" + ThreadDump.ofAllThreads());
		end(true, false, true);
	}

	private void late(ServicePhase phase, String message) {
		logger.error(message);
		this.machine.add(new ServiceFailure(phase, new TimeoutException(message)));
	}

	/**
	 * Report the end to the service manager, as the last act of the process. Only the
	 * first call has an effect.
	 * @param late whether a deadline was missed
	 * @param shutdown whether the JVM is shutting down
	 * @param haltIfLate whether nobody else ends a process that is late
	 */
	void end(boolean late, boolean shutdown, boolean haltIfLate) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		ExitDecision decision = ExitDecision.of(facts(late, shutdown, haltIfLate));
		this.machine.setExitCode(decision.told());
		this.runtime.reportStopped();
		Integer exitCode = decision.exitCode();
		if (decision.halt() && exitCode != null) {
			Runtime.getRuntime().halt(exitCode);
		}
	}

	private ExitFacts facts(boolean late, boolean shutdown, boolean haltIfLate) {
		ApplicationRun run = this.runtime.getRun();
		Throwable failure = (run != null) ? run.getFailure() : null;
		Integer startFailure = (failure != null) ? Integer.valueOf(exitCode(failure)) : null;
		return new ExitFacts(this.runtime.isStopRequested(), this.chosen, startFailure, stopFailure(), late, shutdown,
				ownEnd(run, startFailure), haltIfLate, this.machine.recoversRequestedStop());
	}

	private @Nullable Integer stopFailure() {
		return this.machine.getFailures()
			.stream()
			.filter((failure) -> failure.phase() == ServicePhase.STOP)
			.findFirst()
			.map((failure) -> exitCode(failure.exception()))
			.orElse(null);
	}

	private @Nullable Integer ownEnd(@Nullable ApplicationRun run, @Nullable Integer startFailure) {
		if (this.ending != null || run == null) {
			return this.ending;
		}
		if (startFailure != null) {
			return (run.isExitCodeLost()) ? Integer.valueOf(ExitDecision.FAILURE) : startFailure;
		}
		if (CloseReason.isLastThreadEnded()) {
			return (run.isThreadFailed()) ? ExitDecision.FAILURE : 0;
		}
		if (run.isThreadFailed() && !CloseReason.isShuttingDown()) {
			return ExitDecision.FAILURE;
		}
		// what the application has passed to System.exit cannot be determined
		return null;
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
		return ExitDecision.FAILURE;
	}

	private void start(boolean daemon, Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				logger.warn("The end of the process was interrupted");
			}
			catch (RuntimeException | Error ex) {
				logger.error("The process could not be ended in an orderly manner", ex);
				System.exit(ExitDecision.FAILURE);
			}
		}, THREAD_NAME);
		thread.setDaemon(daemon);
		thread.start();
	}

	/**
	 * Task of a thread.
	 */
	@FunctionalInterface
	private interface Task {

		void run() throws InterruptedException;

	}

}
