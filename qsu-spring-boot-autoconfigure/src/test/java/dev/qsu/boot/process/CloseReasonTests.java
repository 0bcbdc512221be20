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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CloseReason}.
 */
class CloseReasonTests {

	private boolean applicationExit;

	@Test
	void whenContextIsClosedItIsNoExitOfTheApplication() {
		context().close();
		assertThat(this.applicationExit).isFalse();
	}

	@Test
	void whenSpringApplicationExitsItIsAnExitOfTheApplication() {
		SpringApplication.exit((ApplicationContext) context());
		assertThat(this.applicationExit).isTrue();
	}

	@Test
	void whenSystemExitIsCalledTheLastThreadHasNotEnded() throws Exception {
		assertThat(run("exit")).isEqualTo("false");
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
	void whenSignalArrivesTheLastThreadHasNotEnded() throws Exception {
		assertThat(run("signal")).isEqualTo("false");
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "has no virtual threads")
	void whenSystemExitIsCalledOnVirtualThreadTheLastThreadHasNotEnded() throws Exception {
		assertThat(run("virtual")).isEqualTo("false");
	}

	@Test
	void whenLastThreadEndsItHasEnded() throws Exception {
		assertThat(run("end")).isEqualTo("true");
	}

	private GenericApplicationContext context() {
		GenericApplicationContext context = new GenericApplicationContext();
		context.addApplicationListener(
				(ContextClosedEvent event) -> this.applicationExit = CloseReason.isApplicationExit());
		context.refresh();
		return context;
	}

	private static String run(String how) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Program.class.getName(), how)
			.redirectErrorStream(true)
			.start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			// the JVM may write warnings before, as on Wine
			return output.strip().lines().reduce("", (previous, line) -> line);
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * Ends in one of several ways and prints the reason that was determined.
	 */
	public static final class Program {

		private Program() {
		}

		public static void main(String[] arguments) {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(CloseReason.isLastThreadEnded())));
			switch (arguments[0]) {
				case "exit" -> new Thread(() -> System.exit(9)).start();
				case "virtual" -> startVirtual(() -> System.exit(9));
				case "signal" -> ProcessHandle.of(ProcessHandle.current().pid()).ifPresent(Program::terminate);
				default -> {
				}
			}
		}

		private static void startVirtual(Runnable task) {
			try {
				Object thread = Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
				((Thread) thread).join();
			}
			catch (ReflectiveOperationException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void terminate(ProcessHandle process) {
			try {
				new ProcessBuilder("kill", Long.toString(process.pid())).redirectErrorStream(true).start();
				Thread.sleep(10_000);
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
