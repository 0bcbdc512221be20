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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.function.SingletonSupplier;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.LaunchDetector;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.ServiceProperties.RunningFrom;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceHostFactory;
import dev.qsu.boot.service.host.ServiceObserver;
import dev.qsu.boot.service.host.ServiceRequestSource;
import dev.qsu.boot.service.host.ServiceStart;
import dev.qsu.boot.service.host.ServiceStartException;

/**
 * Connects a run of a {@link SpringApplication} to the service.
 */
class ServiceRunListener implements SpringApplicationRunListener, Ordered {

	private static final Log logger = LogFactory.getLog(ServiceRunListener.class);

	private final SpringApplication application;

	private final String[] arguments;

	private final EarlyEnvironment early;

	private final ServiceRuntime runtime = ServiceRuntime.ofThisProcess();

	private @Nullable ApplicationRun run;

	private List<ServiceHostFactory> factories = List.of();

	private List<ServiceHost> hosts = List.of();

	private boolean prepared;

	private boolean connected;

	ServiceRunListener(SpringApplication application, String[] arguments) {
		this.application = application;
		this.arguments = arguments;
		this.early = new EarlyEnvironment(arguments);
	}

	/**
	 * Return an order after Spring Boot's own listener, which reads the configuration
	 * files and starts DevTools.
	 */
	@Override
	public int getOrder() {
		return 100;
	}

	@Override
	public void starting(ConfigurableBootstrapContext bootstrapContext) {
		ApplicationRun run = ApplicationRun.of(this.application, this.runtime.getRun());
		if (this.runtime.begin(run)) {
			this.run = run;
			this.factories = load(ServiceHostFactory.class);
			List<ServiceStart> starts = starts(run);
			run.setArguments(new ServiceArguments(List.of(this.arguments), starts));
			if (!starts.isEmpty()) {
				this.runtime.guardStart();
			}
		}
	}

	private List<ServiceStart> starts(ApplicationRun run) {
		// A process that does not belong to the application, such as a servlet
		// container, may itself be a service
		if (!run.isOwner() && !ServiceCommandLine.isRunService(List.of(this.arguments))) {
			return List.of();
		}
		Launch launch = LaunchDetector.detect(ProcessFacts.ofThisProcess(this.arguments), this.early.launcher());
		return this.factories.stream()
			.map((factory) -> factory.starting(launch, this.application))
			.filter(Objects::nonNull)
			.toList();
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		if (this.run != null) {
			this.prepared = true;
			configure(this.run, environment);
		}
	}

	private void configure(ApplicationRun run, Environment environment) {
		ServiceHostContext context = context(run, LauncherProperty.get(environment), environment);
		connect(context);
		if (run.isOwner()) {
			this.runtime.connect(load(ServiceRequestSource.class), context);
		}
	}

	private ServiceHostContext context(ApplicationRun run, @Nullable Launcher launcher, Environment environment) {
		Launch launch = LaunchDetector.detect(ProcessFacts.ofThisProcess(this.arguments), launcher);
		return new ServiceHostContext(launch, run.isOwner(), environment, this.runtime, this.runtime.getRequests());
	}

	private void connect(ServiceHostContext context) {
		this.hosts = this.factories.stream()
			.map((factory) -> factory.create(context))
			.filter(Objects::nonNull)
			.toList();
		this.runtime.configure(context.launch(), this.hosts, load(ServiceObserver.class),
				SingletonSupplier.of(() -> ServiceSettings.of(context.environment())));
		this.connected = true;
	}

	private void logWithoutConfiguration(ServiceArguments arguments) {
		// A failure before logging is initialized would only be visible on a console
		try {
			ConfigurableEnvironment environment = this.early.create();
			arguments.addDefaults(environment, Supplier::get);
			LogFile file = LogFile.get(environment);
			if (file != null) {
				LoggingSystem.get(this.application.getClassLoader())
					.initialize(new LoggingInitializationContext(environment), null, file);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The failure of the start could not be written to the default log file of the service", ex);
		}
	}

	private void connectWithoutConfiguration(ApplicationRun run, Throwable exception) {
		try {
			connect(context(run, this.early.launcher(), new StandardEnvironment()));
		}
		catch (ServiceStartException ex) {
			// otherwise the failure itself says so
			if (!(exception instanceof ServiceStartException)) {
				logger.warn("The service manager cannot be told that the start has failed: " + ex.getMessage());
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The failure of the start could not be reported to the service manager", ex);
		}
	}

	private <T> List<T> load(Class<T> type) {
		return SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader()).load(type);
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		if (this.run != null) {
			this.runtime.contextPrepared(this.run, context);
			if (isSupervised()) {
				context.getBeanFactory().addBeanPostProcessor(new BeanProgress(this.runtime, context));
			}
			this.run.logProblem();
			log(this.runtime.getLaunch());
		}
	}

	private boolean isSupervised() {
		return this.runtime.getMachine().isSupervised();
	}

	private void log(Launch launch) {
		if (launch.launcher() != Launcher.NONE || isSupervised()) {
			List<String> active = new ArrayList<>();
			active.add((launch.launcher() != Launcher.NONE)
					? "Launched by " + launch.launcher().name().toLowerCase(Locale.ROOT) : "Supervised");
			this.hosts.forEach((host) -> active.add(host.describe()));
			if (launch.sockets()) {
				active.add("with inherited sockets");
			}
			logger.info(String.join(", ", active));
		}
	}

	@Override
	public void contextLoaded(ConfigurableApplicationContext context) {
		if (this.run != null) {
			ServiceArguments arguments = this.run.getArguments();
			if (arguments != null) {
				arguments.replaceIn(context);
			}
			if (isSupervised()) {
				LoggingLifecycle.keepInPauses(context.getBeanFactory());
			}
			context.addApplicationListener(new ServiceContextListener(this.runtime, this.run, context));
		}
	}

	@Override
	public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		if (this.run != null) {
			this.runtime.startStep("Application context started");
			if (this.runtime.getMachine().getProperties().getRunningFrom() == RunningFrom.STARTED) {
				this.runtime.handlersAdded();
				this.runtime.ready(this.run);
			}
		}
	}

	@Override
	public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		if (this.run != null) {
			this.run.setEnded();
			this.runtime.handlersAdded();
			if (this.run.isOwner() && isSupervised()) {
				this.run.watchThread(this.runtime::uncaught);
			}
		}
	}

	/**
	 * Report the failure. If the configuration could not be read, the environment of the
	 * process determines the service manager.
	 */
	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		if (this.run != null) {
			ServiceArguments arguments = this.run.getArguments();
			if (!this.prepared && arguments != null && arguments.hasStarts()) {
				logWithoutConfiguration(arguments);
			}
			if (!this.connected) {
				connectWithoutConfiguration(this.run, exception);
			}
			this.runtime.failed(this.run, exception, false);
		}
	}

}
