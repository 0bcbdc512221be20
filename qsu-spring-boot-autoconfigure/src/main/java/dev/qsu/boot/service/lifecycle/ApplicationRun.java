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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.ParentContextApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ReflectionUtils;

/**
 * One run of a {@link SpringApplication}.
 */
final class ApplicationRun {

	private static final Log logger = LogFactory.getLog(ApplicationRun.class);

	private static final String PROPERTIES = "properties";

	private static final String REGISTER_SHUTDOWN_HOOK = "isRegisterShutdownHook";

	private static final long JOIN_MILLISECONDS = 10_000;

	/** The packages of Spring's test framework and of Spring Boot's. */
	private static final List<String> TESTS = List.of("org.springframework.test.context.",
			"org.springframework.boot.test.context.");

	private final Thread thread = Thread.currentThread();

	private final boolean owner;

	private final boolean child;

	private final @Nullable SpringApplication application;

	private final @Nullable String problem;

	private final CompletableFuture<Void> started = new CompletableFuture<>();

	private ContextStage contextStage = ContextStage.INCOMPLETE;

	private RunStage runStage = RunStage.RUNNING;

	private volatile @Nullable ConfigurableApplicationContext context;

	private volatile @Nullable Throwable failure;

	private volatile @Nullable Throwable uncaught;

	private volatile @Nullable ServiceArguments arguments;

	ApplicationRun(boolean owner) {
		this(owner, null, null);
	}

	private ApplicationRun(boolean owner, @Nullable SpringApplication application, @Nullable String problem) {
		this(owner, application, problem, false);
	}

	private ApplicationRun(boolean owner, @Nullable SpringApplication application, @Nullable String problem,
			boolean child) {
		this.child = child;
		this.owner = owner;
		this.application = application;
		this.problem = problem;
	}

	/**
	 * Create a run. If the context will be the child of another one, the child continues
	 * the run of its parent.
	 * @param application the application
	 * @param previous the previous run of the process, or {@code null} if there is none
	 * @return the run
	 */
	static ApplicationRun of(SpringApplication application, @Nullable ApplicationRun previous) {
		if (previous != null && previous.isLive() && hasParent(application)) {
			return new ApplicationRun(previous.owner, application, null, true);
		}
		return of(application);
	}

	private static boolean hasParent(SpringApplication application) {
		return application.getInitializers()
			.stream()
			.anyMatch(ParentContextApplicationContextInitializer.class::isInstance);
	}

	static ApplicationRun of(SpringApplication application) {
		return (isInTest()) ? new ApplicationRun(false, application, null)
				: of(application, PROPERTIES, REGISTER_SHUTDOWN_HOOK);
	}

	static ApplicationRun of(SpringApplication application, String field, String method) {
		// SpringApplication has a setter for the shutdown hook but no getter. Whoever
		// does not know whose the process is must not end it.
		try {
			return new ApplicationRun(isTrue(application, field, method), application, null);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return new ApplicationRun(false, application,
					"Spring Boot " + SpringBootVersion.getVersion()
							+ " does not tell whether it registers a shutdown hook (" + ex
							+ "), so this process may not be the application's own. Signals are not handled, and the"
							+ " process is not ended, as in a test. Use a version of Spring Boot that qsu supports");
		}
	}

