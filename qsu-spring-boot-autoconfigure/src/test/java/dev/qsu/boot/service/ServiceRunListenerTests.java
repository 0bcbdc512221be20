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

package dev.qsu.boot.service;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.test.util.ReflectionTestUtils;

import dev.qsu.boot.autoconfigure.service.ServiceAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ServiceRunListener} with whole runs of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceRunListenerTests {

	private final ServiceRuntime runtime = ServiceRuntime.ofThisProcess();

	/**
	 * The thread of the service may still have to report on the application before.
	 */
	@BeforeEach
	void forget() {
		ServiceThread thread = (ServiceThread) ReflectionTestUtils.getField(this.runtime, "thread");
		assertThat(thread).isNotNull();
		thread.executeAndWait(() -> {
		}, Duration.ofSeconds(10));
		RecordingHostFactory.REPORTS.clear();
	}

	@Test
	void startIsReportedStepByStepUntilTheApplicationIsReady() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			awaitReport((status) -> status.state() == ServiceState.RUNNING);
			assertThat(texts(ServiceState.STARTING)).startsWith("Starting", "Application context prepared")
				.anyMatch((text) -> text.startsWith("Starting: created bean "))
				.containsSubsequence("Starting: early", "Starting: late", "Application context started");
			assertThat(reports(ServiceState.STARTING))
				.allSatisfy((status) -> assertThat(status.timeout()).isEqualTo(Duration.ofSeconds(7)));
			assertThat(reports(ServiceState.STARTING)).extracting(ServiceStatus::checkpoint)
				.isSorted()
				.doesNotHaveDuplicates();
			assertThat(texts(ServiceState.RUNNING)).containsExactly("Running");
			assertThat(context.getBean(ServiceInfo.class).getState()).isEqualTo(ServiceState.RUNNING);
		}
	}

	@Test
	void everyPhaseOfTheStopIsReported() {
		run(Application.class).close();
		awaitReport((status) -> status.text().equals("Stopping: early"));
		assertThat(RecordingHostFactory.REPORTS).extracting(ServiceStatus::text)
			.containsSubsequence("Stopping: late", "Stopping: early");
	}

	@Test
	void readinessIsReportedWhenItChanges() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			awaitReport((status) -> status.text().equals("Refusing traffic"));
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			awaitReport((status) -> status.text().equals("Running") && status.checkpoint() > 1);
		}
	}

	@Test
	void brokenLivenessIsAProblemUntilTheNextStart() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
			assertThat(this.runtime.problem(Duration.ofSeconds(1))).isEqualTo("the liveness state is BROKEN");
		}
		run(Application.class).close();
		assertThat(this.runtime.problem(Duration.ofSeconds(1))).isNull();
	}

	@Test
	void reloadIsReportedAndPublished() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			this.runtime.reload();
			awaitReport((status) -> status.state() == ServiceState.RELOADING);
			awaitReport(
					(status) -> status.state() == ServiceState.RUNNING && reports(ServiceState.RUNNING).size() == 2);
			assertThat(context.getBean(Application.class).thread).isEqualTo("qsu-service");
		}
	}

	@Test
	void requestsThatArriveDuringTheStartAreKeptUntilItIsOver() {
		try (ConfigurableApplicationContext context = run(ReloadedDuringStart.class)) {
			awaitReport((status) -> status.state() == ServiceState.RELOADING);
			assertThat(context.getBean(Application.class).thread).isEqualTo("qsu-service");
		}
	}

	@Test
	void longWorkOfTheApplicationIsReported() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			ServiceReporter reporter = context.getBean(ServiceReporter.class);
			reporter.report("Rebuilding the index");
			awaitReport((status) -> status.text().equals("Rebuilding the index"));
			reporter.extend(Duration.ofMinutes(3));
			awaitReport((status) -> status.timeout().equals(Duration.ofMinutes(3)));
		}
	}

	@Test
	void whenRunnerFailsReportsPhaseAndExitCode() {
		assertThatIllegalStateException().isThrownBy(() -> run(FailingRunner.class));
		ServiceStatus stopping = reports(ServiceState.STOPPING).get(0);
		assertThat(stopping.text()).isEqualTo("Failed [run] The queue is not there");
		assertThat(stopping.exitCode()).isEqualTo(1);
		assertThat(stopping.failures()).extracting(ServiceFailure::phase).containsExactly(ServicePhase.RUN);
	}

	@Test
	void whenConfigurationCannotBeReadReportsThat() {
		System.setProperty(RecordingHostFactory.PROPERTY, "");
		try {
			assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
				.isThrownBy(() -> new SpringApplicationBuilder(Application.class).registerShutdownHook(false)
					.web(WebApplicationType.NONE)
					.run("--spring.config.import=file:/nonexistent.yml"));
			ServiceStatus stopping = reports(ServiceState.STOPPING).get(0);
			assertThat(stopping.text()).startsWith("Failed [start] ").contains("nonexistent.yml");
			assertThat(stopping.exitCode()).isEqualTo(1);
		}
		finally {
			System.clearProperty(RecordingHostFactory.PROPERTY);
		}
	}

	@Test
	void runWithinARunIsNotOneOfTheService() {
		int generation = this.runtime.getGeneration();
		try (ConfigurableApplicationContext context = run(RunningAnother.class)) {
			assertThat(context.getBean(ServiceInfo.class).getGeneration()).isEqualTo(generation + 1);
		}
	}

	@Test
	void contextOfATestIsNotTheEndOfTheService() {
		ConfigurableApplicationContext context = run(Application.class);
		Application application = context.getBean(Application.class);
		context.close();
		assertThat(application.thread).isNull();
		assertThat(this.runtime.getDemise()).isNull();
	}

	@Test
	void activityIsLoggedInOneLine(CapturedOutput output) {
		run(Application.class).close();
		assertThat(output.toString().lines().filter((line) -> line.contains("Launched by"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains(", recording"));
	}

	private static ConfigurableApplicationContext run(Class<?> source) {
		return new SpringApplicationBuilder(Application.class, source).registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run("--" + RecordingHostFactory.PROPERTY, "--qsu.service.start-timeout=7s", "--qsu.launcher=none");
	}

	private static void awaitReport(Predicate<ServiceStatus> predicate) {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(RecordingHostFactory.REPORTS).anyMatch(predicate));
	}

	private static List<ServiceStatus> reports(ServiceState state) {
		return RecordingHostFactory.REPORTS.stream().filter((status) -> status.state() == state).toList();
	}

	private static List<String> texts(ServiceState state) {
		return reports(state).stream().map(ServiceStatus::text).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ServiceAutoConfiguration.class)
	static class Application {

		private volatile String thread;

		@EventListener
		void remember(SvcEvent event) {
			this.thread = Thread.currentThread().getName();
		}

		@Bean
		Object slow() throws InterruptedException {
			Thread.sleep(300);
			return new Object();
		}

		@Bean
		Part early() {
			return new Part(-5);
		}

		@Bean
		Part late() {
			return new Part(5);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReloadedDuringStart {

		@Bean
		Object reloading() {
			ServiceRuntime.ofThisProcess().reload();
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingRunner {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				throw new IllegalStateException("The queue is not there");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RunningAnother {

		@Bean
		Object another() {
			new SpringApplicationBuilder(Empty.class).registerShutdownHook(false)
				.web(WebApplicationType.NONE)
				.run()
				.close();
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

	static class Part implements SmartLifecycle {

		private final int phase;

		private volatile boolean running;

		Part(int phase) {
			this.phase = phase;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
