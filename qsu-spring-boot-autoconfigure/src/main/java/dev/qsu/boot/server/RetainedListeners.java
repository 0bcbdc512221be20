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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.qsu.boot.process.ServiceProcess;

/**
 * Retains the listeners that web servers have opened themselves while the application
 * context is restarted. No connection is refused; it waits in the queue of the listener
 * for the next server. If there is none before the restart timeout, an
 * {@link UnavailableServer} responds. There is one instance per process. This class is
 * thread-safe.
 */
public final class RetainedListeners {

	/** Larger than usual because clients wait during a restart. */
	private static final int BACKLOG = 4096;

	private final Map<ServerRole, Retained> retained = new EnumMap<>(ServerRole.class);

	private final Map<ServerRole, Object> owners = new ConcurrentHashMap<>();

	private final UnavailableServer standby = new UnavailableServer();

	private volatile boolean ending;

	RetainedListeners() {
	}

	/**
	 * Return the retained listeners of this process.
	 * @return the retained listeners
	 */
	public static RetainedListeners ofThisProcess() {
		return ServiceProcess.get(RetainedListeners.class, RetainedListeners::new);
	}

	/**
	 * Set the time for which clients wait for the next server before they get an error.
	 * @param restartTimeout the timeout, counted from the stop of the previous server
	 */
	public void setRestartTimeout(Duration restartTimeout) {
		this.standby.setRestartTimeout(restartTimeout);
	}

	/**
	 * Report that a start of the application begins, so that clients wait for it.
	 */
	public void starting() {
		this.standby.starting();
	}

	/**
	 * Report that a start of the application has failed.
	 * @param reason the reason to send to clients after the restart timeout
	 */
	public void failed(String reason) {
		this.standby.failed(reason);
	}

	/**
	 * Report that the application has started. Listeners that it no longer serves are
	 * closed.
	 * @throws IOException if a listener cannot be closed
	 */
	public void started() throws IOException {
		for (ServerRole role : this.standby.started()) {
			close(role);
		}
	}

	/**
	 * Set whether the process is ending, so that listeners returned by web servers are
	 * closed rather than retained.
	 * @param ending whether the process is ending
	 */
	public void setEnding(boolean ending) {
		this.ending = ending;
	}

	/**
	 * Claim the retained listener of a role for a server. Several servers of the same
	 * role can run in one process; only one of them has its listener retained.
	 * @param role the role of the server
	 * @param owner the server
	 * @return whether the role was free or already claimed by the server
	 */
	boolean claim(ServerRole role, Object owner) {
		Object current = this.owners.putIfAbsent(role, owner);
		return current == null || current == owner;
	}

	void release(ServerRole role, Object owner) {
		this.owners.remove(role, owner);
	}

	void opened(ServerRole role) {
		this.ending = false;
		this.standby.leave(role);
	}

	/**
	 * Return the listener of a server, which stays open when the server stops.
	 * @param role the role of the server
	 * @param address the configured address, whose port may be 0
	 * @param backlog the minimum length of the accept queue
	 * @return the retained listener, or a new one if the configured address has changed
	 * @throws IOException if the address cannot be bound
	 */
	synchronized ServerSocketChannel listener(ServerRole role, InetSocketAddress address, int backlog)
			throws IOException {
		Retained current = this.retained.get(role);
		if (current != null && current.channel().isOpen() && current.configured().equals(address)) {
			return current.channel();
		}
		if (current != null && current.port() == address.getPort()) {
			close(role);
			current = null;
		}
		ServerSocketChannel channel = bind(address, Math.max(backlog, BACKLOG));
		this.retained.put(role, new Retained(address, channel));
		if (current != null) {
			current.channel().close();
		}
		return channel;
	}

	static ServerSocketChannel bind(InetSocketAddress address, int backlog) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		try {
			return channel.bind(address, backlog);
		}
		catch (IOException | RuntimeException ex) {
			channel.close();
			throw ex;
		}
	}

	void closed(ServerRole role, ListenerSource source) throws IOException {
		if (this.ending) {
			close(role);
		}
		else {
			this.standby.enter(role, source);
		}
	}

	private synchronized void close(ServerRole role) throws IOException {
		Retained closing = this.retained.remove(role);
		if (closing != null) {
			closing.channel().close();
		}
	}

	/**
	 * A retained listener.
	 *
	 * @param configured the address it was opened for, whose port may be 0
	 * @param channel the listener
	 */
	private record Retained(InetSocketAddress configured, ServerSocketChannel channel) {

		int port() {
			return this.channel.socket().getLocalPort();
		}

	}

}
