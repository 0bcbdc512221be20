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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for Windows services.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("qsu.windows")
public class WindowsProperties {

	/**
	 * Comma-separated list of controls that the service accepts. If not set, those that
	 * the application has listeners for.
	 */
	private @Nullable Set<AcceptedControl> acceptedControls;

	/**
	 * Whether to accept PRESHUTDOWN instead of SHUTDOWN, which allows more time to stop.
	 */
	private boolean preshutdown;

	/**
	 * Comma-separated list of power settings, by name or GUID, to publish events for.
	 */
	private List<String> powerSettings = new ArrayList<>();

	/**
	 * Comma-separated list of GUIDs of device interface classes to publish events for.
	 */
	private List<String> deviceInterfaces = new ArrayList<>();

	/**
	 * Maximum time to wait for listeners to deny an event. At most 25 seconds.
	 */
	private Duration vetoTimeout = Duration.ofSeconds(2);

	/**
	 * Whether to turn controls of the console, such as Ctrl+Break, into events.
	 */
	private boolean console = true;

	/**
	 * Whether to write a log file if neither logging.file.name nor logging.file.path is
	 * set.
	 */
	private boolean logFile = true;

	/**
	 * Whether to report a failure during a requested stop, which makes Windows recover
	 * the service as if it had failed on its own.
	 */
	private boolean reportStopFailures;

	public @Nullable Set<AcceptedControl> getAcceptedControls() {
		return this.acceptedControls;
	}

	public void setAcceptedControls(@Nullable Set<AcceptedControl> acceptedControls) {
		this.acceptedControls = acceptedControls;
	}

	public boolean isPreshutdown() {
		return this.preshutdown;
	}

	public void setPreshutdown(boolean preshutdown) {
		this.preshutdown = preshutdown;
	}

	public List<String> getPowerSettings() {
		return this.powerSettings;
	}

	public void setPowerSettings(List<String> powerSettings) {
		this.powerSettings = powerSettings;
	}

	public List<String> getDeviceInterfaces() {
		return this.deviceInterfaces;
	}

	public void setDeviceInterfaces(List<String> deviceInterfaces) {
		this.deviceInterfaces = deviceInterfaces;
	}

	public Duration getVetoTimeout() {
		return this.vetoTimeout;
	}

	public void setVetoTimeout(Duration vetoTimeout) {
		this.vetoTimeout = vetoTimeout;
	}

	public boolean isConsole() {
		return this.console;
	}

	public void setConsole(boolean console) {
		this.console = console;
	}

	public boolean isLogFile() {
		return this.logFile;
	}

	public void setLogFile(boolean logFile) {
		this.logFile = logFile;
	}

	public boolean isReportStopFailures() {
		return this.reportStopFailures;
	}

	public void setReportStopFailures(boolean reportStopFailures) {
		this.reportStopFailures = reportStopFailures;
	}

}
