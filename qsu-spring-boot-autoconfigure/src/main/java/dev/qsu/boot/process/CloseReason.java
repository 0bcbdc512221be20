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

import java.util.Arrays;

import org.springframework.boot.SpringApplication;

/**
 * Determines why an application context closes.
 */
public final class CloseReason {

	private static final String DEVTOOLS = "org.springframework.boot.devtools.restart.";

	private static final String SHUTDOWN = "java.lang.Shutdown";

	private CloseReason() {
	}

	/**
	 * Return whether DevTools closes the context to restart the application.
	 * @return whether the current thread performs a restart
	 */
	public static boolean isRestart() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> frame.getClassName().startsWith(DEVTOOLS)));
	}

	/**
	 * Return whether the process is about to end.
	 * @return whether the JVM is shutting down or {@link SpringApplication#exit} was
	 * called
	 */
	public static boolean isEndOfProcess() {
		return isShuttingDown() || isApplicationExit();
	}

	/**
	 * Return whether {@link SpringApplication#exit} closes the context.
	 * @return whether the current thread is in a call of it
	 */
	public static boolean isApplicationExit() {
		String exit = SpringApplication.class.getName();
		return StackWalker.getInstance()
			.walk((frames) -> frames
				.anyMatch((frame) -> frame.getClassName().equals(exit) && frame.getMethodName().equals("exit")));
	}

	/**
	 * Return whether the JVM is shutting down because the last non-daemon thread has
	 * ended, rather than because {@link System#exit} was called or a signal has arrived.
	 * In this case, a thread of the JVM waits in the shutdown sequence until the process
	 * ends.
	 * @return whether there is such a thread
	 */
	public static boolean isLastThreadEnded() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getClassName().equals(SHUTDOWN) && frame.getMethodName().equals("shutdown"));
	}

	/**
	 * Return whether the JVM is shutting down.
	 * @return whether shutdown hooks may be at work
	 */
	public static boolean isShuttingDown() {
		Thread hook = new Thread();
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			Runtime.getRuntime().removeShutdownHook(hook);
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

}
