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

package dev.qsu.sample.app;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;

import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcResumeEvent;
import dev.qsu.boot.service.SvcShutdownEvent;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.sample.SampleApplication;

/**
 * Service whose active profiles determine how it behaves. A service has no standard
 * output, so it writes to its log. With the argument {@code sample}, it is also the
 * sample; otherwise it has no auto-configuration and starts quickly.
 */
@Configuration(proxyBeanMethods = false)
@Import({ ScenarioApplication.SlowStart.class, ScenarioApplication.FailingStart.class,
		ScenarioApplication.FailingRunner.class, ScenarioApplication.FailingStop.class,
		ScenarioApplication.HungStart.class, ScenarioApplication.HungRunner.class, ScenarioApplication.HungStop.class,
		ScenarioApplication.HungDestroy.class, ScenarioApplication.HungLifecycle.class,
		ScenarioApplication.HungHook.class, ScenarioApplication.SlowHook.class, ScenarioApplication.ExitInStop.class })
public class WindowsServiceApplication {

	private static final Log logger = LogFactory.getLog(WindowsServiceApplication.class);

	public static void main(String[] args) {
		List<String> arguments = Arrays.asList(args);
		SpringApplication application = new SpringApplication(WindowsServiceApplication.class);
		if (arguments.contains("sample")) {
			application.addPrimarySources(List.of(SampleApplication.class));
		}
		SlowEnvironment slowEnvironment = new SlowEnvironment();
		if (arguments.contains("slow-environment")) {
			application.addListeners(slowEnvironment);
		}
		ConfigurableApplicationContext context = run(application, args);
		logger.info("ENVIRONMENT AFTER " + slowEnvironment.end);
		if (context.getEnvironment().matchesProfiles("exit-code")) {
			System.exit(SpringApplication.exit(context));
		}
		if (context.getEnvironment().matchesProfiles("end")) {
			context.close();
		}
		if (context.getEnvironment().matchesProfiles("forgotten")) {
			new Thread(() -> ScenarioApplication.sleep(Duration.ofMinutes(2)), "forgotten-thread").start();
			ScenarioApplication.sleep(Duration.ofSeconds(1));
			context.close();
		}
		if (context.getEnvironment().matchesProfiles("failing-main")) {
			throw new IllegalStateException("The report cannot be sent");
		}
	}

	private static ConfigurableApplicationContext run(SpringApplication application, String[] args) {
		try {
			return application.run(args);
		}
		catch (BeanCreationException ex) {
			if (ex.getMostSpecificCause() instanceof UnsupportedOperationException) {
				return application.run(args);
			}
			throw ex;
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Profile("phases")
	static class Phases {

		@Bean
		SmartLifecycle early() {
			return new SlowLifecycle(1000);
		}

		@Bean
		SmartLifecycle late() {
			return new SlowLifecycle(2000);
		}

		@EventListener
		void print(SvcShutdownEvent event) {
			logger.info("EVENT " + event.getClass().getSimpleName() + " " + event.getDemise());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("slow-pause")
	static class SlowPause {

		@EventListener
		void pause(SvcPauseEvent event) {
			ScenarioApplication.sleep(Duration.ofMillis(500));
		}

		@EventListener
		void resume(SvcResumeEvent event) {
			ScenarioApplication.sleep(Duration.ofMillis(500));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-runner-with-code")
	static class FailingRunnerWithCode {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				throw new ScenarioApplication.CodedException(7);
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-handler")
	static class FailingHandler {

		FailingHandler() {
			SpringApplication.getShutdownHandlers().add(() -> {
				throw new IllegalStateException("The connection is gone");
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("second-attempt")
	static class SecondAttempt {

		private static int attempts;

		SecondAttempt() {
			if (attempts++ == 0) {
				throw new UnsupportedOperationException("The first attempt fails");
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("exit-code")
	static class ExitCode {

		@Bean
		ExitCodeGenerator exitCodeGenerator() {
			return () -> 7;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("exit-when-running")
	static class ExitWhenRunning {

		@EventListener
		void exit(SvcUserEvent event) {
			System.exit(SpringApplication.exit(event.getApplicationContext(), () -> 5));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("fatal-error")
	static class FatalError {

		@EventListener
		void fail(SvcUserEvent event) {
			try {
				throw new OutOfMemoryError("The index does not fit");
			}
			catch (OutOfMemoryError ex) {
				System.exit(6);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("exit-of-thread")
	static class ExitOfThread {

		@EventListener
		void exit(ApplicationReadyEvent event) {
			new Thread(() -> {
				ScenarioApplication.sleep(Duration.ofSeconds(1));
				System.exit(9);
			}).start();
		}

	}

	/**
	 * Expects the codes 128 to 255 in a loop.
	 */
	@Configuration(proxyBeanMethods = false)
	@Profile("sequence")
	static class Sequence {

		private int count;

		private int surprises;

		@EventListener
		void check(SvcUserEvent event) {
			if (event.getCode() != 128 + this.count % 128) {
				this.surprises++;
			}
			this.count++;
			if (this.count % 1000 == 0) {
				long memory = Runtime.getRuntime().totalMemory() / 1024 / 1024;
				logger.info(
						"SEQUENCE of " + this.count + ", " + this.surprises + " surprises, heap of " + memory + " MB");
			}
		}

	}

	/**
	 * Delays the start before there is an environment.
	 */
	private static final class SlowEnvironment
			implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

		private long end;

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			ScenarioApplication.sleep(Duration.ofSeconds(5));
			this.end = System.currentTimeMillis();
		}

	}

	/**
	 * Takes long to stop.
	 */
	private static final class SlowLifecycle implements SmartLifecycle {

		private final int phase;

		private volatile boolean running;

		SlowLifecycle(int phase) {
			this.phase = phase;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			ScenarioApplication.sleep(Duration.ofMillis(300));
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
