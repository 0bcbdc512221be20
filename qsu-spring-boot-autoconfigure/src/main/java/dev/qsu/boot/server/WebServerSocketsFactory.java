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

package dev.qsu.boot.server;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

/**
 * Creates the {@link WebServerSockets} of each web server.
 */
public final class WebServerSocketsFactory {

	private final SocketClaims sockets;

	private final SocketProperties properties;

	private final AcceptGate gate;

	private final @Nullable RetainedListeners retained;

	/**
	 * Create an instance.
	 * @param sockets the claims on the inherited sockets
	 * @param properties the properties
	 * @param gate the gate that stops servers from accepting
	 * @param retained the retained listeners, or {@code null} if none are retained
	 */
	public WebServerSocketsFactory(SocketClaims sockets, SocketProperties properties, AcceptGate gate,
			@Nullable RetainedListeners retained) {
		this.sockets = sockets;
		this.properties = properties;
		this.gate = gate;
		this.retained = retained;
	}

	/**
	 * Create the sockets of the main server.
	 * @return the sockets
	 */
	public WebServerSockets forServer() {
		return new WebServerSockets(this.sockets, this.properties, this.gate, this.retained, ServerRole.WEB);
	}

	/**
	 * Create the sockets of the management server.
	 * @return the sockets
	 */
	public WebServerSockets forManagement() {
		return new WebServerSockets(this.sockets, this.properties, this.gate, this.retained, ServerRole.MANAGEMENT);
	}

}
