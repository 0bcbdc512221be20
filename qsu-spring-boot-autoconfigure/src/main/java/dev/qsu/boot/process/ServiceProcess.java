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

package dev.qsu.boot.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Holder of state that belongs to the process rather than to an application context. A
 * process is one service while contexts come and go, so this class and the instances that
 * it holds live in the base class loader and survive restarts of the context.
 */
public final class ServiceProcess {

	private static final Map<Class<?>, Object> INSTANCES = new ConcurrentHashMap<>();

	private ServiceProcess() {
	}

	/**
	 * Return the single instance of a type in this process.
	 * @param <T> the type
	 * @param type the type
	 * @param supplier creates the instance if there is none yet
	 * @return the instance
	 */
	public static <T> T get(Class<T> type, Supplier<T> supplier) {
		return type.cast(INSTANCES.computeIfAbsent(type, (key) -> supplier.get()));
	}

}
