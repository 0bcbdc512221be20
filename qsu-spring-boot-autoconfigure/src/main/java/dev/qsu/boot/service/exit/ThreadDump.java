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

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Describes the threads of this process, for the log.
 */
public final class ThreadDump {

	private ThreadDump() {
	}

	/**
	 * Return the stack of every thread.
	 * @return a paragraph for each thread
	 */
	public static String ofAllThreads() {
		StringBuilder dump = new StringBuilder();
		Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.sorted(Comparator.comparing((entry) -> entry.getKey().getName()))
			.forEach((entry) -> append(dump, entry));
		return dump.toString();
	}

	private static void append(StringBuilder dump, Map.Entry<Thread, StackTraceElement[]> entry) {
		Thread thread = entry.getKey();
		dump.append("\n\"").append(thread.getName()).append('"');
		dump.append((thread.isDaemon()) ? " daemon " : " ").append(thread.getState());
		for (StackTraceElement frame : entry.getValue()) {
			dump.append("\n\tat ").append(frame);
		}
		dump.append('\n');
	}

	/**
	 * Return the threads that keep the JVM alive.
	 * @return their names, separated by commas
	 */
	public static String namesOfNonDaemonThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !thread.isDaemon())
			.map(Thread::getName)
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
