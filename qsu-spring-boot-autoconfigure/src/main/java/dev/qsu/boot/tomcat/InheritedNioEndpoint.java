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

package dev.qsu.boot.tomcat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.util.threads.LimitLatch;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.socket.AcceptGate;

/**
 * Accepts from listeners that it is given at each start, several at once, or from one
 * that it binds if there are none. The listeners may be shared with other processes, so
 * it never accepts a connection that it is not going to serve, and never connects to
 * itself to wake its acceptor.
 */
final class InheritedNioEndpoint extends NioEndpoint implements AcceptGate.Server {

	private static final Log logger = LogFactory.getLog(InheritedNioEndpoint.class);

	private static final int UNLIMITED_KEEP_ALIVE = -1;

	private IntFunction<List<ServerSocketChannel>> source = (backlog) -> Collections.emptyList();

	private AcceptGate gate = new AcceptGate();

	private Duration drainTimeout = Duration.ZERO;

	private int ownPort;

	private volatile boolean drained;

	private volatile List<ServerSocketChannel> listeners = Collections.emptyList();

	private volatile @Nullable ListenerAcceptor listenerAcceptor;

	private @Nullable ConnectionTracker tracker;

	private int configuredKeepAlive = UNLIMITED_KEEP_ALIVE;

	/**
	 * Set where the listeners come from.
	 * @param source asked for the listeners at each start, with the backlog to have
	 * @param gate told when this endpoint accepts
	 * @param drainTimeout how long to wait for requests on connections accepted before
	 * @param ownPort the port to bind if there are no listeners
	 */
	void setSource(IntFunction<List<ServerSocketChannel>> source, AcceptGate gate, Duration drainTimeout, int ownPort) {
		this.ownPort = ownPort;
		this.source = source;
		this.gate = gate;
		this.drainTimeout = drainTimeout;
	}

	@Override
	protected void initServerSocket() throws IOException {
		List<ServerSocketChannel> opened = new ArrayList<>(this.source.apply(getAcceptCount()));
		if (opened.isEmpty()) {
			opened.add(bindOwnListener());
		}
		this.listeners = List.copyOf(opened);
		for (ServerSocketChannel listener : this.listeners) {
			listener.configureBlocking(false);
		}
	}

	private ServerSocketChannel bindOwnListener() throws IOException {
		setPort(this.ownPort);
		ServerSocketChannel listener = ServerSocketChannel.open();
		try {
			getSocketProperties().setProperties(listener.socket());
			return listener.bind(new InetSocketAddress(getAddress(), getPortWithOffset()), getAcceptCount());
		}
		catch (IOException | RuntimeException ex) {
			listener.close();
			throw ex;
		}
	}

	@Override
	protected void startAcceptorThread() {
		try {
			ListenerAcceptor acceptor = new ListenerAcceptor(this, this.listeners);
			this.acceptor = acceptor;
			this.listenerAcceptor = acceptor;
			Thread thread = new Thread(acceptor, getName() + "-Acceptor");
			thread.setPriority(getAcceptorThreadPriority());
			thread.setDaemon(getDaemon());
			thread.start();
			this.gate.add(this);
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot accept on " + this.listeners, ex);
		}
	}

	void serve(SocketChannel connection) {
		ConnectionTracker tracker = tracker();
		tracker.accepted(connection);
		if (!setSocketOptions(connection)) {
			closeSocket(connection);
			tracker.refused(connection);
		}
	}

	void requestRead() {
		tracker().requestRead();
	}

	void awaitConnectionSlot() throws InterruptedException {
		countUpOrAwaitConnection();
	}

	void releaseConnectionSlot() {
		countDownConnection();
	}

	@Override
	public boolean processSocket(SocketWrapperBase<NioChannel> connection, SocketEvent event, boolean dispatch) {
		if (event == SocketEvent.OPEN_READ) {
			tracker().readable(connection);
		}
		return super.processSocket(connection, event, dispatch);
	}

	@Override
	public void stopAccepting() {
		ListenerAcceptor acceptor = this.listenerAcceptor;
		if (acceptor != null && !acceptor.isStopped()) {
			acceptor.requestStop();
			releaseWaitingAcceptor();
			acceptor.awaitStop();
		}
	}

	/**
	 * The acceptor may wait for one of {@code max-connections} to end.
	 */
	private void releaseWaitingAcceptor() {
		LimitLatch latch = initializeConnectionLatch();
		if (latch != null) {
			latch.releaseAll();
		}
	}

	/**
	 * With one request left to each connection every response says
	 * {@code Connection: close}, so the client does not send another.
	 */
	@Override
	public void drain() {
		if (!isRunning() || isPaused() || this.drained) {
			return;
		}
		this.drained = true;
		setMaxKeepAliveRequests(1);
		long owing = tracker().awaitSettled(this.drainTimeout);
		logger.debug("Stopped accepting on " + getName() + " with " + owing + " connections still to be answered");
	}

	@Override
	public void startInternal() throws Exception {
		this.drained = false;
		this.configuredKeepAlive = getMaxKeepAliveRequests();
		super.startInternal();
	}

	@Override
	public void pause() {
		stopAccepting();
		drain();
		super.pause();
	}

	@Override
	public void resume() {
		super.resume();
		ListenerAcceptor acceptor = this.listenerAcceptor;
		if (isRunning() && acceptor != null && acceptor.isStopped()) {
			this.drained = false;
			setMaxKeepAliveRequests(this.configuredKeepAlive);
			startAcceptorThread();
		}
	}

	@Override
	public void stopInternal() {
		super.stopInternal();
		this.gate.remove(this);
		setMaxKeepAliveRequests(this.configuredKeepAlive);
	}

	@Override
	protected void unlockAccept() {
		ListenerAcceptor acceptor = this.listenerAcceptor;
		if (acceptor != null) {
			acceptor.requestStop();
		}
	}

	@Override
	protected void doCloseServerSocket() throws IOException {
		List<ServerSocketChannel> closing = this.listeners;
		this.listeners = Collections.emptyList();
		for (ServerSocketChannel listener : closing) {
			listener.close();
		}
	}

	@Override
	protected @Nullable NetworkChannel getServerSocket() {
		List<ServerSocketChannel> listeners = this.listeners;
		return (!listeners.isEmpty()) ? listeners.get(0) : null;
	}

	@Override
	public void setHandler(Handler<NioChannel> handler) {
		this.tracker = new ConnectionTracker(handler);
		super.setHandler(this.tracker);
	}

	private ConnectionTracker tracker() {
		ConnectionTracker tracker = this.tracker;
		if (tracker == null) {
			throw new IllegalStateException("No handler");
		}
		return tracker;
	}

}
