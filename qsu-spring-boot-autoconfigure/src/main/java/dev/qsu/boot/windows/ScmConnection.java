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

package dev.qsu.boot.windows;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.jna.windows.WindowsService;
import dev.qsu.boot.process.ServiceProcess;

/**
 * The connection of this process to the Service Control Manager. There is one per
 * process: a restarted application, as with DevTools, uses the existing one.
 */
final class ScmConnection {

	private static final Log logger = LogFactory.getLog(ScmConnection.class);

	private static final String THREAD_NAME = "qsu-dispatcher";

	private final NativeService service;

	private final ScmControls controls = new ScmControls();

	private final CompletableFuture<List<String>> started = new CompletableFuture<>();

	private final ScmStatus status;

	private boolean begun;

	ScmConnection(NativeService service) {
		this.service = service;
		this.status = new ScmStatus(service);
	}

	static ScmConnection ofThisProcess() {
		return ServiceProcess.get(ScmConnection.class, () -> new ScmConnection(new WindowsService()));
	}

	/**
	 * Start to connect in the background. The Service Control Manager expects a process
	 * to connect within 30 seconds.
	 */
	synchronized void begin() {
		if (!this.begun) {
			this.begun = true;
			Thread dispatcher = new Thread(this::dispatch, THREAD_NAME);
			dispatcher.setDaemon(true);
			dispatcher.start();
		}
	}

	private void dispatch() {
		try {
			this.service.dispatch(this::serviceMain);
		}
		catch (RuntimeException | Error ex) {
			this.started.completeExceptionally(ex);
		}
	}

	/**
	 * Called by Windows on a separate thread.
	 * @param arguments the name of the service, followed by its start arguments
	 */
	private void serviceMain(List<String> arguments) {
		try {
			this.status.connected(this.service.register(arguments.get(0), this.controls));
			this.started.complete(arguments);
		}
		catch (RuntimeException | Error ex) {
			logger.error("Could not register as a service", ex);
			this.started.completeExceptionally(ex);
		}
	}

	/**
	 * Wait until the Service Control Manager has started the service.
	 * @param milliseconds the maximum time to wait
	 * @return the name of the service, followed by its start arguments
	 * @throws NativeCallException if Windows refuses the connection
	 * @throws InterruptedException if the current thread is interrupted
	 * @throws TimeoutException if the service was not started in time
	 */
	List<String> await(long milliseconds) throws InterruptedException, TimeoutException {
		try {
			return this.started.get(milliseconds, TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof NativeCallException failure) {
				throw failure;
			}
			throw new IllegalStateException("Could not connect to the Service Control Manager", ex.getCause());
		}
	}

	ScmStatus getStatus() {
		return this.status;
	}

	ScmControls getControls() {
		return this.controls;
	}

	NativeService getService() {
		return this.service;
	}

}
