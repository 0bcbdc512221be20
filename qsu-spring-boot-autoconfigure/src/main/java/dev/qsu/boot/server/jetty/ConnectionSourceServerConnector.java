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

package dev.qsu.boot.server.jetty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundleKey;

import dev.qsu.boot.server.ConnectionSource;
import dev.qsu.boot.server.WebServerSockets;

/**
 * {@link ServerConnector} that takes its connections from a {@link ConnectionSource}. It
 * replaces another connector, whose settings it copies.
 */
final class ConnectionSourceServerConnector extends ServerConnector implements ConnectionSource.Server {

	private static final Log logger = LogFactory.getLog(ConnectionSourceServerConnector.class);

	/** Length of the accept queue if none is configured. */
	private static final int ACCEPT_QUEUE = 100;

	private static final Duration SLOT_CHECK = Duration.ofSeconds(1);

	/** Time for clients to close connections whose last request has just ended. */
	private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(1);

	private final Object monitor = new Object();

	private final ConnectionSource connectionSource;

	private final boolean checksAlias;

	private volatile boolean opened;

	private volatile boolean draining;

	private volatile boolean shuttingDown;

	ConnectionSourceServerConnector(ServerConnector replaced, WebServerSockets sockets) {
		super(replaced.getServer(), ownExecutor(replaced), ownScheduler(replaced), ownBufferPool(replaced), 0,
				replaced.getSelectorManager().getSelectorCount(), factories(replaced));
		this.connectionSource = sockets.connectionSource(this);
		this.checksAlias = replaced.getClass() != ServerConnector.class;
		copySettings(replaced);
		copyBeans(replaced);
	}

	private static @Nullable Executor ownExecutor(ServerConnector connector) {
		Executor executor = connector.getExecutor();
		return (executor != connector.getServer().getThreadPool()) ? executor : null;
	}

	private static @Nullable Scheduler ownScheduler(ServerConnector connector) {
		Scheduler scheduler = connector.getScheduler();
		return (scheduler != connector.getServer().getScheduler()) ? scheduler : null;
	}

	private static @Nullable ByteBufferPool ownBufferPool(ServerConnector connector) {
		ByteBufferPool pool = connector.getByteBufferPool();
		return (pool != connector.getServer().getByteBufferPool()) ? pool : null;
	}

	private static ConnectionFactory[] factories(ServerConnector connector) {
		return new LinkedHashSet<>(connector.getConnectionFactories()).toArray(ConnectionFactory[]::new);
	}

	private void copySettings(ServerConnector replaced) {
		setHost(replaced.getHost());
		setPort(replaced.getPort());
		setName(replaced.getName());
		setDefaultProtocol(replaced.getDefaultProtocol());
		setIdleTimeout(replaced.getIdleTimeout());
		setShutdownIdleTimeout(replaced.getShutdownIdleTimeout());
		setAcceptQueueSize(replaced.getAcceptQueueSize());
		setAcceptedTcpNoDelay(replaced.getAcceptedTcpNoDelay());
		setAcceptedReceiveBufferSize(replaced.getAcceptedReceiveBufferSize());
		setAcceptedSendBufferSize(replaced.getAcceptedSendBufferSize());
		getSelectorManager().setConnectTimeout(replaced.getSelectorManager().getConnectTimeout());
	}

	private void copyBeans(ServerConnector replaced) {
		for (Object bean : replaced.getBeans()) {
			if (bean == replaced.getSelectorManager() || contains(bean)) {
				continue;
			}
			if (replaced.isUnmanaged(bean)) {
				addBean(bean, false);
			}
			else {
				addBean(bean);
			}
		}
		replaced.getEventListeners().forEach(this::addEventListener);
	}

