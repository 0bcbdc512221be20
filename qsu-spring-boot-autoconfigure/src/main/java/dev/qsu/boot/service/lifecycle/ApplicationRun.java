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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
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

	private final Thread thread = Thread.currentThread();

	private final boolean owner;

	private final @Nullable SpringApplication application;

	private final @Nullable String problem;

	private final AtomicBoolean shutdownPublished = new AtomicBoolean();

	private volatile @Nullable ConfigurableApplicationContext context;

	private volatile boolean refreshed;

	private volatile boolean closing;

	private volatile boolean failed;

	private volatile boolean exitCodePassedOn;

	private volatile boolean ended;

	private volatile boolean threadFailed;

	private volatile @Nullable ServiceArguments arguments;

	ApplicationRun(boolean owner) {
		this(owner, null, null);
	}

	private ApplicationRun(boolean owner, @Nullable SpringApplication application, @Nullable String problem) {
		this.owner = owner;
		this.application = application;
		this.problem = problem;
	}

	static ApplicationRun of(SpringApplication application) {
		return of(application, PROPERTIES, REGISTER_SHUTDOWN_HOOK);
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

	boolean isWithin(Thread thread) {
		return !this.ended && this.thread == thread;
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

	boolean isRefreshed() {
		return this.refreshed;
	}

	void setRefreshed() {
		this.refreshed = true;
	}

	boolean isClosing() {
		return this.closing;
	}

	void setClosing() {
		this.closing = true;
	}

	/**
	 * Claim the right to publish the shutdown event.
	 * @return whether the right had not been claimed before
	 */
	boolean publishShutdown() {
		return this.shutdownPublished.compareAndSet(false, true);
	}

	/**
	 * Return whether Spring Boot has handled a failure so far that it ends the process
	 * with the right exit code.
	 * @return whether Spring Boot has passed on the exit code
	 */
	boolean isExitCodePassedOn() {
		return this.exitCodePassedOn;
	}

	void setExitCodePassedOn() {
		this.exitCodePassedOn = true;
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
			this.threadFailed = true;
			listener.accept(exception);
			handler.uncaughtException(thread, exception);
		});
	}

	boolean isThreadFailed() {
		return this.threadFailed;
	}

	boolean isFailed() {
		return this.failed;
	}

	void setFailed() {
		this.failed = true;
		this.ended = true;
	}

	void setEnded() {
		this.ended = true;
	}

}
