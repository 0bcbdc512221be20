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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequestSource;
import dev.qsu.boot.service.host.ServiceRequests;

/**
 * Turns signals of the operating system into requests. A handler runs on a thread of the
 * JVM and returns at once.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>
 */
class ServiceSignals implements ServiceRequestSource {

	private static final Log logger = LogFactory.getLog(ServiceSignals.class);

	private static final String TERMINAL = "/dev/tty";

	private static final int SIGNALLED = 128;

	private final boolean terminal = hasTerminal();

	@Override
	public boolean isEnabled(Environment environment) {
		return environment.getProperty("qsu.service.signals", Boolean.class, true);
	}

	@Override
	public void connect(ServiceHostContext context) {
		ServiceRequests requests = context.requests();
		handle("INT", (number) -> requests.interrupt(Demise.INTERRUPTED, SIGNALLED + number));
		handle("TERM", (number) -> requests.interrupt(Demise.TERMINATED, SIGNALLED + number));
		handle("HUP", (number) -> hangUp(requests, number));
		handle("USR1", (number) -> requests.publish((source) -> new SvcUserEvent(source, 1)));
		handle("USR2", (number) -> requests.publish((source) -> new SvcUserEvent(source, 2)));
	}

	@Override
	public void close() {
	}

	/**
	 * The signal means a reload, unless the terminal that the process was started from
	 * has been closed.
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

	/**
	 * {@code sun.misc} is exported by {@code jdk.unsupported}, but the compiler warns of
	 * it.
	 */
	private static void handle(String name, IntConsumer action) {
		try {
			Class<?> signalType = Class.forName("sun.misc.Signal");
			Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
			Object signal = signalType.getConstructor(String.class).newInstance(name);
			int number = (Integer) signalType.getMethod("getNumber").invoke(signal);
			Object handler = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] { handlerType },
					(proxy, method, arguments) -> invoke(proxy, method, arguments, () -> action.accept(number)));
			Object previous = signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
			restoreIfIgnored(signalType, handlerType, signal, previous);
		}
		catch (InvocationTargetException ex) {
			logger.debug("The JVM does not give away the signal " + name + ": " + ex.getTargetException().getMessage());
		}
		catch (ReflectiveOperationException ex) {
			logger.debug("No signals: " + ex.getMessage());
		}
	}

	/**
	 * Whoever started the process with a signal ignored, as {@code nohup} does, means it.
	 */
	private static void restoreIfIgnored(Class<?> signalType, Class<?> handlerType, Object signal, Object previous)
			throws ReflectiveOperationException {
		Object ignore = handlerType.getField("SIG_IGN").get(null);
		if (ignore.equals(previous)) {
			signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, ignore);
		}
	}

	private static @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments,
			Runnable action) {
		return switch (method.getName()) {
			case "handle" -> {
				action.run();
				yield null;
			}
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "qsu signal handler";
		};
	}

}
