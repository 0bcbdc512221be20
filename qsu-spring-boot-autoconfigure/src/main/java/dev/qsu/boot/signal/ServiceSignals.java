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
import java.util.Set;
import java.util.function.IntConsumer;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.ServiceProperties;
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
		return !signals(environment).isEmpty();
	}

	private static Set<String> signals(Environment environment) {
		return Binder.get(environment).bindOrCreate("qsu.service", ServiceProperties.class).getSignals();
	}

	@Override
	public void connect(ServiceHostContext context) {
		SignalHandlers handlers = SignalHandlers.find(getClass().getClassLoader());
		if (handlers != null) {
			signals(context.environment()).forEach((name) -> handle(handlers, name, action(name, context.requests())));
		}
	}

	private IntConsumer action(String name, ServiceRequests requests) {
		return switch (name) {
			case "INT" -> (number) -> requests.interrupt(Demise.INTERRUPTED, SIGNALLED + number);
			// supervisors repeat it, and end the process themselves if it takes too long
			case "TERM" -> (number) -> requests.stop(Demise.TERMINATED, false);
			case "HUP" -> (number) -> hangUp(requests);
			case "USR1" -> (number) -> requests.publish((source) -> new SvcUserEvent(source, 1));
			case "USR2" -> (number) -> requests.publish((source) -> new SvcUserEvent(source, 2));
			default -> throw new IllegalStateException("Unknown signal " + name);
		};
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
	 */
	private void hangUp(ServiceRequests requests) {
		if (this.terminal && !hasTerminal()) {
			requests.stop(Demise.TERMINATED, false);
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
