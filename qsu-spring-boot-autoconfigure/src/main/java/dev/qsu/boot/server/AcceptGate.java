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

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Makes all servers stop accepting connections. A connection that is not accepted stays
 * in the queue of the listener, for the next process.
 */
public final class AcceptGate {

	private final Set<Acceptor> servers = new CopyOnWriteArraySet<>();

	/**
	 * Add a server that has started to accept connections.
	 * @param server the server
	 */
	public void add(Acceptor server) {
		this.servers.add(server);
	}

	/**
	 * Remove a server that has stopped.
	 * @param server the server
	 */
	public void remove(Acceptor server) {
		this.servers.remove(server);
	}

	/**
	 * Stop accepting on all servers, then wait until the requests on accepted connections
	 * have been answered, at most for the drain timeout of each server.
	 */
	public void close() {
		this.servers.forEach(Acceptor::stopAccepting);
		this.servers.forEach(Acceptor::drain);
	}

	/**
	 * A server that accepts connections.
	 */
	public interface Acceptor {

		/**
		 * Stop accepting. Return when every accepted connection has been handed to the
		 * server. May be called more than once.
		 */
		void stopAccepting();

		/**
		 * Wait for a bounded time until the requests on accepted connections have been
		 * answered. May be called more than once.
		 */
		void drain();

	}

}
