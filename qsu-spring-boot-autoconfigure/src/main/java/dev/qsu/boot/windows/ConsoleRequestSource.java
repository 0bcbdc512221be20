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

import org.springframework.core.env.Environment;

import dev.qsu.boot.jna.ConsoleControls;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.WindowStation;
import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.service.ServiceRequestSource;
import dev.qsu.boot.service.ServiceRequests;

/**
 * Passes on requests of a person at a console of Windows.
 */
class ConsoleRequestSource implements ServiceRequestSource {

	private static final Log logger = LogFactory.getLog(ConsoleRequestSource.class);

	private static final String THREAD_NAME = "qsu-console";

	/** More than Windows gives anybody. */
	private static final long END_SECONDS = 30;

	/**
	 * On a thread of its own, because the start of JNA takes long. Until then the JVM
	 * handles the controls.
	 */
	@Override
	public void connect(Launch launch, Environment environment, ServiceRequests requests) {
		if (ProcessFacts.isOnWindows()) {
			Thread thread = new Thread(() -> handle(launch, requests), THREAD_NAME);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private static void handle(Launch launch, ServiceRequests requests) {
		try {
			ConsoleControls.handle(new ConsoleControlHandler(requests, launch.launcher() == Launcher.SCM,
					WindowStation.isVisible(), ConsoleRequestSource::awaitEnd));
		}
		catch (NativeCallException ex) {
			logger.warn("The controls of the console are left to the JVM: " + ex.getMessage());
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
