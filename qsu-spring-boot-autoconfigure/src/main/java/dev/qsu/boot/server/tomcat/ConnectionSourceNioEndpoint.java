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
 * Serves connections that come from an {@link ConnectionSource}.
 */
final class ConnectionSourceNioEndpoint extends NioEndpoint implements ConnectionSource.Server {

	/**
	 * Whether the connection that the current thread sets up comes from a Unix socket.
	 */
	private final ThreadLocal<@Nullable String> unixPath = new ThreadLocal<>();

	private @Nullable ConnectionSource intake;

	private int ownPort;

	private boolean keepsOnly;

	private @Nullable ConnectionTracker tracker;

	private volatile boolean draining;

	/**
	 * Set where connections come from.
	 * @param intake opened at each start
	 * @param ownPort the port to bind if nothing was inherited
	 * @param keepsOnly whether nothing was inherited
	 */
	void setIntake(ConnectionSource intake, int ownPort, boolean keepsOnly) {
		this.intake = intake;
		this.keepsOnly = keepsOnly;
		this.ownPort = ownPort;
	}

	private ConnectionSource intake() {
		ConnectionSource intake = this.intake;
		if (intake == null) {
			throw new IllegalStateException("No intake");
		}
		return intake;
	}

	@Override
	protected void initServerSocket() throws IOException {
		if (super.getUnixDomainSocketPath() != null && this.keepsOnly) {
			throw new FailureAnalyzedException(
					"Tomcat is configured with the Unix socket '" + super.getUnixDomainSocketPath()
							+ "', which cannot be kept across restarts.",
					"Set 'qsu.socket.keep-across-restarts=false'.");
		}
		InetSocketAddress own = (getAddress() != null) ? new InetSocketAddress(getAddress(), this.ownPort)
				: new InetSocketAddress(this.ownPort);
		intake().open(own, getAcceptCount());
	}

	@Override
	protected void startAcceptorThread() {
		try {
			this.acceptor = new IntakeAcceptor(this);
			intake().start(getDaemon());
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

	/**
	 * Tomcat asks here how to set up a connection.
	 */
	@Override
	public @Nullable String getUnixDomainSocketPath() {
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

	/**
	 * The acceptor may wait for one of {@code max-connections} to end. A paused endpoint
	 * has let go of the latch already, and must not get one that is released.
	 */
	@Override
	public void accepting(boolean accepting) {
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
			intake().stopAccepting();
			intake().drain();
		}
		super.pause();
	}

	@Override
	public void resume() {
		super.resume();
		if (isRunning() && !intake().isAccepting()) {
			this.draining = false;
			startAcceptorThread();
		}
	}

	@Override
	protected void unlockAccept() {
		intake().requestStop();
	}

	@Override
	protected void doCloseServerSocket() throws IOException {
		intake().close();
	}

	@Override
	protected @Nullable NetworkChannel getServerSocket() {
		return intake().listener();
	}

	@Override
	public void setHandler(Handler<NioChannel> handler) {
		this.tracker = new ConnectionTracker(handler, () -> intake().connections());
		super.setHandler(this.tracker);
	}

	private ConnectionTracker tracker() {
		ConnectionTracker tracker = this.tracker;
		if (tracker == null) {
			throw new IllegalStateException("No handler");
		}
		return tracker;
	}

	/**
	 * Tells Tomcat that there is an acceptor, whose work the intake does.
	 */
	private static final class IntakeAcceptor extends Acceptor<SocketChannel> {

		private final ConnectionSourceNioEndpoint endpoint;

		IntakeAcceptor(ConnectionSourceNioEndpoint endpoint) {
			super(endpoint);
			this.endpoint = endpoint;
			this.state = AcceptorState.RUNNING;
		}

		@Override
		public void stopMillis(int waitMilliseconds) {
			this.endpoint.intake().stopAccepting();
			this.state = AcceptorState.ENDED;
		}

	}

}
