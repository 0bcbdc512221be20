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

package dev.qsu.boot.jna.windows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;

import dev.qsu.boot.jna.NativeCallException;

/**
 * Controls that Windows sends to the processes of a console.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/console/handlerroutine">HandlerRoutine</a>
 */
public final class ConsoleControls {

	private static final String THREAD_NAME = "qsu-console-control";

	/** Keeps callbacks reachable: JNA frees the native part of others. */
	private static final List<Kernel32.HandlerRoutine> ROUTINES = new CopyOnWriteArrayList<>();

	private ConsoleControls() {
	}

	/**
	 * Register a handler, which is called before existing handlers such as that of the
	 * JVM.
	 * @param handler called with the code of the control, on the thread
	 * {@code qsu-console-control}; returns whether it has handled the control, so that no
	 * other handler is called
	 * @return removes the handler
	 * @throws NativeCallException if the handler cannot be registered
	 */
	public static Runnable handle(IntPredicate handler) {
		Kernel32 kernel = Kernel32.get();
		Kernel32.HandlerRoutine routine = (control) -> test(handler, control);
		Native.setCallbackThreadInitializer(routine, new CallbackThreadInitializer(true, true, THREAD_NAME));
		ROUTINES.add(routine);
		Kernel32.check(kernel.SetConsoleCtrlHandler(routine, true), "SetConsoleCtrlHandler");
		return () -> kernel.SetConsoleCtrlHandler(routine, false);
	}

	static boolean test(IntPredicate handler, int control) {
		try {
			return handler.test(control);
		}
		catch (RuntimeException | Error ex) {
			return false;
		}
	}

}
