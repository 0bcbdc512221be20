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

import java.util.function.IntPredicate;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.host.ServiceRequests;

/**
 * Converts console controls to requests.
 */
final class ConsoleControlHandler implements IntPredicate {

	/** Exit code of the corresponding signal, as used by the JVM. */
	private static final int INTERRUPTED = 130;

	private static final int TERMINATED = 143;

	private final ServiceRequests requests;

	private final boolean service;

	private final boolean interactive;

	private final Runnable awaitEnd;

	/**
	 * Create a handler.
	 * @param requests receives the requests
	 * @param service whether the process is stopped by the Service Control Manager
	 * @param interactive whether the process ends with the session of its user
	 * @param awaitEnd waits for the process to end, for a limited time
	 */
	ConsoleControlHandler(ServiceRequests requests, boolean service, boolean interactive, Runnable awaitEnd) {
		this.requests = requests;
		this.service = service;
		this.interactive = interactive;
		this.awaitEnd = awaitEnd;
	}

	@Override
	public boolean test(int code) {
		ConsoleControl control = ConsoleControl.of(code);
		if (control == null) {
			return false;
		}
		switch (control) {
			case INTERRUPT -> this.requests.interrupt(Demise.INTERRUPTED, INTERRUPTED);
			case BREAK -> this.requests.interrupt(Demise.TERMINATED, TERMINATED);
			case CLOSE -> stop(false);
			case LOGOFF -> stopUnless(this.service || !this.interactive, false);
			case SHUTDOWN -> stopUnless(this.service, true);
		}
		return true;
	}

	private void stopUnless(boolean ignored, boolean systemShutdown) {
		if (!ignored) {
			stop(systemShutdown);
		}
	}

	private void stop(boolean systemShutdown) {
		this.requests.stop(Demise.TERMINATED, systemShutdown);
		// Windows ends the process as soon as the handler returns
		this.awaitEnd.run();
	}

}
