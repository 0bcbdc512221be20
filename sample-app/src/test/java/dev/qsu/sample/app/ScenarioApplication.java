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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

import jakarta.annotation.PreDestroy;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import dev.qsu.boot.service.ServiceReporter;
import dev.qsu.boot.service.ServiceStateChangedEvent;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcReloadEvent;
import dev.qsu.boot.service.SvcShutdownEvent;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.systemd.SystemdNotifier;

/**
 * Application whose active profiles determine how it behaves.
 */
@SpringBootApplication
public class ScenarioApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context;
		try {
			context = SpringApplication.run(ScenarioApplication.class, args);
		}
		catch (RuntimeException ex) {
			if (!Arrays.asList(args).contains("fallback")) {
				throw ex;
			}
			System.out.println("FALLBACK");
			sleep(Duration.ofSeconds(12));
			System.out.println("FELL BACK");
			return;
		}
		if (Arrays.asList(args).contains("close")) {
			context.close();
			System.out.println("CLOSED");
			sleep(Duration.ofSeconds(60));
		}
		if (Arrays.asList(args).contains("close-on-thread")) {
			new Thread(() -> sleep(Duration.ofSeconds(60)), "forgotten").start();
			context.close();
		}
		if (Arrays.asList(args).contains("plugins")) {
			runPlugins();
		}
	}

	/**
	 * Run other applications, one of which fails, on this thread and on another.
	 */
	private static void runPlugins() {
		runPlugin("none").close();
		try {
			runPlugin("failing-start");
		}
		catch (RuntimeException ex) {
			System.out.println("PLUGIN FAILED");
		}
		Thread thread = new Thread(() -> runPlugin("none"), "plugin");
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		System.out.println("PLUGINS");
	}

	static ConfigurableApplicationContext runPlugin(String profile) {
		SpringApplication plugin = new SpringApplication(PluginApplication.class, FailingStart.class);
		plugin.setWebApplicationType(WebApplicationType.NONE);
		plugin.setAdditionalProfiles(profile);
		return plugin.run("--spring.config.location=optional:classpath:/none/");
	}

	@EventListener
	@Order(1)
	void print(SvcEvent event) {
		if (event instanceof ServiceStateChangedEvent) {
			return;
		}
		System.out.println("EVENT " + event.getClass().getSimpleName() + " " + event.getDetail() + " on "
				+ Thread.currentThread().getName());
	}

	static void sleep(Duration duration) {
		try {
			Thread.sleep(duration.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Profile("slow-start")
	static class SlowStart {

		@Bean
		Object first() {
			return slow();
		}

		@Bean
		Object second() {
			return slow();
		}

		@Bean
		Object third() {
			return slow();
		}

		@Bean
		Object fourth() {
			return slow();
		}

		@Bean
		Object fifth() {
			return slow();
		}

		private static Object slow() {
			sleep(Duration.ofSeconds(1));
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-start")
	static class HungStart {

		@Bean
		Object hung() {
			sleep(Duration.ofSeconds(60));
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("waiting-start")
	static class WaitingStart {

		@Bean
		Object waiting() throws InterruptedException {
			System.out.println("WAITING");
			new CountDownLatch(1).await();
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-runner")
	static class HungRunner {

		@Bean
		ApplicationRunner hungRunner() {
			return (arguments) -> {
				System.out.println("WORKING");
				sleep(Duration.ofSeconds(120));
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("nested-run")
	static class NestedRun {

		@Bean
		ApplicationRunner nestedRunner() {
			return (arguments) -> {
				try {
					runPlugin("failing-start");
				}
				catch (RuntimeException ex) {
					System.out.println("NESTED FAILED");
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("slow-hook")
	static class SlowHook {

		SlowHook() {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				sleep(Duration.ofSeconds(4));
				System.out.println("HOOKED");
			}, "slow-hook"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-hook")
	static class HungHook {

		HungHook() {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> sleep(Duration.ofSeconds(120)), "hung-hook"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-destroy")
	static class HungDestroy {

		@PreDestroy
		void hang() {
			System.out.println("HANGING");
			sleep(Duration.ofSeconds(120));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-lifecycle")
	static class HungLifecycle {

		@Bean
		SmartLifecycle hanging() {
			return new SmartLifecycle() {

				private volatile boolean running;

				@Override
				public void start() {
					this.running = true;
				}

				@Override
				public void stop() {
					sleep(Duration.ofSeconds(120));
				}

				@Override
				public boolean isRunning() {
					return this.running;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("exit-in-stop")
	static class ExitInStop {

		@EventListener
		void exit(SvcShutdownEvent event) {
			System.exit(0);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("extended-start")
	static class ExtendedStart {

		@Bean
		Object extended(ServiceReporter reporter) {
			reporter.report("Migrating the database");
			reporter.extend(Duration.ofSeconds(20));
			sleep(Duration.ofSeconds(5));
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("lingering-thread")
	static class LingeringThread {

		@Bean
		Object lingering() {
			Thread thread = new Thread(() -> sleep(Duration.ofSeconds(60)), "lingering");
			thread.start();
			throw new IllegalStateException("The disk is not there");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-start")
	static class FailingStart {

		@Bean
		Object failing() {
			throw new IllegalStateException("The database is not there");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-start-with-code")
	static class FailingStartWithCode {

		@Bean
		Object failing() {
			throw new CodedException(7);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-runner")
	static class FailingRunner {

		@Bean
		ApplicationRunner runner() {
			return (arguments) -> {
				if (arguments.containsOption("linger")) {
					new Thread(() -> sleep(Duration.ofSeconds(60))).start();
				}
				throw new IllegalStateException("The queue is not there");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-stop")
	static class FailingStop {

		@EventListener
		@Order(0)
		void fail(SvcShutdownEvent event) {
			throw new IllegalStateException("The cache cannot be saved");
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
	@Profile("slow-stop")
	static class SlowStop {

		@EventListener
		void sleepLong(SvcShutdownEvent event) {
			System.out.println("SLEEPING");
			sleep(Duration.ofSeconds(4));
			System.out.println("SLEPT");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("hung-stop")
	static class HungStop {

		@EventListener
		void hang(SvcShutdownEvent event) {
			sleep(Duration.ofSeconds(60));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("extended-stop")
	static class ExtendedStop {

		@EventListener
		@Order(0)
		void extend(SvcShutdownEvent event) {
			event.extend(Duration.ofSeconds(20));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("failing-reload")
	static class FailingReload {

		@EventListener
		void fail(SvcReloadEvent event) {
			throw new IllegalStateException("The configuration has a mistake");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("broken-by-user-event")
	static class BrokenByUserEvent {

		@EventListener
		void breakLiveness(SvcUserEvent event) {
			AvailabilityChangeEvent.publish(event.getApplicationContext(), new IllegalStateException("Lost the index"),
					LivenessState.BROKEN);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("stuck-by-user-event")
	static class StuckByUserEvent {

		@EventListener
		void sleepLong(SvcUserEvent event) {
			sleep(Duration.ofSeconds(60));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("exit-by-user-event")
	static class ExitByUserEvent {

		@EventListener
		void exit(SvcUserEvent event) {
			ApplicationContext context = event.getApplicationContext();
			Thread thread = new Thread(() -> System.exit(SpringApplication.exit(context, () -> 9)));
			thread.setDaemon(false);
			thread.start();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("notifier")
	static class Notifier {

		@EventListener
		void use(SvcUserEvent event) throws IOException {
			SystemdNotifier notifier = event.getApplicationContext().getBean(SystemdNotifier.class);
			ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
			System.out.println("NOTIFIED " + notifier.store("kept", channel) + " " + notifier.removeStored("other")
					+ " " + notifier.mainPid(ProcessHandle.current().pid()) + " "
					+ notifier.barrier(Duration.ofSeconds(5)) + " " + notifier.status("two\nlines"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Profile("main-pid")
	static class MainPid {

		@EventListener
		void name(SvcUserEvent event) throws IOException {
			SystemdNotifier notifier = event.getApplicationContext().getBean(SystemdNotifier.class);
			long pid = new ProcessBuilder("sleep", "60").start().pid();
			System.out.println("MAIN " + pid + " " + notifier.mainPid(pid));
		}

	}

	/**
	 * An exception that chooses the exit code.
	 */
	static class CodedException extends RuntimeException implements ExitCodeGenerator {

		private final int code;

		CodedException(int code) {
			super("Exit code " + code);
			this.code = code;
		}

		@Override
		public int getExitCode() {
			return this.code;
		}

	}

}
