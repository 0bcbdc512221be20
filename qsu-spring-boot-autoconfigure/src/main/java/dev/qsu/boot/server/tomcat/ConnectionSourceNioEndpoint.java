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

package dev.qsu.boot.server.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

import org.apache.tomcat.util.net.Acceptor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.threads.LimitLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

import dev.qsu.boot.server.ConnectionSource;

/**
 * {@link NioEndpoint} that takes its connections from a {@link ConnectionSource}.
 */
final class ConnectionSourceNioEndpoint extends NioEndpoint implements ConnectionSource.Server {

	/** How long answers may take that are complete but not sent. */
	private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

	/**
	 * Whether the connection that the current thread sets up comes from a Unix socket.
	 */
	private final ThreadLocal<@Nullable String> unixPath = new ThreadLocal<>();

	private @Nullable ConnectionSource connectionSource;

	private int ownPort;

	private boolean retainsOnly;

	private @Nullable ConnectionTracker tracker;

	private volatile boolean draining;

	/**
	 * Set the source of connections.
	 * @param connectionSource the source, opened at each start
	 * @param ownPort the port to bind if there are no inherited listeners
	 * @param retainsOnly whether there are no inherited listeners, so that the server's
	 * own one is retained
	 */
	void setConnectionSource(ConnectionSource connectionSource, int ownPort, boolean retainsOnly) {
		this.connectionSource = connectionSource;
		this.retainsOnly = retainsOnly;
		this.ownPort = ownPort;
	}

	private ConnectionSource connectionSource() {
		ConnectionSource connectionSource = this.connectionSource;
		if (connectionSource == null) {
			throw new IllegalStateException("No connection source has been set");
		}
		return connectionSource;
	}

	@Override
	protected void initServerSocket() throws IOException {
		if (super.getUnixDomainSocketPath() != null && this.retainsOnly) {
			throw new FailureAnalyzedException(
					"Tomcat is configured with the Unix socket '" + super.getUnixDomainSocketPath()
							+ "', which cannot be kept across restarts.",
					"Set 'qsu.socket.keep-across-restarts=false'.");
		}
		InetSocketAddress own = (getAddress() != null) ? new InetSocketAddress(getAddress(), this.ownPort)
				: new InetSocketAddress(this.ownPort);
		connectionSource().open(own, getAcceptCount());
	}

	@Override
	protected void startAcceptorThread() {
		try {
			this.acceptor = new ConnectionSourceAcceptor(this);
			connectionSource().start(getDaemon());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot accept connections on " + getName(), ex);
		}
	}

	@Override
	public boolean serve(SocketChannel connection) throws IOException {
		if (connection.getLocalAddress() instanceof UnixDomainSocketAddress address) {
			this.unixPath.set(address.toString());
		}
		try {
			if (setSocketOptions(connection)) {
				return true;
			}
			closeSocket(connection);
			return false;
		}
		finally {
			this.unixPath.remove();
		}
	}

	@Override
	public @Nullable String getUnixDomainSocketPath() {
		// Tomcat calls this method when it sets up a connection
		return this.unixPath.get();
	}

	void requestRead() {
		tracker().requestRead();
	}

	@Override
	public void awaitSlot() throws InterruptedException {
		countUpOrAwaitConnection();
	}

	@Override
	public void releaseSlot() {
		countDownConnection();
	}

	@Override
	public void accepting(boolean accepting) {
		// Wakes an acceptor that waits because of max-connections. A paused endpoint
		// has no latch and must not get a new one that is already released
		LimitLatch latch = (!accepting && getConnectionCount() >= 0) ? initializeConnectionLatch() : null;
		if (latch != null) {
			latch.releaseAll();
		}
	}

	@Override
	public void draining() {
		this.draining = true;
		tracker().goAway(getConnections());
	}

	boolean isDraining() {
		return this.draining;
	}

	@Override
	public boolean processSocket(SocketWrapperBase<NioChannel> connection, SocketEvent event, boolean dispatch) {
		if (event == SocketEvent.OPEN_READ) {
			tracker().readable(connection);
		}
		return super.processSocket(connection, event, dispatch);
	}

	@Override
	public void startInternal() throws Exception {
		this.draining = false;
		super.startInternal();
	}

	@Override
	public void pause() {
		if (isRunning() && !isPaused()) {
			connectionSource().stopAccepting();
			connectionSource().drain();
		}
		super.pause();
	}

	@Override
	public void resume() {
		super.resume();
		if (isRunning() && !connectionSource().isAccepting()) {
			this.draining = false;
			startAcceptorThread();
		}
	}

	/**
	 * Spring Boot waits until no servlet is at work, and closes the connections then,
	 * although Tomcat may not have sent the last answers.
	 */
	@Override
	public void stopInternal() {
		if (isRunning() && isPaused()) {
			connectionSource().connections().awaitProgress(LAST_ANSWERS);
		}
		super.stopInternal();
	}

	@Override
	protected void unlockAccept() {
		connectionSource().requestStop();
	}

	@Override
	protected void doCloseServerSocket() throws IOException {
		connectionSource().close();
	}

	@Override
	protected @Nullable NetworkChannel getServerSocket() {
		return connectionSource().listener();
	}

	@Override
	public void setHandler(Handler<NioChannel> handler) {
		this.tracker = new ConnectionTracker(handler, () -> connectionSource().connections(), this::isDraining);
		super.setHandler(this.tracker);
	}

	private ConnectionTracker tracker() {
		ConnectionTracker tracker = this.tracker;
		if (tracker == null) {
			throw new IllegalStateException("No handler has been set");
		}
		return tracker;
	}

	/**
	 * Represents the connection source as an acceptor to Tomcat.
	 */
	private static final class ConnectionSourceAcceptor extends Acceptor<SocketChannel> {

		private final ConnectionSourceNioEndpoint endpoint;

		ConnectionSourceAcceptor(ConnectionSourceNioEndpoint endpoint) {
			super(endpoint);
			this.endpoint = endpoint;
			this.state = AcceptorState.RUNNING;
		}

		@Override
		public void stopMillis(int waitMilliseconds) {
			this.endpoint.connectionSource().stopAccepting();
			this.state = AcceptorState.ENDED;
		}

	}

}
