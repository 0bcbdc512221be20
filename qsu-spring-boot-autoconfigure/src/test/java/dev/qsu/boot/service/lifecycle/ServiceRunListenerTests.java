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

package dev.qsu.boot.service.lifecycle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextPausedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.test.util.ReflectionTestUtils;

import dev.qsu.boot.autoconfigure.service.ServiceAutoConfiguration;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceReporter;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.ServiceStateChangedEvent;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcResumeEvent;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.host.ServiceStartException;
import dev.qsu.boot.service.host.ServiceStatus;
import dev.qsu.boot.service.host.StartParameters;
import dev.qsu.boot.windows.event.SvcVetoableEvent;

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
	 * Wait for the service thread, which may still report on the previous application.
	 */
	@BeforeEach
	void forget() {
		awaitServiceThread();
		RecordingHostFactory.REPORTS.clear();
	}

	private void awaitServiceThread() {
		ServiceThread thread = (ServiceThread) ReflectionTestUtils.getField(this.runtime, "thread");
		assertThat(thread).isNotNull();
		thread.executeAndWait(() -> {
		}, Duration.ofSeconds(10));
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
			this.runtime.getRequests().reload();
			awaitReport((status) -> status.state() == ServiceState.RELOADING);
			awaitReport(
					(status) -> status.state() == ServiceState.RUNNING && reports(ServiceState.RUNNING).size() == 2);
			assertThat(context.getBean(Application.class).thread).isEqualTo("qsu-service");
		}
	}

	@Test
	void whenReloadIsIgnoredAfterAFailedStartTheNextOneIsNot() {
		assertThatIllegalStateException().isThrownBy(() -> run(FailingRunner.class));
		this.runtime.getRequests().reload();
		awaitServiceThread();
		try (ConfigurableApplicationContext context = run(Application.class)) {
			awaitReport((status) -> status.state() == ServiceState.RUNNING);
			this.runtime.getRequests().reload();
			await().untilAsserted(
					() -> assertThat(context.getBean(Application.class).events).containsExactly("SvcReloadEvent"));
		}
	}

	@Test
	void requestsThatArriveDuringTheStartArePendingUntilItHasEnded() {
		try (ConfigurableApplicationContext context = run(ReloadedDuringStart.class)) {
			awaitReport((status) -> status.state() == ServiceState.RELOADING);
			awaitReport(
					(status) -> status.state() == ServiceState.RUNNING && reports(ServiceState.RUNNING).size() == 2);
			assertThat(context.getBean(Application.class).thread).isEqualTo("qsu-service");
			this.runtime.getRequests().reload();
			awaitReport(
					(status) -> status.state() == ServiceState.RUNNING && reports(ServiceState.RUNNING).size() == 3);
			assertThat(context.getBean(Application.class).events).as("three requests made one, and another one later")
				.containsExactly("SvcReloadEvent", "SvcReloadEvent");
		}
	}

	@Test
	void hostPreparesBeforeTheServiceIsReportedToRun() {
		RecordingHostFactory.preparations = List.of();
		try (ConfigurableApplicationContext context = run(Application.class)) {
			awaitReport((status) -> status.state() == ServiceState.RUNNING);
			assertThat(context.isActive()).isTrue();
			assertThat(RecordingHostFactory.preparations).isNotEmpty().containsOnly(ServiceState.STARTING);
		}
	}

	@Test
	void pauseAndResumeAreReportedAndPublished() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			Application application = context.getBean(Application.class);
			assertThat(this.runtime.getRequests().isPauseable()).isTrue();
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.state() == ServiceState.PAUSED);
			assertThat(states()).containsSubsequence(ServiceState.RUNNING, ServiceState.PAUSING, ServiceState.PAUSED);
			assertThat(context.getBean("early", Part.class).isRunning()).isFalse();
			assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
				.isEqualTo(ReadinessState.REFUSING_TRAFFIC);
			assertThat(application.events).containsExactly("SvcPauseEvent");
			this.runtime.getRequests().resume();
			await().untilAsserted(() -> assertThat(states()).containsSubsequence(ServiceState.PAUSED,
					ServiceState.RESUMING, ServiceState.RUNNING));
			assertThat(context.getBean("early", Part.class).isRunning()).isTrue();
			await().untilAsserted(() -> assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
				.isEqualTo(ReadinessState.ACCEPTING_TRAFFIC));
			assertThat(application.events).containsExactly("SvcPauseEvent", "SvcResumeEvent");
			assertThat(reports(ServiceState.PAUSING).get(0).timeout()).isEqualTo(Duration.ofSeconds(60));
			assertThat(reports(ServiceState.RESUMING).get(0).timeout()).isEqualTo(Duration.ofSeconds(7));
		}
	}

	@Test
	void whenOneListenerFailsToPauseTheOthersResume() {
		try (ConfigurableApplicationContext context = run(FailingPause.class)) {
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.text().startsWith("Running, but the pause failed"));
			assertThat(context.getBean(Application.class).events).containsExactly("SvcPauseEvent", "SvcResumeEvent");
			assertThat(readiness(context)).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
		}
	}

	@Test
	void whenOneListenerFailsToResumeTheOthersPauseAgain() {
		try (ConfigurableApplicationContext context = run(FailingResume.class)) {
			this.runtime.getRequests().pause();
			this.runtime.getRequests().resume();
			awaitReport((status) -> status.text().startsWith("Paused, because the resume failed"));
			assertThat(context.getBean(Application.class).events).containsExactly("SvcPauseEvent", "SvcResumeEvent",
					"SvcPauseEvent");
			assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		}
	}

	@Test
	void whenApplicationRefusedTrafficBeforeThePauseItDoesSoAfterwards() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.state() == ServiceState.PAUSED);
			this.runtime.getRequests().resume();
			awaitReport((status) -> status.state() == ServiceState.RESUMING);
			this.runtime.getRequests().publish((source) -> new SvcUserEvent(source, 200));
			await().atMost(Duration.ofSeconds(20))
				.until(() -> context.getBean(Application.class).events.contains("SvcUserEvent"));
			assertThat(readiness(context)).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		}
	}

	@Test
	void phasesThatPauseAreSteps() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			this.runtime.getRequests().pause();
			this.runtime.getRequests().resume();
			awaitReport((status) -> status.state() == ServiceState.RESUMING);
			this.runtime.getRequests().publish((source) -> new SvcUserEvent(source, 200));
			await().atMost(Duration.ofSeconds(20))
				.until(() -> context.getBean(Application.class).events.contains("SvcUserEvent"));
			assertThat(reports(ServiceState.PAUSING)).extracting(ServiceStatus::text)
				.containsSubsequence("Pausing", "Stopping: late", "Stopping: early");
			assertThat(reports(ServiceState.RESUMING)).extracting(ServiceStatus::text)
				.containsSubsequence("Resuming", "Starting: early", "Starting: late");
		}
	}

	@Test
	void whenPausedLoggingIsLeftAlone() {
		SmartLifecycle logging;
		try (ConfigurableApplicationContext context = run(Application.class)) {
			logging = context.getBean("springBootLoggingLifecycle", SmartLifecycle.class);
			assertThat(logging.isRunning()).isTrue();
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.state() == ServiceState.PAUSED);
			assertThat(logging.isRunning()).isTrue();
			assertThat(logging.getPhase()).isEqualTo(Integer.MIN_VALUE + 1);
		}
		assertThat(logging.isRunning()).isFalse();
	}

	@Test
	void whenNothingCanBePausedIsNotPauseable() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Empty.class)
			.registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run("--" + RecordingHostFactory.PROPERTY, "--qsu.launcher=none")) {
			assertThat(context.isActive()).isTrue();
			assertThat(this.runtime.getRequests().isPauseable()).isFalse();
		}
	}

	@Test
	void whenListenerFailsToPauseTheServiceContinues() {
		try (ConfigurableApplicationContext context = run(FailingPause.class)) {
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.text().equals("Running, but the pause failed: [run] Not now"));
			assertThat(this.runtime.getMachine().getState()).isEqualTo(ServiceState.RUNNING);
			assertThat(context.getBean("early", Part.class).isRunning()).isTrue();
			assertThat(this.runtime.getMachine().getFailures()).hasSize(1);
		}
	}

	@Test
	void whenListenerFailsToResumeTheServiceStaysPaused() {
		try (ConfigurableApplicationContext context = run(FailingResume.class)) {
			this.runtime.getRequests().pause();
			this.runtime.getRequests().resume();
			awaitReport((status) -> status.text().equals("Paused, because the resume failed: [run] Not yet"));
			assertThat(this.runtime.getMachine().getState()).isEqualTo(ServiceState.PAUSED);
			assertThat(context.getBean("early", Part.class).isRunning()).isFalse();
			assertThat(context.getBean(ApplicationAvailability.class).getReadinessState())
				.isEqualTo(ReadinessState.REFUSING_TRAFFIC);
		}
	}

	@Test
	void whenContextCannotBePausedTheServiceContinues() {
		try (ConfigurableApplicationContext context = run(FailingContextListener.class)) {
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.text().equals("Running, but the pause failed: [run] Cannot pause"));
			assertThat(context.getBean("early", Part.class).isRunning()).isTrue();
		}
	}

	@Test
	void whenPausedAReloadLeavesItPaused() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			this.runtime.getRequests().pause();
			this.runtime.getRequests().reload();
			this.runtime.getRequests().pause();
			awaitReport((status) -> status.state() == ServiceState.PAUSED && status.checkpoint() == 1);
			assertThat(context.getBean(Application.class).events).containsExactly("SvcPauseEvent", "SvcReloadEvent");
			assertThat(reports(ServiceState.RELOADING)).isEmpty();
		}
	}

	@Test
	void whenNotPausedThereIsNothingToResume() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			this.runtime.getRequests().resume();
			this.runtime.getRequests().reload();
			awaitReport((status) -> status.state() == ServiceState.RELOADING);
			awaitReport(
					(status) -> status.state() == ServiceState.RUNNING && reports(ServiceState.RUNNING).size() == 2);
			assertThat(context.getBean(Application.class).events).containsExactly("SvcReloadEvent");
		}
	}

	@Test
	void whenListenerDeniesTheCallerGetsTheDenial() {
		try (ConfigurableApplicationContext context = run(Denying.class)) {
			Question asked = this.runtime.getRequests()
				.publishAndWait((source) -> new Question(source, true), Duration.ofSeconds(20));
			assertThat(asked).isNotNull();
			assertThat(asked.getDenial()).isEqualTo(42);
			assertThat(context.getBean(Application.class).thread).isEqualTo("qsu-service");
		}
	}

	@Test
	void whenNoListenerDeniesTheCallerGetsNoDenial() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			Question asked = this.runtime.getRequests()
				.publishAndWait((source) -> new Question(source, true), Duration.ofSeconds(20));
			assertThat(asked).isNotNull();
			assertThat(asked.getDenial()).isNull();
			assertThat(context.getBean(Application.class).events).containsExactly("Question");
		}
	}

	@Test
	void whenListenersTakeTooLongTheCallerDoesNotWait(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Dreaming.class)) {
			CountDownLatch awake = context.getBean(CountDownLatch.class);
			long start = System.nanoTime();
			Question asked = this.runtime.getRequests()
				.publishAndWait((source) -> new Question(source, true), Duration.ofMillis(200));
			assertThat((asked != null) ? asked.getDenial() : null).isNull();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			assertThat(output).contains("The listeners did not return within 200 ms; continuing without them");
			awake.countDown();
		}
	}

	@Test
	void whenTooManyRequestsArePendingRejectsMore() {
		try (ConfigurableApplicationContext context = run(Dreaming.class)) {
			CountDownLatch awake = context.getBean(CountDownLatch.class);
			await().atMost(Duration.ofSeconds(20))
				.until(() -> context.getBean(Application.class).changes.contains("STARTING -> RUNNING"));
			ServiceRequests requests = this.runtime.getRequests();
			requests.publish((source) -> new Question(source, false));
			await().atMost(Duration.ofSeconds(20)).until(() -> context.getBean(Dreaming.class).asleep);
			int accepted = 0;
			while (requests.publish((source) -> new SvcUserEvent(source, 200))) {
				accepted++;
			}
			assertThat(accepted).isEqualTo(ServiceRequestQueue.MAX_PENDING);
			assertThat(requests.reload()).isFalse();
			awake.countDown();
			await().atMost(Duration.ofSeconds(20))
				.until(() -> requests.publish((source) -> new SvcUserEvent(source, 201)));
			int expected = accepted + 2;
			await().atMost(Duration.ofSeconds(60))
				.until(() -> context.getBean(Application.class).events.size() == expected);
		}
	}

	@Test
	void serviceManagerPassesNameAndArguments() {
		RecordingHostFactory.given = new StartParameters("Orders",
				List.of("--server.port=2", "--qsu.service.name=x", "more"));
		try (ConfigurableApplicationContext context = run(ArgumentsRunner.class)) {
			assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("2");
			assertThat(context.getEnvironment().getProperty("qsu.service.name")).isEqualTo("Orders");
			assertThat(context.getBean(ServiceProperties.class).getName()).isEqualTo("Orders");
			ApplicationArguments arguments = context.getBean(ApplicationArguments.class);
			assertThat(arguments.getSourceArgs()).endsWith("--server.port=2", "--qsu.service.name=x", "more");
			assertThat(arguments.getOptionValues("server.port")).containsExactly("2");
			assertThat(arguments.getNonOptionArgs()).containsExactly("more");
			assertThat(context.getBean(ArgumentsRunner.class).arguments).isSameAs(arguments);
			assertThat(context.getBean(ArgumentsRunner.class).commandLine).isEqualTo(arguments.getSourceArgs());
		}
		finally {
			RecordingHostFactory.given = null;
		}
	}

	@Test
	void whenProcessIsNotTheApplicationsServiceManagerIsNotAsked() {
		RecordingHostFactory.given = new StartParameters("Tomcat", List.of("--server.port=2"));
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(context.getEnvironment().containsProperty("qsu.service.name")).isFalse();
			assertThat(context.getEnvironment().containsProperty("server.port")).isFalse();
		}
		finally {
			RecordingHostFactory.given = null;
		}
	}

	@Test
	void serviceManagerAddsDefaultsToTheConfigurationFiles(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		Path file = Files.writeString(directory.resolve("application.properties"), "test.seen=file");
		RecordingHostFactory.given = new StartParameters("Orders", List.of("--spring.config.location=" + file.toUri()));
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(context.getEnvironment().getProperty("test.default")).isEqualTo("file");
			assertThat(context.getEnvironment().getProperty("test.seen")).isEqualTo("file");
			assertThat(output).containsOnlyOnce("Adding defaults");
		}
		finally {
			RecordingHostFactory.given = null;
		}
	}

	@Test
	void serviceManagerAddsNothingToOtherApplicationInTheRun() {
		RecordingHostFactory.given = new StartParameters("Orders", List.of());
		try (ConfigurableApplicationContext context = run(RunningAnother.class)) {
			assertThat(context.getEnvironment().containsProperty("test.default")).isTrue();
			assertThat(context.getBean("another")).isEqualTo("no default");
		}
		finally {
			RecordingHostFactory.given = null;
		}
	}

	@Test
	void whenConfigurationCannotBeReadTheFailureIsInTheLogFileOfTheServiceManager() throws Exception {
		Path file = Path.of("target", "early-failure.log");
		Files.deleteIfExists(file);
		RecordingHostFactory.logFile = file.toString();
		RecordingHostFactory.given = new StartParameters("Orders",
				List.of("--spring.config.import=file:/nonexistent.yml"));
		try {
			assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
				.isThrownBy(() -> run(Application.class));
			assertThat(file).content().contains("APPLICATION FAILED TO START").contains("nonexistent.yml");
		}
		finally {
			RecordingHostFactory.given = null;
			RecordingHostFactory.logFile = null;
		}
	}

	@Test
	void whenConfigurationCannotBeReadWithoutServiceManagerLoggingIsLeftAlone() throws Exception {
		Path file = Path.of("target", "early-failure.log");
		Files.deleteIfExists(file);
		assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).registerShutdownHook(false)
				.web(WebApplicationType.NONE)
				.run("--spring.config.import=file:/nonexistent.yml", "--logging.file.name=" + file));
		assertThat(file).doesNotExist();
	}

	@Test
	void whenNeitherConfigurationNorLogFileCanBeUsedReportsTheFormer(CapturedOutput output) {
		System.setProperty(RecordingHostFactory.PROPERTY, "");
		RecordingHostFactory.logFile = "${logging.file.name}";
		RecordingHostFactory.given = new StartParameters("Orders",
				List.of("--spring.config.import=file:/nonexistent.yml"));
		try {
			assertThatExceptionOfType(ConfigDataResourceNotFoundException.class)
				.isThrownBy(() -> run(Application.class));
			assertThat(reports(ServiceState.STOPPING).get(0).text()).contains("nonexistent.yml");
			assertThat(output).contains("The failure of the start could not be written to the default log file");
		}
		finally {
			System.clearProperty(RecordingHostFactory.PROPERTY);
			RecordingHostFactory.given = null;
			RecordingHostFactory.logFile = null;
		}
	}

	@Test
	void whenStartFailsLaterTheLogStaysWhereItIsConfigured() throws Exception {
		Path file = Path.of("target", "early-failure.log");
		Path configured = Path.of("target", "late-failure.log");
		Files.deleteIfExists(file);
		Files.deleteIfExists(configured);
		RecordingHostFactory.logFile = file.toString();
		RecordingHostFactory.given = new StartParameters("Orders",
				List.of("--logging.file.name=" + configured, "--qsu.launcher=wrong"));
		try {
			assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
				.isThrownBy(() -> run(Application.class));
			assertThat(configured).content().contains("APPLICATION FAILED TO START");
			assertThat(file).doesNotExist();
		}
		finally {
			RecordingHostFactory.given = null;
			RecordingHostFactory.logFile = null;
		}
	}

	@Test
	void argumentsOfRunServiceAreNotTheApplications() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run("run-service", "--name", "Orders", "--qsu.launcher=none", "more")) {
			assertThat(context.getBean(ApplicationArguments.class).getSourceArgs())
				.containsExactly("--qsu.launcher=none", "more");
			assertThat(context.getEnvironment().getProperty("qsu.service.name")).isEqualTo("Orders");
			assertThat(context.getEnvironment().containsProperty("name")).isFalse();
		}
	}

	@Test
	void whenOptionOfRunServiceHasNoValueTheStartFails(CapturedOutput output) {
		assertThatExceptionOfType(ServiceStartException.class)
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).registerShutdownHook(false)
				.web(WebApplicationType.NONE)
				.run("run-service", "--name"))
			.withMessageStartingWith("'--name' of 'run-service' has no value.");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Correct the command line with which the service is registered.");
	}

	@Test
	void whenCommandLineIsWrongTheServiceManagerIsConnectedBeforeTheStartFails() {
		RecordingHostFactory.given = new StartParameters("Orders", List.of());
		RecordingHostFactory.prepared = null;
		try {
			assertThatExceptionOfType(ServiceStartException.class)
				.isThrownBy(() -> new SpringApplicationBuilder(Application.class).registerShutdownHook(false)
					.web(WebApplicationType.NONE)
					.run("run-service", "--name"));
			assertThat(RecordingHostFactory.prepared).isNotNull();
		}
		finally {
			RecordingHostFactory.given = null;
		}
	}

	@Test
	void whenWorkingDirectoryIsGivenElsewhereThanOnWindowsTheStartFails() {
		assertThatExceptionOfType(ServiceStartException.class)
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).registerShutdownHook(false)
				.web(WebApplicationType.NONE)
				.run("run-service", "--working-dir=/srv", "--qsu.launcher=none"))
			.withMessageStartingWith("'--working-dir' is for Windows services.");
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
	void runWithinARunDoesNotBelongToTheService() {
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
	void changesOfTheStateArePublishedInOrder() {
		try (ConfigurableApplicationContext context = run(Application.class)) {
			List<String> changes = context.getBean(Application.class).changes;
			this.runtime.getRequests().pause();
			this.runtime.getRequests().resume();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(changes).containsExactly("STARTING -> RUNNING", "RUNNING -> PAUSING",
						"PAUSING -> PAUSED", "PAUSED -> RESUMING", "RESUMING -> RUNNING"));
		}
	}

	@Test
	void whenListenerOfAChangeFailsTheServiceDoesNot(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Skeptical.class)) {
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(output).contains("A listener of ServiceStateChangedEvent failed"));
			assertThat(context.getBean(Application.class).changes).containsExactly("STARTING -> RUNNING");
			assertThat(this.runtime.getMachine().getFailures()).isEmpty();
		}
	}

	@Test
	void nameIsThatOfThePropertiesOrOfTheApplication() {
		ServiceInfo info = this.runtime.getInfo();
		run(Application.class).close();
		assertThat(info.getName()).isEqualTo("application");
		System.setProperty("spring.application.name", "shop");
		try {
			run(Application.class).close();
			assertThat(info.getName()).isEqualTo("shop");
			System.setProperty("qsu.service.name", "shop-2");
			run(Application.class).close();
			assertThat(info.getName()).isEqualTo("shop-2");
		}
		finally {
			System.clearProperty("spring.application.name");
			System.clearProperty("qsu.service.name");
		}
	}

	@Test
	void observersAreInformedAfterTheHosts() {
		RecordingObserver.OBSERVED.clear();
		try (ConfigurableApplicationContext context = run(Application.class)) {
			assertThat(context.isRunning()).isTrue();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(RecordingObserver.OBSERVED).extracting(ServiceStatus::state)
					.contains(ServiceState.STARTING, ServiceState.RUNNING));
		}
	}

	@Test
	void whenThereIsNoHostServiceIsNotSupervisedAndObserversAreInformedOfStatesOnly() {
		RecordingObserver.OBSERVED.clear();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run("--qsu.launcher=none")) {
			await().atMost(Duration.ofSeconds(20))
				.until(() -> this.runtime.getMachine().getState() == ServiceState.RUNNING);
			assertThat(context.getBean(ServiceInfo.class).isSupervised()).isFalse();
			assertThat(RecordingObserver.OBSERVED).isNotEmpty().allMatch(ServiceStatus::isEntered);
		}
	}

	@Test
	void activityIsLoggedInOneLine(CapturedOutput output) {
		run(Application.class).close();
		assertThat(output.toString().lines().filter((line) -> line.contains("Supervised, recording"))).hasSize(1);
	}

	private static ConfigurableApplicationContext run(Class<?> source) {
		List<String> arguments = new ArrayList<>(
				List.of("--" + RecordingHostFactory.PROPERTY, "--qsu.service.start-timeout=7s", "--qsu.launcher=none"));
		if (RecordingHostFactory.given != null) {
			arguments.add(0, "run-service");
		}
		return new SpringApplicationBuilder(Application.class, source).registerShutdownHook(false)
			.web(WebApplicationType.NONE)
			.run(arguments.toArray(String[]::new));
	}

	private static ReadinessState readiness(ConfigurableApplicationContext context) {
		return context.getBean(ApplicationAvailability.class).getReadinessState();
	}

	private static void awaitReport(Predicate<ServiceStatus> predicate) {
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(RecordingHostFactory.REPORTS).anyMatch(predicate));
	}

	private static List<ServiceStatus> reports(ServiceState state) {
		return RecordingHostFactory.REPORTS.stream().filter((status) -> status.state() == state).toList();
	}

	private static List<ServiceState> states() {
		return RecordingHostFactory.REPORTS.stream().map(ServiceStatus::state).toList();
	}

	private static List<String> texts(ServiceState state) {
		return reports(state).stream().map(ServiceStatus::text).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Skeptical {

		@EventListener(ServiceStateChangedEvent.class)
		void fail() {
			throw new IllegalStateException("state");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ServiceAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class })
	static class Application {

		private final List<String> events = new CopyOnWriteArrayList<>();

		private final List<String> changes = new CopyOnWriteArrayList<>();

		private volatile String thread;

		@EventListener
		void remember(SvcEvent event) {
			if (event instanceof ServiceStateChangedEvent change) {
				this.changes.add(change.getDetail());
				return;
			}
			this.thread = Thread.currentThread().getName();
			this.events.add(event.getClass().getSimpleName());
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
	static class FailingPause {

		@EventListener(SvcPauseEvent.class)
		void pause() {
			throw new IllegalStateException("Not now");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingResume {

		@EventListener(SvcResumeEvent.class)
		void resume() {
			throw new IllegalStateException("Not yet");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingContextListener {

		@EventListener(ContextPausedEvent.class)
		void pause() {
			throw new IllegalStateException("Cannot pause");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Denying {

		@EventListener
		void deny(Question question) {
			question.deny(42);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Dreaming {

		private volatile boolean asleep;

		@Bean
		CountDownLatch awake() {
			return new CountDownLatch(1);
		}

		@EventListener(Question.class)
		@Order(Ordered.HIGHEST_PRECEDENCE)
		void dream(Question question) throws InterruptedException {
			this.asleep = true;
			question.getApplicationContext().getBean(CountDownLatch.class).await(30, TimeUnit.SECONDS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ArgumentsRunner {

		private ApplicationArguments arguments;

		private String[] commandLine;

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> this.arguments = arguments;
		}

		@Bean
		CommandLineRunner commandLineRunner() {
			return (commandLine) -> this.commandLine = commandLine;
		}

	}

	static class Question extends SvcVetoableEvent {

		Question(ApplicationContext source, boolean query) {
			super(source, query);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReloadedDuringStart {

		@Bean
		Object reloading() {
			for (int i = 0; i < 3; i++) {
				assertThat(ServiceRuntime.ofThisProcess().getRequests().reload()).isTrue();
			}
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
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Empty.class)
				.registerShutdownHook(false)
				.web(WebApplicationType.NONE)
				.run()) {
				return context.getEnvironment().getProperty("test.default", "no default");
			}
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
