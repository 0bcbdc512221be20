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

package dev.qsu.boot.windows;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.WindowsError;
import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.host.ServiceStart;
import dev.qsu.boot.service.host.ServiceStartException;
import dev.qsu.boot.service.host.StartParameters;

/**
 * A start by the Service Control Manager.
 */
final class ScmStart implements ServiceStart {

	/** The time that the Service Control Manager waits for a process to connect. */
	private static final long TIMEOUT_MILLISECONDS = 30_000;

	private final ScmConnection connection;

	private final ServiceWorkingDirectory workingDirectory;

	private boolean refused;

	private @Nullable NativeCallException foreign;

	private @Nullable ServiceLogFile logFile;

	ScmStart(ScmConnection connection, ServiceWorkingDirectory workingDirectory) {
		this.connection = connection;
		this.workingDirectory = workingDirectory;
	}

	@Override
	public StartParameters prepare(ServiceCommandLine commandLine) {
		List<String> given;
		try {
			given = connect();
		}
		catch (NativeCallException ex) {
			this.refused = true;
			if (commandLine.runService() || !isForeign(ex)) {
				throw failure(ex);
			}
			this.foreign = ex;
			return StartParameters.NONE;
		}
		// so that the failure is logged there if the directory cannot be entered
		this.logFile = ServiceLogFile.of(given.get(0), this.workingDirectory.getHome());
		this.logFile = ServiceLogFile.of(given.get(0), this.workingDirectory.enter(commandLine.workingDirectory()));
		return new StartParameters(given.get(0), given.subList(1, given.size()));
	}

	private List<String> connect() {
		try {
			return this.connection.await(TIMEOUT_MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new ServiceStartException("The Service Control Manager did not start the service within 30 seconds",
					"Check the system event log for the cause.", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ServiceStartException("Interrupted while waiting for the Service Control Manager",
					"Find out what interrupts the thread that starts the application.", ex);
		}
	}

	@Override
	public void addDefaults(ConfigurableEnvironment environment, DeferredLogFactory logs) {
		if (this.foreign != null) {
			logs.getLog(ScmStart.class)
				.warn("Detected a service, because 'qsu.launcher' is scm or the parent process is services.exe, but the"
						+ " Service Control Manager did not start this process; running as a console application. Set"
						+ " 'qsu.launcher' to none if that is right: " + this.foreign.getMessage());
		}
		this.workingDirectory.log(logs.getLog(ServiceWorkingDirectory.class));
		if (this.logFile != null) {
			this.logFile.addTo(environment, logs.getLog(ServiceLogFile.class));
		}
	}

	/**
	 * Return whether the Service Control Manager refused the connection.
	 * @return whether no status can be reported for this process
	 */
	boolean isRefused() {
		return this.refused;
	}

	/**
	 * Return whether this process is not the service of this application: it was not
	 * started as a service, or other code in it is already connected.
	 * @param ex the failure to connect
	 * @return whether the process can run without the Service Control Manager
	 */
	private static boolean isForeign(NativeCallException ex) {
		return ex.getErrorCode() == WindowsError.FAILED_SERVICE_CONTROLLER_CONNECT
				|| ex.getErrorCode() == WindowsError.SERVICE_ALREADY_RUNNING;
	}

	private static ServiceStartException failure(NativeCallException ex) {
		if (ex.getErrorCode() == WindowsError.FAILED_SERVICE_CONTROLLER_CONNECT) {
			return new ServiceStartException(
					"The first argument is '" + ServiceCommandLine.RUN_SERVICE
							+ "', but the Service Control Manager has not started this process (error "
							+ ex.getErrorCode() + " of StartServiceCtrlDispatcher)",
					howToRegister(System.getProperty("java.home"), System.getProperty("java.class.path", "")), ex);
		}
		if (ex instanceof NativeAccessException access) {
			return new ServiceStartException("The process cannot run as a service: " + access.getReason(),
					access.getAction(), ex);
		}
		return new ServiceStartException("The process cannot run as a service: " + ex.getMessage(),
				"Check the system event log.", ex);
	}

	static String howToRegister(String javaHome, String classPath) {
		String jar = (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator))
				? Path.of(classPath).toAbsolutePath().toString() : "C:\\path\\to\\app.jar";
		return """
				To run the application at a console, leave '%1$s' out. To run it as a service, register and start it \
				as an administrator:

				    sc.exe create NAME start= auto binPath= "\\"%2$s\\" -Xrs -jar \\"%3$s\\" %1$s"
				    sc.exe start NAME""".formatted(ServiceCommandLine.RUN_SERVICE, Path.of(javaHome, "bin", "java.exe"),
				jar);
	}

}
