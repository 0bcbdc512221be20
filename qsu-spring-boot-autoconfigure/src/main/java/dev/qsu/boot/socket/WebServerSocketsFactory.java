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

import org.jspecify.annotations.Nullable;

/**
 * Tells each web server where its connections come from.
 *
 * @since 0.1.0
 */
public final class WebServerSocketsFactory {

	private final InheritedSockets sockets;

	private final SocketProperties properties;

	private final AcceptGate gate;

	private final @Nullable ListenerKeeper keeper;

	/**
	 * Create an instance.
	 * @param sockets the inherited sockets
	 * @param properties the properties
	 * @param gate told which servers accept
	 * @param keeper keeps the servers' own listeners across restarts of the context, or
	 * {@code null} if they are not kept
	 */
	public WebServerSocketsFactory(InheritedSockets sockets, SocketProperties properties, AcceptGate gate,
			@Nullable ListenerKeeper keeper) {
		this.sockets = sockets;
		this.properties = properties;
		this.gate = gate;
		this.keeper = keeper;
	}

	/**
	 * Return the listeners of the main server.
	 * @return the listeners
	 */
	public WebServerSockets forServer() {
		return new WebServerSockets(this.sockets, this.properties, this.gate, this.keeper, false);
	}

	/**
	 * Return the listeners of the management server.
	 * @return the listeners
	 */
	public WebServerSockets forManagement() {
		return new WebServerSockets(this.sockets, this.properties, this.gate, this.keeper, true);
	}

}
