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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.HierarchicalBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.LaunchDetector;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.process.CloseReason;
import dev.qsu.boot.process.ServiceProcess;
import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.ServiceFailure;
import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServicePhase;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceReporter;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.ServiceStateChangedEvent;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcReloadEvent;
import dev.qsu.boot.service.SvcShutdownEvent;
import dev.qsu.boot.service.exit.DeadlineGuard;
import dev.qsu.boot.service.exit.LastShutdownAction;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceLiveness;
import dev.qsu.boot.service.host.ServiceObserver;
import dev.qsu.boot.service.host.ServiceRequestSource;
import dev.qsu.boot.service.host.ServiceRequests;

/**
 * The service that runs in this process. Turns requests into events and changes of state,
 * which happen on the service thread.
 */
public final class ServiceRuntime implements ServiceLiveness {

	private static final Log logger = LogFactory.getLog(ServiceRuntime.class);

	/** How long the last report may wait for the service thread. */
	private static final Duration LAST_REPORT_TIMEOUT = Duration.ofSeconds(2);

	private final ServiceStateMachine machine = new ServiceStateMachine(this::stateChanged);

	private final ServiceThread thread = new ServiceThread(this.machine.getDeadline());

	private final AtomicReference<@Nullable Demise> demise = new AtomicReference<>();

	private final AtomicInteger generation = new AtomicInteger();

	private final ServiceRequestQueue requests = new ServiceRequestQueue(this, this.thread);

	private final ServicePause pause = new ServicePause(this);

	private final ServiceExit exit = new ServiceExit(this);

	private volatile @Nullable Launch launch;

	private volatile @Nullable ApplicationRun run;

	private volatile boolean broken;

	private volatile boolean systemShutdown;

	private final ServiceRequestSources sources = new ServiceRequestSources();

	private final AtomicBoolean stopRequested = new AtomicBoolean();

	private volatile @Nullable LastShutdownAction end;

	private @Nullable DeadlineGuard guard;

	/**
	 * Return the service that runs in this process.
	 * @return the service
	 */
	public static ServiceRuntime ofThisProcess() {
		return ServiceProcess.get(ServiceRuntime.class, ServiceRuntime::new);
	}

	/**
	 * Begin a run. It does not belong to the service if it takes place within another one
	 * on the same thread, such as that of a bootstrap context, or while another
	 * application of the process, which began before, is the service.
	 * @param run the run
	 * @return whether the run belongs to the service
	 */
	synchronized boolean begin(ApplicationRun run) {
		ApplicationRun current = this.run;
		if (current != null && !run.isChild()
				&& (current.isWithin(Thread.currentThread()) || (current.isOwner() && current.isLive()))) {
			return false;
		}
		resetDemise();
		closeGuard();
		this.run = run;
		this.broken = false;
		if (run.isOwner() && this.end == null) {
			LastShutdownAction created = new LastShutdownAction(SpringApplication.getShutdownHandlers(),
					this.machine.getDeadline(), new EndListener());
			created.register();
			this.end = created;
		}
		return true;
	}

	private void resetDemise() {
		synchronized (this.stopRequested) {
			if (!isStopRequested()) {
				this.demise.set(null);
				this.exit.reset();
			}
		}
	}

	/**
	 * Keep the deadline of a start whose service manager does not, before the
	 * configuration tells how long it may take.
	 */
	synchronized void guardStart() {
		if (!isStopRequested()) {
			this.machine.getDeadline().begin(true);
			this.machine.getDeadline().extend(new ServiceProperties().getStartTimeout());
			this.guard = DeadlineGuard.start(this.machine.getDeadline(), this.exit::deadlineMissed);
		}
	}

	private void closeGuard() {
		if (this.guard != null) {
			this.guard.close();
			this.guard = null;
		}
	}

	synchronized void configure(Launch launch, List<ServiceHost> hosts, List<ServiceObserver> observers,
			Supplier<ServiceSettings> settings) {
		this.launch = launch;
		if (isStopRequested()) {
			return;
		}
		this.machine.begin(hosts, observers, settings);
		LastShutdownAction known = this.end;
		if (known != null && this.machine.isSupervised()) {
			known.awaitEveryHook();
		}
		closeGuard();
		if (this.machine.keepsOwnDeadlines()) {
			this.guard = DeadlineGuard.start(this.machine.getDeadline(), this.exit::deadlineMissed);
		}
	}

