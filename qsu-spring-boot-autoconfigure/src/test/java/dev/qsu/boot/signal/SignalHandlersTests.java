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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignalHandlers}, with a signal that does nothing by default.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnabledOnOs(OS.LINUX)
class SignalHandlersTests {

	private static final String NAME = "WINCH";

	private static final int NUMBER = 28;

	private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();

	@BeforeEach
	@AfterEach
	void restore() throws ReflectiveOperationException {
		replace("SIG_DFL");
	}

	@Test
	void signalIsHandled() throws Exception {
		handle("ours");
		raise();
		assertThat(this.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("ours " + NUMBER);
	}

	@Test
	void whenSignalIsIgnoredItStaysSo() throws ReflectiveOperationException {
		replace("SIG_IGN");
		handle("ours");
		assertThat(replace("SIG_DFL")).isEqualTo(handler("SIG_IGN"));
	}

	@Test
	void whenApplicationHandlesSignalItGoesOnToDoSo() throws Exception {
		handle("application");
		handle("ours");
		raise();
		assertThat(this.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("application " + NUMBER);
	}

	@Test
	void whenGivenBackSignalIsHandledAsBefore() throws Exception {
		handle("ours").run();
		assertThat(replace("SIG_DFL")).isEqualTo(handler("SIG_DFL"));
	}

	@Test
	void whenApplicationHandlesSignalLaterGivingItBackChangesNothing() throws Exception {
		Runnable restoration = handle("ours");
		replace("SIG_IGN");
		restoration.run();
		assertThat(replace("SIG_DFL")).isEqualTo(handler("SIG_IGN"));
	}

	@Test
	void whenSignalDoesNotExistNothingHappens(CapturedOutput output) {
		SignalHandlers handlers = SignalHandlers.find(getClass().getClassLoader());
		assertThat(handlers).isNotNull();
		handlers.handle("NONE", (number) -> this.calls.add("ours"));
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void whenJavaRuntimeHasNoSignalsThatIsLogged(CapturedOutput output) {
		assertThat(SignalHandlers.find(new FilteredClassLoader("sun.misc"))).isNull();
		assertThat(output).contains("Signals of the operating system are not turned into events")
			.contains("Add the module jdk.unsupported to the runtime");
	}

	private Runnable handle(String who) {
		SignalHandlers handlers = SignalHandlers.find(getClass().getClassLoader());
		assertThat(handlers).isNotNull();
		return handlers.handle(NAME, (number) -> this.calls.add(who + " " + number));
	}

	private static @Nullable Object replace(String handler) throws ReflectiveOperationException {
		return type("Signal").getMethod("handle", type("Signal"), type("SignalHandler"))
			.invoke(null, signal(), handler(handler));
	}

	private static void raise() throws ReflectiveOperationException {
		type("Signal").getMethod("raise", type("Signal")).invoke(null, signal());
	}

	private static Object signal() throws ReflectiveOperationException {
		return type("Signal").getConstructor(String.class).newInstance(NAME);
	}

	private static Object handler(String name) throws ReflectiveOperationException {
		return type("SignalHandler").getField(name).get(null);
	}

	/**
	 * The compiler warns of these types.
	 */
	private static Class<?> type(String name) throws ClassNotFoundException {
		return Class.forName("sun.misc." + name);
	}

}
