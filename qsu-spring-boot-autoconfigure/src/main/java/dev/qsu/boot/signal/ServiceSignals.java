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

package dev.qsu.boot.signal;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

import org.springframework.core.env.Environment;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequestSource;
import dev.qsu.boot.service.host.ServiceRequests;

/**
 * Source of requests that handles signals of the operating system. A handler runs on a
 * thread of the JVM and returns immediately.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
class ServiceSignals implements ServiceRequestSource {

	private static final String TERMINAL = "/dev/tty";

	private static final int SIGNALLED = 128;

	private final boolean terminal = hasTerminal();

	private final List<Runnable> restorations = new ArrayList<>();

	@Override
	public boolean isEnabled(Environment environment) {
		return environment.getProperty("qsu.service.signals", Boolean.class, true);
	}

	@Override
	public void connect(ServiceHostContext context) {
		SignalHandlers handlers = SignalHandlers.find(getClass().getClassLoader());
		if (handlers != null) {
			connect(handlers, context.requests());
		}
	}

	private void connect(SignalHandlers handlers, ServiceRequests requests) {
		handle(handlers, "INT", (number) -> requests.interrupt(Demise.INTERRUPTED, SIGNALLED + number));
		handle(handlers, "TERM", (number) -> requests.interrupt(Demise.TERMINATED, SIGNALLED + number));
		handle(handlers, "HUP", (number) -> hangUp(requests, number));
		handle(handlers, "USR1", (number) -> requests.publish((source) -> new SvcUserEvent(source, 1)));
		handle(handlers, "USR2", (number) -> requests.publish((source) -> new SvcUserEvent(source, 2)));
	}

	private void handle(SignalHandlers handlers, String name, IntConsumer action) {
		this.restorations.add(handlers.handle(name, action));
	}

	@Override
	public void close() {
		this.restorations.forEach(Runnable::run);
		this.restorations.clear();
	}

	/**
	 * Request a reload, or a stop if the terminal from which the process was started has
	 * been closed.
	 * @param requests accepts the request
	 * @param number the number of the signal
	 */
	private void hangUp(ServiceRequests requests, int number) {
		if (this.terminal && !hasTerminal()) {
			requests.interrupt(Demise.TERMINATED, SIGNALLED + number);
		}
		else {
			requests.reload();
		}
	}

	private static boolean hasTerminal() {
		try {
			new FileInputStream(TERMINAL).close();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