	/**
	 * Connect the sources of requests other than the service manager.
	 * @param candidates an instance of each available source
	 * @param context the context of the sources
	 */
	void connect(List<ServiceRequestSource> candidates, ServiceHostContext context) {
		this.sources.update(candidates, context);
	}

	void contextPrepared(ApplicationRun run, ConfigurableApplicationContext context) {
		run.setContext(context);
		this.generation.incrementAndGet();
		startStep("Application context prepared");
	}

	void step(String text) {
		step(() -> this.machine.step(text));
	}

	/**
	 * Report a step of the start, or of resuming after a pause. Ignored if the service is
	 * already stopping.
	 * @param text a line about it
	 */
	void startStep(String text) {
		step(() -> {
			ServiceState state = this.machine.getState();
			if (state == ServiceState.STARTING || state == ServiceState.RESUMING) {
				this.machine.step(text);
			}
		});
	}

	private void step(Runnable task) {
		if (this.thread.isCurrent() || this.machine.getState() == ServiceState.STOPPING) {
			// a listener that hangs must not hide the progress of the stop
			task.run();
		}
		else if (this.machine.isSupervised()) {
			this.thread.execute(task);
		}
	}

	/**
	 * Request more time. Not done on the service thread, which may be busy with the work
	 * that needs the time.
	 * @param duration the time from now
	 */
	void extend(Duration duration) {
		this.machine.extend(duration);
	}

	/**
	 * The application accepts traffic.
	 * @param run the run of the application
	 */
	void ready(ApplicationRun run) {
		execute(run, () -> {
			if (this.machine.getState() == ServiceState.STARTING) {
				this.machine.prepareRunning();
				this.machine.enter(ServiceState.RUNNING, "Running");
				this.requests.running();
			}
			else if (this.machine.getState() == ServiceState.RUNNING) {
				this.machine.step("Running");
			}
		});
	}

	/**
	 * The application refuses traffic.
	 * @param run the run of the application
	 */
	void refusingTraffic(ApplicationRun run) {
		execute(run, () -> {
			if (this.machine.getState() == ServiceState.RUNNING) {
				this.machine.step("Refusing traffic");
			}
		});
	}

	private void execute(ApplicationRun run, Runnable task) {
		if (isService(run)) {
			this.thread.execute(task);
		}
		else if (run == this.run) {
			// a test, or one of several applications of a container, leaves no thread
			task.run();
		}
	}

	private boolean isService(@Nullable ApplicationRun run) {
		return run != null && run == this.run && (run.isOwner() || this.machine.isSupervised());
	}

	void liveness(ApplicationRun run, LivenessState state) {
		if (run == this.run) {
			this.broken = state == LivenessState.BROKEN;
		}
	}

	/**
	 * Handle the failure of the start or of a runner. Only the first call for a run has
	 * an effect.
	 * @param run the run that has failed
	 * @param exception the exception
	 * @param exitCodeLost whether Spring Boot could not pass on the exit code of the
	 * exception
	 */
	void failed(ApplicationRun run, Throwable exception, boolean exitCodeLost) {
		if (run != this.run) {
			return;
		}
		ServicePhase phase = (run.isRefreshed()) ? ServicePhase.RUN : ServicePhase.START;
		// a start that is interrupted because of a stop has not failed
		if (!run.fail((isStopRequested()) ? null : exception, exitCodeLost) || isStopRequested()) {
			return;
		}
		this.machine.add(new ServiceFailure(phase, exception));
		this.exit.failed();
		if (isService(run)) {
			this.thread.executeAndWait(() -> this.machine.enter(ServiceState.STOPPING, summary()), LAST_REPORT_TIMEOUT);
		}
		else {
			this.machine.enter(ServiceState.STOPPING, summary());
		}
		if (run.isOwner() && this.machine.isSupervised()) {
			this.exit.endSoon(run, "The start has failed");
		}
	}

	/**
	 * Handle the failure of the application with a context.
	 * @param context the context
	 * @param exception the exception
	 */
	void failed(ApplicationContext context, Throwable exception) {
		ApplicationRun current = this.run;
		if (current != null && current.getContext() == context) {
			failed(current, exception, true);
		}
	}

	/**
	 * Record an exception that has ended the thread of a successful run.
	 * @param exception the exception
	 */
	void uncaught(Throwable exception) {
		this.machine.add(new ServiceFailure(ServicePhase.RUN, exception));
	}