	@Override
	protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
		return new ConnectionSourceSelectorManager(executor, scheduler, selectors);
	}

	@Override
	public int getAcceptors() {
		// The thread of the connection source. With 0, Jetty would accept on its
		// selectors
		return 1;
	}

	@Override
	protected void doStart() throws Exception {
		this.draining = false;
		super.doStart();
		if (this.checksAlias) {
			checkAlias();
		}
		this.connectionSource.start(true);
	}

	private void checkAlias() {
		// As in Spring Boot's SslValidatingServerConnector
		SslConnectionFactory ssl = getConnectionFactory(SslConnectionFactory.class);
		if (ssl != null) {
			SslBundleKey.of(null, ssl.getSslContextFactory().getCertAlias())
				.assertContainsAlias(ssl.getSslContextFactory().getKeyStore());
		}
	}

	@Override
	public void open() throws IOException {
		if (!this.opened) {
			super.open();
		}
	}

	@Override
	protected @Nullable ServerSocketChannel openAcceptChannel() throws IOException {
		InetSocketAddress own = (getHost() != null) ? new InetSocketAddress(getHost(), getPort())
				: new InetSocketAddress(getPort());
		this.connectionSource.open(own, (getAcceptQueueSize() > 0) ? getAcceptQueueSize() : ACCEPT_QUEUE);
		return this.connectionSource.listener();
	}

	@Override
	public void open(@Nullable ServerSocketChannel channel) {
		// The channel is not passed on to Jetty, which would accept from it
		this.opened = true;
	}

	@Override
	public boolean isOpen() {
		return this.opened;
	}

	@Override
	public @Nullable Object getTransport() {
		return (this.opened) ? this.connectionSource.listener() : null;
	}

	@Override
	public int getLocalPort() {
		return (this.opened) ? this.connectionSource.port() : super.getLocalPort();
	}

	@Override
	public boolean serve(SocketChannel connection) throws IOException {
		connection.configureBlocking(false);
		if (connection.getLocalAddress() instanceof InetSocketAddress) {
			configure(connection.socket());
		}
		getSelectorManager().accept(connection);
		return true;
	}

	@Override
	public void awaitSlot() throws InterruptedException {
		synchronized (this.monitor) {
			while (!isAccepting() && this.connectionSource.isAccepting()) {
				this.monitor.wait(SLOT_CHECK.toMillis());
			}
		}
	}

	@Override
	public void accepting(boolean accepting) {
		changed();
	}

	@Override
	public void setAccepting(boolean accepting) {
		// Called by NetworkConnectionLimit
		super.setAccepting(accepting);
		changed();
	}

	@Override
	public void draining() {
		this.draining = true;
		endPoints().forEach(ConnectionSourceEndPoint::goAway);
	}

	boolean isDraining() {
		return this.draining;
	}

	@Override
	public CompletableFuture<Void> shutdown() {
		this.shuttingDown = true;
		try {
			return super.shutdown();
		}
		finally {
			this.shuttingDown = false;
		}
	}

	/**
	 * Return whether a shutdown is in progress, in which Jetty shortens the idle timeout
	 * of every connection.
	 * @return whether the connector is shutting down
	 */
	boolean isShuttingDown() {
		return this.shuttingDown;
	}

	@Override
	protected void doStop() throws Exception {
		close();
		this.connectionSource.connections().awaitLeaving(LEAVE_TIMEOUT);
		super.doStop();
		this.connectionSource.connections().clear();
	}

	@Override
	public void close() {
		if (!this.opened) {
			return;
		}
		this.connectionSource.stopAccepting();
		this.connectionSource.drain();
		this.opened = false;
		super.close();
		try {
			this.connectionSource.close();
		}
		catch (IOException ex) {
			logger.warn("Could not close the listeners of " + this, ex);
		}
	}

	@Override
	protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
		ConnectionSourceEndPoint endPoint = new ConnectionSourceEndPoint(channel, selector, key, this,
				this.connectionSource.connections().get(channel));
		endPoint.setIdleTimeout(getIdleTimeout());
		return endPoint;
	}

	@Override
	protected void onEndPointClosed(EndPoint endPoint) {
		super.onEndPointClosed(endPoint);
		if (endPoint instanceof ConnectionSourceEndPoint closed) {
			this.connectionSource.connections().remove(closed.getChannel());
		}
	}

	private Stream<ConnectionSourceEndPoint> endPoints() {
		return getConnectedEndPoints().stream()
			.filter(ConnectionSourceEndPoint.class::isInstance)
			.map(ConnectionSourceEndPoint.class::cast);
	}

	private void changed() {
		synchronized (this.monitor) {
			this.monitor.notifyAll();
		}
	}

	/**
	 * Removes connections that end before they have an end point.
	 */
	private final class ConnectionSourceSelectorManager extends ServerConnectorManager {

		ConnectionSourceSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
			super(executor, scheduler, selectors);
		}

		@Override
		protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
			super.onAcceptFailed(channel, cause);
			ConnectionSourceServerConnector.this.connectionSource.connections().remove((SocketChannel) channel);
		}

	}

}
