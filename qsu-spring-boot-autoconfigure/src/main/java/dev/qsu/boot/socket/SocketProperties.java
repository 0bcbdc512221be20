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

package dev.qsu.boot.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties for inherited sockets.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("qsu.socket")
public class SocketProperties {

	/**
	 * Whether to use sockets passed by the launcher.
	 */
	private boolean enabled = true;

	/**
	 * Comma-separated list of names or indexes of the inherited listeners that the web
	 * server serves. If empty, it serves every listener that is not taken otherwise.
	 */
	private List<String> server = new ArrayList<>();

	/**
	 * Comma-separated list of names or indexes of the inherited listeners that the
	 * management server serves. If empty, it serves those named 'management'.
	 */
	private List<String> management = new ArrayList<>();

	/**
	 * Maximum time to wait, when a web server stops, for requests on connections that
	 * have been accepted but not yet answered.
	 */
	private Duration drainTimeout = Duration.ofSeconds(2);

	/**
	 * Whether to keep the port open while DevTools restarts the application, so that
	 * connections wait instead of being refused.
	 */
	private boolean keepAcrossRestarts = true;

	/**
	 * Time that clients wait while DevTools restarts the application before they get a
	 * 503 response. Extended while a start is in progress.
	 */
	private Duration restartTimeout = Duration.ofSeconds(10);

	/**
	 * Where to look for announced sockets that are missing because a program such as
	 * Maven runs between the launcher and this process.
	 */
	private SearchAncestors searchAncestors = SearchAncestors.AUTO;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getServer() {
		return this.server;
	}

	public void setServer(List<String> server) {
		this.server = server;
	}

	public List<String> getManagement() {
		return this.management;
	}

	public void setManagement(List<String> management) {
		this.management = management;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

	public boolean isKeepAcrossRestarts() {
		return this.keepAcrossRestarts;
	}

	public void setKeepAcrossRestarts(boolean keepAcrossRestarts) {
		this.keepAcrossRestarts = keepAcrossRestarts;
	}

	public Duration getRestartTimeout() {
		return this.restartTimeout;
	}

	public void setRestartTimeout(Duration restartTimeout) {
		this.restartTimeout = restartTimeout;
	}

	public SearchAncestors getSearchAncestors() {
		return this.searchAncestors;
	}

	public void setSearchAncestors(SearchAncestors searchAncestors) {
		this.searchAncestors = searchAncestors;
	}

	/**
	 * Whether to look for missing sockets in ancestor processes.
	 *
	 * @since 0.1.0
	 */
	public enum SearchAncestors {

		/**
		 * Look in ancestor processes of the same user if the variables do not name a
		 * process that the sockets are for.
		 */
		AUTO,

		/**
		 * Look only in this process.
		 */
		OFF

	}

}