	/**
	 * The application has chosen an exit code.
	 * @param exitCode the exit code
	 */
	void exitCode(int exitCode) {
		this.exit.choose(exitCode);
	}

	/**
	 * Stop the service and end the process.
	 * @param reason the reason
	 * @param systemShutdown whether the operating system is shutting down
	 */
	void stop(Demise reason, boolean systemShutdown) {
		boolean first;
		synchronized (this.stopRequested) {
			first = this.stopRequested.compareAndSet(false, true);
			if (first) {
				this.systemShutdown = systemShutdown;
				this.demise.compareAndSet(null, reason);
			}
		}
		if (first) {
			this.exit.begin();
		}
	}

	/**
	 * Enter {@link ServiceState#STOPPING}. Not done on the service thread, which a
	 * listener of another event may keep busy.
	 */
	void enterStopping() {
		Demise reason = this.demise.get();
		if (reason != null) {
			String text = stopping(reason);
			boolean entered = this.machine.enter(ServiceState.STOPPING, text);
			if (entered && (isStopRequested() || this.machine.isSupervised())) {
				logger.info(text + ((this.systemShutdown) ? ", because the system shuts down" : ""));
			}
		}
	}

	/**
	 * The process is certain to end.
	 */
	void ending() {
		Demise reason = this.demise.get();
		this.machine.ending((reason != null) ? stopping(reason) : "Stopping");
	}

	private static String stopping(Demise reason) {
		return "Stopping: " + switch (reason) {
			case INTERRUPTED -> "interrupted";
			case TERMINATED -> "terminated";
			case REACHED_END -> "reached its end";
		};
	}

	/**
	 * Publish the shutdown event on the service thread.
	 * @return completed when the listeners have returned
	 */
	CompletableFuture<Void> publishShutdown() {
		return this.thread.execute(() -> {
			ApplicationRun current = this.run;
			if (current != null) {
				publishShutdown(current, current.publishShutdown());
			}
		});
	}

	/**
	 * Called when the application has had the opportunity to add shutdown handlers.
	 */
	void handlersAdded() {
		LastShutdownAction known = this.end;
		if (known != null) {
			known.handlersAdded();
		}
	}

	/**
	 * Handle the closing of the application context. If it was not requested and the
	 * context is not going to be replaced, the application ends on its own.
	 * @param run the run of the context
	 */
	void contextClosing(ApplicationRun run) {
		handlersAdded();
		boolean end = run == this.run && run.isOwner() && run.isRefreshed() && !CloseReason.isRestart();
		boolean publish = end && run.publishShutdown();
		run.setClosing();
		if (!end) {
			return;
		}
		if (CloseReason.isApplicationExit()) {
			this.exit.choose(0);
		}
		if (CloseReason.isEndOfProcess() || !run.isThreadAlive()) {
			ending();
		}
		reachedEnd();
		publishShutdown(run, publish);
		if (this.machine.isSupervised() && !run.isFailed() && !isStopRequested()) {
			this.exit.endSoon(run, "The application context has been closed");
		}
	}

	private void reachedEnd() {
		this.demise.compareAndSet(null, Demise.REACHED_END);
		enterStopping();
	}

	private void publishShutdown(ApplicationRun run, boolean claimed) {
		Demise reason = this.demise.get();
		if (claimed && reason != null) {
			publish(ServicePhase.STOP,
					(source) -> new SvcShutdownEvent(source, reason, this.systemShutdown, this::extend));
		}
	}

	/**
	 * Reload the service. If it is paused, it remains paused.
	 */
	void doReload() {
		boolean entered = this.machine.enter(ServiceState.RELOADING, "Reloading");
		List<Throwable> thrown = publish(ServicePhase.RUN, SvcReloadEvent::new);
		String text = (thrown.isEmpty()) ? ""
				: ", but the reload failed: " + new ServiceFailure(ServicePhase.RUN, thrown.get(0)).describe();
		if (entered) {
			this.machine.enter(ServiceState.RUNNING, "Running" + text);
		}
		else {
			this.machine.step("Paused" + text);
		}
	}

	/**
	 * Publish an event on the current thread, and collect failures of its listeners.
	 * @param phase the phase in which the failures occur
	 * @param event creates the event
	 * @return the exceptions thrown by the listeners
	 */
	List<Throwable> publish(ServicePhase phase, Function<ApplicationContext, ? extends SvcEvent> event) {
		List<Throwable> thrown = SvcEventPublisher.publish(getContext(), event);
		thrown.forEach((exception) -> this.machine.add(new ServiceFailure(phase, exception)));
		return thrown;
	}

