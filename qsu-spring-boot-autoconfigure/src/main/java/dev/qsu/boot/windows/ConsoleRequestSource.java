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

import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.ConsoleControls;
import dev.qsu.boot.jna.windows.WindowStation;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequestSource;

/**
 * {@link ServiceRequestSource} for the console controls of Windows.
 */
class ConsoleRequestSource implements ServiceRequestSource {

	private static final Log logger = LogFactory.getLog(ConsoleRequestSource.class);

	private static final String THREAD_NAME = "qsu-console";

	/** Longer than Windows waits for any handler. */
	private static final long END_SECONDS = 30;

	private @Nullable Runnable removal;

	private boolean closed;

	@Override
	public boolean isEnabled(Environment environment) {
		return ProcessFacts.isOnWindows() && environment.getProperty("qsu.windows.console", Boolean.class, true);
	}

	/**
	 * Registers the handler on a separate thread, because initializing JNA takes long.
	 * Until then, the JVM handles the controls.
	 */
	@Override
	public void connect(ServiceHostContext context) {
		Thread thread = new Thread(() -> handle(context), THREAD_NAME);
		thread.setDaemon(true);
		thread.start();
	}

	private synchronized void handle(ServiceHostContext context) {
		if (this.closed) {
			return;
		}
		try {
			boolean service = context.launch().launcher() == Launcher.SCM;
			this.removal = ConsoleControls.handle(new ConsoleControlHandler(context.requests(), service,
					WindowStation.isVisible(), ConsoleRequestSource::awaitEnd));
		}
		catch (NativeCallException ex) {
			logger
				.warn("Could not register a handler for console controls, so the JVM handles them: " + ex.getMessage());
		}
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.removal != null) {
			this.removal.run();
			this.removal = null;
		}
	}

	private static void awaitEnd() {
		try {
			TimeUnit.SECONDS.sleep(END_SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
