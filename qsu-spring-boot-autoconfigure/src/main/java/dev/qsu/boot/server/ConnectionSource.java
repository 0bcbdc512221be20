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
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.socket.InheritedSocketException;

/**
 * Source of a web server's connections: one or more listeners, shared with other
 * processes or with other starts of the server, and the thread that accepts from them. A
 * server opens and starts its source when it starts and closes it when it stops.
 */
public final class ConnectionSource implements AcceptGate.Acceptor {

	private static final Log logger = LogFactory.getLog(ConnectionSource.class);

	/** Time for clients to close connections after they were asked to. */
	private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(1);

	private static final AtomicInteger NUMBER = new AtomicInteger();

	private final ListenerProvider provider;

	private final AcceptGate gate;

	private final Duration drainTimeout;

	private final Server server;

	private final Connections connections = new Connections();

	private volatile List<Listener> listeners = Collections.emptyList();

	private volatile @Nullable ListenerAcceptor acceptor;

	private volatile boolean drained;

	ConnectionSource(ListenerProvider provider, AcceptGate gate, Duration drainTimeout, Server server) {
		this.provider = provider;
		this.gate = gate;
		this.drainTimeout = drainTimeout;
		this.server = server;
	}

	/**
	 * Open the inherited listeners or, if there are none, one on the server's own
	 * address.
	 * @param own the address to bind if there are no inherited listeners
	 * @param backlog the minimum length of the accept queue
	 * @throws IOException if the address cannot be bound
	 * @throws InheritedSocketException if a socket named by a property was not inherited
	 * or is already taken
	 */
	public void open(InetSocketAddress own, int backlog) throws IOException {
		this.listeners = List.copyOf(this.provider.open(own, backlog));
	}

	/**
	 * Start accepting. May be called again after {@link #stopAccepting()}.
	 * @param daemon whether the acceptor thread is a daemon
	 * @throws IOException if the listeners cannot be registered with a selector
	 */
	public void start(boolean daemon) throws IOException {
		this.drained = false;
		ListenerAcceptor acceptor = new ListenerAcceptor(channels(), new ServerTarget());
		this.acceptor = acceptor;
		acceptor.start("qsu-acceptor-" + NUMBER.incrementAndGet(), daemon);
		this.gate.add(this);
	}

	/**
	 * Return the accepted connections. The server removes those that it has closed.
	 * @return the connections
	 */
	public Connections connections() {
		return this.connections;
	}

	/**
	 * Return the first listener that has a port.
	 * @return the channel, or {@code null} if there is none
	 */
	public @Nullable ServerSocketChannel listener() {
		return channels().stream()
			.filter((channel) -> address(channel) instanceof InetSocketAddress)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return the port of the first listener that has one.
	 * @return the port, or -1 if there is none
	 */
	public int port() {
		ServerSocketChannel listener = listener();
		return (listener != null && address(listener) instanceof InetSocketAddress address) ? address.getPort() : -1;
	}

	/**
	 * Return whether connections are being accepted.
	 * @return whether the source has been started and not stopped
	 */
	public boolean isAccepting() {
		ListenerAcceptor acceptor = this.acceptor;
		return acceptor != null && !acceptor.isStopped();
	}

	/**
	 * Stop accepting without waiting for connections that are being handed to the server.
	 */
	public void requestStop() {
		ListenerAcceptor acceptor = this.acceptor;
		if (acceptor != null) {
			acceptor.requestStop();
		}
	}

	@Override
	public void stopAccepting() {
		ListenerAcceptor acceptor = this.acceptor;
		if (acceptor != null && !acceptor.isStopped()) {
			acceptor.requestStop();
			this.server.accepting(false);
			acceptor.awaitStop();
		}
	}

	@Override
	public void drain() {
		if (!this.drained && this.acceptor != null) {
			this.drained = true;
			this.server.draining();
			long pending = this.connections.drain(this.drainTimeout, this.server::end);
			logger.debug("Stopped accepting with " + pending + " connections pending");
			this.connections.awaitLeaving(LEAVE_TIMEOUT);
		}
	}

	/**
	 * Stop accepting and return the listeners to their provider. May be called more than
	 * once.
	 * @throws IOException if a listener cannot be closed
	 */
	public void close() throws IOException {
		ListenerAcceptor acceptor = this.acceptor;
		if (acceptor != null) {
			acceptor.requestStop();
			this.server.accepting(false);
			acceptor.awaitStop();
		}
		this.acceptor = null;
		this.gate.remove(this);
		List<Listener> closing = this.listeners;
		this.listeners = Collections.emptyList();
		if (!closing.isEmpty()) {
			this.provider.close(closing);
		}
	}

	private List<ServerSocketChannel> channels() {
		return this.listeners.stream().map(Listener::channel).toList();
	}

	private static @Nullable SocketAddress address(ServerSocketChannel channel) {
		try {
			return channel.getLocalAddress();
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * The web server that the connections are handed to.
	 */
	public interface Server {

		/**
		 * Wait until one more connection may be served. Called on the acceptor thread.
		 * @throws InterruptedException if interrupted
		 */
		default void awaitSlot() throws InterruptedException {
		}

		/**
		 * Release a slot for which there was no connection.
		 */
		default void releaseSlot() {
		}

		/**
		 * Serve a connection. Called on the acceptor thread.
		 * @param connection the connection
		 * @return whether the connection is served; if not, it is closed
		 * @throws IOException if the connection cannot be served
		 */
		boolean serve(SocketChannel connection) throws IOException;

		/**
		 * Handle a change of whether connections are accepted. If not, a thread waiting
		 * in {@link #awaitSlot()} must return.
		 * @param accepting whether connections are accepted
		 */
		default void accepting(boolean accepting) {
		}

		/**
		 * Start to tell clients, with every response, to use another connection.
		 */
		void draining();

		/**
		 * End an idle connection such that the client reads the end of the stream and
		 * never gets a reset.
		 * @param connection the connection
		 * @throws IOException if the connection is already closed
		 */
		default void end(SocketChannel connection) throws IOException {
			connection.shutdownOutput();
		}

	}

	/**
	 * Tracks each connection before the server can report anything about it.
	 */
	private final class ServerTarget implements ListenerAcceptor.Target {

		@Override
		public void awaitSlot() throws InterruptedException {
			ConnectionSource.this.server.awaitSlot();
		}

		@Override
		public void releaseSlot() {
			ConnectionSource.this.server.releaseSlot();
		}

		@Override
		public void serve(SocketChannel connection) throws IOException {
			ConnectionSource.this.connections.add(connection);
			boolean served = false;
			try {
				served = ConnectionSource.this.server.serve(connection);
			}
			finally {
				if (!served) {
					ConnectionSource.this.connections.remove(connection);
					connection.close();
				}
			}
		}

	}

}