	private void stateChanged(ServiceState previous, ServiceState state) {
		// Listeners only observe the state, so their failures do not count
		if (isService(this.run) && state != ServiceState.STARTING && state != ServiceState.STOPPED) {
			this.thread.execute(() -> SvcEventPublisher.publish(getContext(),
					(source) -> new ServiceStateChangedEvent(source, previous, state)));
		}
	}

	void reportStopped() {
		Integer exitCode = this.machine.getExitCode();
		String text = (exitCode == null || exitCode == 0) ? "Stopped" : summary();
		this.thread.executeAndWait(() -> this.machine.enter(ServiceState.STOPPED, text), LAST_REPORT_TIMEOUT);
	}

	private String summary() {
		StringBuilder summary = new StringBuilder("Failed");
		this.machine.getFailures().forEach((failure) -> summary.append(' ').append(failure.describe()));
		return summary.toString();
	}

	@Override
	public @Nullable String problem(Duration timeout) {
		if (this.broken) {
			return "the liveness state is BROKEN";
		}
		Duration busy = this.thread.busy();
		return (busy.compareTo(timeout) > 0)
				? "the thread " + ServiceThread.NAME + " has been busy with one event for " + busy.toSeconds() + " s"
				: null;
	}

	/**
	 * Return whether the stop was requested from outside.
	 * @return whether it was
	 */
	boolean isStopRequested() {
		return this.stopRequested.get();
	}

	ServiceStateMachine getMachine() {
		return this.machine;
	}

	Launch getLaunch() {
		Launch known = this.launch;
		return (known != null) ? known : LaunchDetector.detect(ProcessFacts.ofThisProcess());
	}

	@Nullable Demise getDemise() {
		return this.demise.get();
	}

	int getGeneration() {
		return this.generation.get();
	}

	/**
	 * Return what accepts requests to the service.
	 * @return the requests
	 */
	public ServiceRequests getRequests() {
		return this.requests;
	}

	/**
	 * Return information about the service.
	 * @return the information
	 */
	public ServiceInfo getInfo() {
		return new RuntimeServiceInfo(this);
	}

	/**
	 * Return what reports long-running work to the service manager.
	 * @return the reporter
	 */
	public ServiceReporter getReporter() {
		return new RuntimeServiceReporter(this);
	}

	ServicePause getPause() {
		return this.pause;
	}

	@Nullable ApplicationRun getRun() {
		return this.run;
	}

	@Nullable ServiceArguments getArguments(SpringApplication application) {
		ApplicationRun current = this.run;
		return (current != null && current.isOf(application)) ? current.getArguments() : null;
	}

	@Nullable ConfigurableApplicationContext getContext() {
		ApplicationRun current = this.run;
		return (current != null) ? current.getContext() : null;
	}

	/**
	 * Return whether beans belong to the service, rather than to another application of
	 * the process.
	 * @param beanFactory the bean factory
	 * @return whether it is that of the service's context, or of a descendant
	 */
	boolean isOfService(BeanFactory beanFactory) {
		ConfigurableApplicationContext context = getContext();
		BeanFactory candidate = beanFactory;
		while (candidate != null && context != null) {
			if (candidate == context.getBeanFactory()) {
				return true;
			}
			candidate = (candidate instanceof HierarchicalBeanFactory child) ? child.getParentBeanFactory() : null;
		}
		return false;
	}

	void logFailures() {
		if (!this.machine.getFailures().isEmpty()) {
			logger.error(summary());
		}
	}

	/**
	 * Reports the end of the process, whatever ends it.
	 */
	private final class EndListener implements LastShutdownAction.Listener {

		@Override
		public void shuttingDown() {
			ApplicationRun current = ServiceRuntime.this.run;
			if (current != null && current.isRefreshed()) {
				reachedEnd();
			}
			ServiceRuntime.this.ending();
		}

		@Override
		public void awaiting(Thread hook) {
			step("Stopping: shutdown hook " + hook.getName());
		}

		@Override
		public void ended(boolean late) {
			ServiceRuntime.this.exit.end(late, true, ServiceRuntime.this.machine.keepsOwnDeadlines());
		}

	}

}