	/**
	 * Return whether a test starts the application.
	 * @return whether the current thread has been called by Spring's test framework
	 */
	static boolean isInTest() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> TESTS.stream().anyMatch(frame.getClassName()::startsWith)));
	}

	private static boolean isTrue(SpringApplication application, String fieldName, String methodName)
			throws ReflectiveOperationException {
		Field field = SpringApplication.class.getDeclaredField(fieldName);
		ReflectionUtils.makeAccessible(field);
		Object properties = field.get(application);
		Method method = properties.getClass().getDeclaredMethod(methodName);
		ReflectionUtils.makeAccessible(method);
		return (boolean) method.invoke(properties);
	}

	/**
	 * Log what was wrong at a time when nothing could be logged.
	 */
	void logProblem() {
		if (this.problem != null) {
			logger.warn(this.problem);
		}
	}

	/**
	 * Return whether the run continues that of the parent of its context.
	 * @return whether the context has a parent that was started before
	 */
	boolean isChild() {
		return this.child;
	}

	boolean isOf(SpringApplication application) {
		return this.application == application;
	}

	/**
	 * Return whether the process belongs to the application. It does not in a test or in
	 * a servlet container, which both run the application without a shutdown hook.
	 * @return whether signals may be handled and the process may be ended
	 */
	boolean isOwner() {
		return this.owner;
	}

	synchronized boolean isWithin(Thread thread) {
		return this.runStage == RunStage.RUNNING && this.contextStage != ContextStage.CLOSING && this.thread == thread;
	}

	/**
	 * Return whether the application is starting or at work.
	 * @return whether neither the run has failed nor the context is closing
	 */
	synchronized boolean isLive() {
		return !isFailed() && this.contextStage != ContextStage.CLOSING
				&& (this.contextStage != ContextStage.INCOMPLETE || this.thread.isAlive());
	}

	@Nullable ServiceArguments getArguments() {
		return this.arguments;
	}

	void setArguments(ServiceArguments arguments) {
		this.arguments = arguments;
	}

	@Nullable ConfigurableApplicationContext getContext() {
		return this.context;
	}

	void setContext(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Return whether the context has been refreshed.
	 * @return whether the context is complete, or was
	 */
	synchronized boolean isRefreshed() {
		return this.contextStage != ContextStage.INCOMPLETE;
	}

	synchronized void setRefreshed() {
		this.contextStage = ContextStage.COMPLETE;
		this.started.complete(null);
	}

	synchronized boolean isClosing() {
		return this.contextStage == ContextStage.CLOSING;
	}

	synchronized void setClosing() {
		if (isRefreshed()) {
			this.contextStage = ContextStage.CLOSING;
		}
	}

	/**
	 * Claim the right to publish the shutdown event.
	 * @return whether the context is complete and the right had not been claimed before
	 */
	synchronized boolean publishShutdown() {
		boolean claimed = this.contextStage == ContextStage.COMPLETE;
		if (claimed) {
			this.contextStage = ContextStage.SHUTDOWN_PUBLISHED;
		}
		return claimed;
	}

	/**
	 * Return the start.
	 * @return completed when the context is complete or the run has failed
	 */
	CompletableFuture<Void> getStarted() {
		return this.started;
	}

	/**
	 * Interrupt the start if it waits without a time limit, as Spring does with a start
	 * whose context is closed.
	 */
	void interruptWaitingStart() {
		if (!this.started.isDone() && this.thread.getState() == Thread.State.WAITING) {
			this.thread.interrupt();
		}
	}

	/**
	 * Return whether the application may start again: as long as the thread of the run is
	 * alive, it decides what happens next.
	 * @return whether the thread is alive
	 */
	boolean isThreadAlive() {
		return this.thread.isAlive();
	}

	/**
	 * Wait until the thread of the run has ended.
	 * @throws InterruptedException if the current thread is interrupted
	 */
	void awaitThread() throws InterruptedException {
		while (this.thread.isAlive()) {
			this.thread.join(JOIN_MILLISECONDS);
		}
	}

	/**
	 * Watch for an exception that ends the thread after the run has completed. The JVM
	 * then exits with code 1, unless another thread keeps it alive.
	 * @param listener called with the exception, before the current handler
	 */
	void watchThread(Consumer<Throwable> listener) {
		Thread.UncaughtExceptionHandler handler = this.thread.getUncaughtExceptionHandler();
		this.thread.setUncaughtExceptionHandler((thread, exception) -> {
			this.uncaught = exception;
			listener.accept(exception);
			handler.uncaughtException(thread, exception);
		});
	}

	boolean isThreadFailed() {
		return this.uncaught != null;
	}

	synchronized boolean isFailed() {
		return this.runStage == RunStage.FAILED || this.runStage == RunStage.FAILED_WITHOUT_EXIT_CODE;
	}

	/**
	 * Return whether Spring Boot ends the process with another exit code than that of the
	 * failure.
	 * @return whether the exit code was lost
	 */
	synchronized boolean isExitCodeLost() {
		return this.runStage == RunStage.FAILED_WITHOUT_EXIT_CODE;
	}

	@Nullable Throwable getFailure() {
		return this.failure;
	}

	/**
	 * End the run with a failure.
	 * @param exception the failure, or {@code null} if it does not count
	 * @param exitCodeLost whether Spring Boot could not pass on its exit code
	 * @return whether the run had not ended before
	 */
	synchronized boolean fail(@Nullable Throwable exception, boolean exitCodeLost) {
		if (this.runStage != RunStage.RUNNING) {
			return false;
		}
		this.failure = exception;
		this.runStage = (exitCodeLost) ? RunStage.FAILED_WITHOUT_EXIT_CODE : RunStage.FAILED;
		this.started.complete(null);
		return true;
	}

	synchronized void setEnded() {
		if (this.runStage == RunStage.RUNNING) {
			this.runStage = RunStage.RETURNED;
		}
	}

	/**
	 * How far the application context is.
	 */
	private enum ContextStage {

		/**
		 * It has not been refreshed.
		 */
		INCOMPLETE,

		/**
		 * It has been refreshed.
		 */
		COMPLETE,

		/**
		 * The shutdown event is being published, or has been.
		 */
		SHUTDOWN_PUBLISHED,

		/**
		 * It is closing, or has been closed.
		 */
		CLOSING

	}

	/**
	 * How far {@link SpringApplication#run} is.
	 */
	private enum RunStage {

		/**
		 * It has not returned.
		 */
		RUNNING,

		/**
		 * It has returned.
		 */
		RETURNED,

		/**
		 * It has failed.
		 */
		FAILED,

		/**
		 * It has failed, and Spring Boot could not pass on the exit code.
		 */
		FAILED_WITHOUT_EXIT_CODE

	}

}
