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

package dev.qsu.boot.service.exit;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.JniFunctions;
import dev.qsu.boot.jna.NativeCallException;

/**
 * The shutdown hooks of this process. The JVM starts them all at once, waits for them,
 * and offers no way to ask which there are.
 */
final class ShutdownHooks {

	private static final Log logger = LogFactory.getLog(ShutdownHooks.class);

	private static final String CLASS = "java.lang.ApplicationShutdownHooks";

	private static final String FIELD = "hooks";

	private final Map<?, ?> hooks;

	private ShutdownHooks(Map<?, ?> hooks) {
		this.hooks = hooks;
	}

	/**
	 * Find the hooks. Must be called before the JVM shuts down, which then forgets the
	 * map but does not change it.
	 * @return the hooks, including those that will be added, or {@code null} if they
	 * cannot be found, which has been logged
	 */
	static @Nullable ShutdownHooks find() {
		return find(CLASS, FIELD);
	}

	static @Nullable ShutdownHooks find(String className, String fieldName) {
		try {
			Field field = Class.forName(className).getDeclaredField(fieldName);
			JniFunctions.makeAccessible(field);
			return (field.get(null) instanceof Map<?, ?> hooks) ? new ShutdownHooks(hooks) : null;
		}
		catch (ReflectiveOperationException | NoSuchFieldError | NativeCallException ex) {
			logger.warn("The end of the service is reported without waiting for the shutdown hooks of the application,"
					+ " because this Java runtime does not tell which there are: " + ex);
			return null;
		}
	}

	/**
	 * Return the hooks. To be called when the JVM shuts down, on the thread of a hook.
	 * @return the threads of all hooks except that of the caller
	 */
	List<Thread> others() {
		List<Thread> others = new ArrayList<>();
		for (Object hook : this.hooks.keySet()) {
			if (hook instanceof Thread thread && thread != Thread.currentThread()) {
				others.add(thread);
			}
		}
		return others;
	}

}
