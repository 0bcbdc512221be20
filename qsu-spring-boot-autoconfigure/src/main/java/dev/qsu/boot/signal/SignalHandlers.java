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

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Handles signals with {@code sun.misc.Signal}, of which no other class knows. The module
 * {@code jdk.unsupported} exports it, but the compiler warns of it, and a Java runtime
 * may be without that module.
 */
final class SignalHandlers {

	private static final Log logger = LogFactory.getLog(SignalHandlers.class);

	private static final String JDK = "sun.misc.";

	private final Constructor<?> constructor;

	private final Method number;

	private final Method handle;

	private final Class<?> handlerType;

	private final Object ignore;

	private SignalHandlers(Class<?> signalType, Class<?> handlerType) throws ReflectiveOperationException {
		this.constructor = signalType.getConstructor(String.class);
		this.number = signalType.getMethod("getNumber");
		this.handle = signalType.getMethod("handle", signalType, handlerType);
		this.handlerType = handlerType;
		this.ignore = handlerType.getField("SIG_IGN").get(null);
	}

	/**
	 * Find out what the Java runtime has.
	 * @param classLoader where to look
	 * @return the handlers, or {@code null} if signals cannot be handled, which has been
	 * logged
	 */
	static @Nullable SignalHandlers find(ClassLoader classLoader) {
		try {
			return new SignalHandlers(Class.forName(JDK + "Signal", true, classLoader),
					Class.forName(JDK + "SignalHandler", true, classLoader));
		}
		catch (ReflectiveOperationException ex) {
			logger.warn("Signals of the operating system are not turned into events, because this Java runtime has no"
					+ " sun.misc.Signal as it is known (" + ex + "). Add the module jdk.unsupported to the runtime, or"
					+ " set 'qsu.service.signals=false'");
			return null;
		}
	}

	/**
	 * Handle a signal, unless somebody else does on purpose.
	 * @param name the name of the signal, without {@code SIG}
	 * @param action given the number of the signal, on a thread of the JVM
	 * @return gives the signal back to whom it belonged before; does nothing if the
	 * signal is not handled here
	 */
	Runnable handle(String name, IntConsumer action) {
		try {
			Object signal = this.constructor.newInstance(name);
			int value = (Integer) this.number.invoke(signal);
			Object handler = Proxy.newProxyInstance(this.handlerType.getClassLoader(),
					new Class<?>[] { this.handlerType },
					(proxy, method, arguments) -> invoke(proxy, method, arguments, () -> action.accept(value)));
			Object previous = this.handle.invoke(null, signal, handler);
			if (!isIntended(previous)) {
				return () -> restore(name, signal, handler, previous);
			}
			this.handle.invoke(null, signal, previous);
			logger.debug("The signal " + name + " is left to " + previous);
		}
		catch (InvocationTargetException ex) {
			logger.debug("The JVM reserves the signal " + name + ": " + ex.getTargetException().getMessage());
		}
		catch (ReflectiveOperationException ex) {
			logger.warn("The signal " + name + " is not turned into an event: " + ex);
		}
		return () -> {
		};
	}

	private void restore(String name, Object signal, Object handler, @Nullable Object previous) {
		// A handler that somebody has installed since then stays.
		try {
			Object current = this.handle.invoke(null, signal, previous);
			if (!handler.equals(current)) {
				this.handle.invoke(null, signal, current);
			}
		}
		catch (ReflectiveOperationException ex) {
			logger.warn("The signal " + name + " is still turned into an event: " + ex);
		}
	}

	private boolean isIntended(@Nullable Object previous) {
		// A process started with a signal ignored, as by nohup, is meant to ignore it,
		// and an application with a handler of its own is meant to use that. The
		// handlers of the JVM and the default are classes of the JDK.
		return previous != null && (previous.equals(this.ignore) || !previous.getClass().getName().startsWith(JDK));
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
