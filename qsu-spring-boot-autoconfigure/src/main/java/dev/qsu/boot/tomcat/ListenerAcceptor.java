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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.Acceptor;

/**
 * Accepts from several listeners on one thread. It decides whether to accept before each
 * call, and hands over whatever it accepted, so that stopping leaves every other
 * connection in the queue of its listener.
 */
final class ListenerAcceptor extends Acceptor<SocketChannel> {

	private static final Log logger = LogFactory.getLog(ListenerAcceptor.class);

	private static final long SELECT_TIMEOUT = 1000;

	private static final int STOP_TIMEOUT = 5000;

	private final InheritedNioEndpoint endpoint;

	private final Selector selector;

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile boolean stopped;

	private int errorDelay;

	ListenerAcceptor(InheritedNioEndpoint endpoint, List<ServerSocketChannel> listeners) throws IOException {
		super(endpoint);
		this.endpoint = endpoint;
		this.selector = Selector.open();
		for (ServerSocketChannel listener : listeners) {
			listener.register(this.selector, SelectionKey.OP_ACCEPT);
		}
	}

	@Override
	public void run() {
		this.state = AcceptorState.RUNNING;
		try (Selector selector = this.selector) {
			while (!this.stopped) {
				selector.select((key) -> acceptAll((ServerSocketChannel) key.channel()), SELECT_TIMEOUT);
			}
		}
		catch (IOException ex) {
			logger.error("Stopped accepting on " + this.endpoint.getName(), ex);
		}
		finally {
			this.state = AcceptorState.ENDED;
			this.ended.countDown();
		}
	}

	private void acceptAll(ServerSocketChannel listener) {
		try {
			boolean more = true;
			while (more && !this.stopped) {
				this.endpoint.awaitConnectionSlot();
				more = acceptOne(listener);
			}
			this.errorDelay = 0;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException | RuntimeException ex) {
			logger.error("Could not accept a connection on " + this.endpoint.getName(), ex);
			this.errorDelay = handleExceptionWithDelay(this.errorDelay);
		}
	}

	private boolean acceptOne(ServerSocketChannel listener) throws IOException {
		SocketChannel connection = null;
		try {
			connection = (!this.stopped) ? listener.accept() : null;
		}
		finally {
			if (connection == null) {
				this.endpoint.releaseConnectionSlot();
			}
		}
		if (connection != null) {
			this.endpoint.serve(connection);
		}
		return connection != null;
	}

	boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Accept nothing from now on, but without waiting for what is on its way.
	 */
	void requestStop() {
		this.stopped = true;
		this.selector.wakeup();
	}

	/**
	 * Wait until whatever was accepted is handed over.
	 */
	void awaitStop() {
		stopMillis(STOP_TIMEOUT);
	}

	@Override
	public void stopMillis(int waitMilliseconds) {
		requestStop();
		try {
			if (waitMilliseconds > 0 && !this.ended.await(waitMilliseconds, TimeUnit.MILLISECONDS)) {
				logger.warn("The acceptor of " + this.endpoint.getName() + " did not stop");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
