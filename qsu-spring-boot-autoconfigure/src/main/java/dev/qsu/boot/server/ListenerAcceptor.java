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
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Accepts connections from several listeners on one thread. It checks before each accept
 * whether it has been stopped and hands over every connection that it has accepted, so
 * all others stay in the queues of their listeners. It is woken by its selector, never by
 * a connection to itself, which another process might accept.
 */
final class ListenerAcceptor implements Runnable {

	private static final Log logger = LogFactory.getLog(ListenerAcceptor.class);

	private static final Duration SELECT_TIMEOUT = Duration.ofSeconds(1);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	/** Limit on connections in a row, so that a busy listener does not starve others. */
	private static final int BATCH = 16;

	/** Milliseconds to pause after the first of successive failures, then doubled. */
	private static final long FIRST_DELAY = 50;

	private static final long LONGEST_DELAY = 1600;

	private final Target target;

	private final Selector selector;

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile boolean stopped;

	private long delay = FIRST_DELAY;

	ListenerAcceptor(List<ServerSocketChannel> listeners, Target target) throws IOException {
		this.target = target;
		this.selector = Selector.open();
		try {
			for (ServerSocketChannel listener : listeners) {
				listener.configureBlocking(false);
				listener.register(this.selector, SelectionKey.OP_ACCEPT);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.selector.close();
			throw ex;
		}
	}

	void start(String name, boolean daemon) {
		Thread thread = new Thread(this, name);
		thread.setDaemon(daemon);
		thread.start();
	}

	@Override
	public void run() {
		try (Selector opened = this.selector) {
			while (!this.stopped) {
				opened.select((key) -> acceptSome((ServerSocketChannel) key.channel()), SELECT_TIMEOUT.toMillis());
			}
		}
		catch (IOException ex) {
			logger.error("Can no longer accept connections on " + Thread.currentThread().getName(), ex);
		}
		finally {
			this.ended.countDown();
		}
	}

	private void acceptSome(ServerSocketChannel listener) {
		try {
			boolean more = true;
			for (int i = 0; more && i < BATCH && !this.stopped; i++) {
				this.target.awaitSlot();
				more = acceptOne(listener);
			}
			this.delay = FIRST_DELAY;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stopped = true;
		}
		catch (Throwable ex) {
			if (!this.stopped) {
				logger.error("Could not accept a connection on " + Thread.currentThread().getName(), ex);
				pauseAfterFailure();
			}
		}
	}

	private boolean acceptOne(ServerSocketChannel listener) throws IOException {
		SocketChannel connection = null;
		try {
			connection = (!this.stopped) ? listener.accept() : null;
		}
		finally {
			if (connection == null) {
				this.target.releaseSlot();
			}
		}
		if (connection != null) {
			this.target.serve(connection);
		}
		return connection != null;
	}

	private void pauseAfterFailure() {
		try {
			Thread.sleep(this.delay);
			this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.stopped = true;
		}
	}

	/**
	 * Stop accepting without waiting for connections that are being handed over.
	 */
	void requestStop() {
		this.stopped = true;
		this.selector.wakeup();
	}

	/**
	 * Wait until every accepted connection has been handed over.
	 */
	void awaitStop() {
		try {
			if (!this.ended.await(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
				logger.warn("The acceptor did not stop within " + STOP_TIMEOUT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	boolean isStopped() {
		return this.stopped;
	}

	/**
	 * The target that accepted connections are handed to. All methods are called on the
	 * acceptor thread.
	 */
	interface Target {

		/**
		 * Wait until one more connection may be served.
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
		 * Serve a connection or close it.
		 * @param connection the connection
		 * @throws IOException if the connection cannot be served
		 */
		void serve(SocketChannel connection) throws IOException;

	}

}
