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

package dev.qsu.boot.systemd;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for systemd.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("qsu.systemd")
public class SystemdProperties {

	/**
	 * Whether to report the state to the service manager when NOTIFY_SOCKET is set.
	 */
	private boolean notify = true;

	/**
	 * Whether to send keep-alive pings when WATCHDOG_USEC is set.
	 */
	private boolean watchdog = true;

	/**
	 * Whether to ask systemd for more time to stop than TimeoutStopSec= of the unit
	 * allows.
	 */
	private boolean extendStopTimeout = true;

	public boolean isNotify() {
		return this.notify;
	}

	public void setNotify(boolean notify) {
		this.notify = notify;
	}

	public boolean isWatchdog() {
		return this.watchdog;
	}

	public void setWatchdog(boolean watchdog) {
		this.watchdog = watchdog;
	}

	public boolean isExtendStopTimeout() {
		return this.extendStopTimeout;
	}

	public void setExtendStopTimeout(boolean extendStopTimeout) {
		this.extendStopTimeout = extendStopTimeout;
	}

}
