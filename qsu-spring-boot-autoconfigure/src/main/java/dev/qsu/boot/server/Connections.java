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
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a web server, and which of them owe an answer: those that were
 * accepted and have not sent a request yet, and those with a request that is being read
 * or answered. Thread-safe.
 */
public final class Connections {

	private static final Log logger = LogFactory.getLog(Connections.class);

	/** How long nothing must come on a kept-alive connection before it is ended. */
	private static final Duration IDLE_GRACE = Duration.ofMillis(500);

	private final Map<SocketChannel, Connection> connections = new ConcurrentHashMap<>();

	private volatile boolean draining;

	/**
	 * Add a connection that was accepted.
	 * @param channel the connection
	 * @return what is known of it
	 */
	public Connection add(SocketChannel channel) {
		Connection connection = new Connection();
		this.connections.put(channel, connection);
		return connection;
	}

	/**
	 * Return what is known of a connection.
	 * @param channel the connection
	 * @return what is known, or {@code null} if it was removed
	 */
	public @Nullable Connection get(SocketChannel channel) {
		return this.connections.get(channel);
	}

	/**
	 * Remove a connection that is closed.
	 * @param channel the connection
	 */
	public void remove(SocketChannel channel) {
		this.connections.remove(channel);
		changed();
	}

	/**
	 * Forget all connections.
	 */
	public void clear() {
		this.connections.clear();
		this.draining = false;
		changed();
	}

	/**
	 * Return how many connections there are.
	 * @return the number of connections
	 */
	public int size() {
		return this.connections.size();
	}

	/**
	 * Wait until no connection owes an answer, and end those that are idle. The end is
	 * half a close: a client that reads sees the end of the stream, never a reset.
	 * Connections of protocols that announce their end themselves are left to the server.
	 * @param timeout how long to wait at most
	 * @param ender ends a connection
	 * @return how many connections still owe an answer
	 */
	long drain(Duration timeout, Ender ender) {
		this.draining = true;
		long begin = System.nanoTime();
		long deadline = begin + timeout.toNanos();
		Set<SocketChannel> ended = new HashSet<>();
		try {
			long remaining = timeout.toNanos();
			while (endIdle(ended, ender, begin, IDLE_GRACE) > 0 && remaining > 0) {
				await(Math.min(remaining, TimeUnit.MILLISECONDS.toNanos(50)));
				remaining = deadline - System.nanoTime();
			}
			endIdle(ended, ender, begin, Duration.ZERO);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			logger.warn("Could not end idle connections", ex);
		}
		return this.connections.values().stream().filter(Connection::isOwing).count();
	}

	/**
	 * Wait until clients that were told to close their connections have done so, because
	 * what they still send on a closed one would reset it.
	 * @param timeout how long to wait at most
	 */
	public void awaitLeaving(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			long remaining = timeout.toNanos();
			while (remaining > 0 && this.connections.values().stream().anyMatch(Connection::isLeaving)) {
				await(Math.min(remaining, TimeUnit.MILLISECONDS.toNanos(50)));
				remaining = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End what has been idle for long enough.
	 * @return how many connections are still to be waited for
	 */
	private int endIdle(Set<SocketChannel> ended, Ender ender, long begin, Duration grace) throws IOException {
		List<SocketChannel> idle = new ArrayList<>();
		int awaited = 0;
		long idleSince = System.nanoTime() - grace.toNanos();
		for (Map.Entry<SocketChannel, Connection> entry : this.connections.entrySet()) {
			Connection connection = entry.getValue();
			boolean known = ended.contains(entry.getKey()) && !connection.isOwing();
			if (known || connection.isUpgraded()) {
				continue;
			}
			boolean expired = Math.max(connection.lastActivity - begin, 0) + begin <= idleSince;
			if (!connection.isOwing() && expired) {
				idle.add(entry.getKey());
			}
			else {
				awaited++;
			}
		}
		return awaited + ((!idle.isEmpty()) ? endSilent(idle, ended, ender) : 0);
	}

	/**
	 * End connections, except for those on which a request is just arriving.
	 * @return how many were not ended
	 */
	private int endSilent(Collection<SocketChannel> idle, Set<SocketChannel> ended, Ender ender) throws IOException {
		int arriving = 0;
		try (Selector selector = Selector.open()) {
			idle.forEach((channel) -> register(channel, selector));
			selector.selectNow();
			for (SelectionKey key : selector.keys()) {
				SocketChannel channel = (SocketChannel) key.channel();
				Connection connection = this.connections.get(channel);
				if (selector.selectedKeys().contains(key) || connection == null || !connection.tryEnd()) {
					arriving++;
				}
				else {
					ended.add(channel);
					end(channel, ender);
				}
			}
		}
		return arriving;
	}

	/**
	 * The server may close the connection at the same time.
	 */
	private static void register(SocketChannel channel, Selector selector) {
		try {
			channel.register(selector, SelectionKey.OP_READ);
		}
		catch (ClosedChannelException ex) {
			logger.debug("Already closed: " + channel, ex);
		}
	}

	private static void end(SocketChannel channel, Ender ender) {
		try {
			ender.end(channel);
		}
		catch (IOException ex) {
			logger.debug("Already closed: " + channel, ex);
		}
	}

	private synchronized void await(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.timedWait(this, nanos);
	}

	private void changed() {
		if (this.draining) {
			synchronized (this) {
				notifyAll();
			}
		}
	}

	/**
	 * Ends connections.
	 */
	@FunctionalInterface
	interface Ender {

		/**
		 * End a connection.
		 * @param connection the connection
		 * @throws IOException if it is already closed
		 */
		void end(SocketChannel connection) throws IOException;

	}

	/**
	 * One connection. What may still come of it is kept apart, because a request can
	 * become readable on another thread before the one before it has returned.
	 */
	public final class Connection {

		private volatile boolean fresh = true;

		private volatile boolean readable;

		private volatile boolean upgraded;

		private volatile boolean leaving;

		private volatile @Nullable BooleanSupplier reading;

		private volatile long lastActivity = System.nanoTime();

		private int active;

		private boolean unfinished;

		private boolean ended;

		private Connection() {
		}

		/**
		 * Bytes have arrived that may be part of a request.
		 */
		public void readable() {
			this.lastActivity = System.nanoTime();
			this.readable = true;
		}

		/**
		 * Ask, from now on, whether part of a request has been read, rather than going by
		 * {@link #readable()}.
		 * @param reading whether part of a request has been read; called on any thread
		 */
		public void reading(BooleanSupplier reading) {
			this.reading = reading;
		}

		private boolean isReading() {
			BooleanSupplier reading = this.reading;
			return (reading != null) ? reading.getAsBoolean() : this.readable;
		}

		/**
		 * A request has been read. Until the first one, a connection on which nothing
		 * happens, such as one that has only just finished its TLS handshake, is not
		 * idle.
		 */
		public void requestRead() {
			this.fresh = false;
		}

		/**
		 * Return whether no request has been read on the connection yet.
		 * @return whether it is fresh
		 */
		public boolean isFresh() {
			return this.fresh;
		}

		/**
		 * The server begins to work on what has arrived.
		 * @return whether the client can still be answered; if the connection has been
		 * ended meanwhile, what has arrived must be discarded, because the client is
		 * going to send it again
		 */
		public synchronized boolean begin() {
			this.readable = false;
			this.active++;
			return !this.ended;
		}

		private synchronized boolean tryEnd() {
			this.ended = !isOwing();
			return this.ended;
		}

		/**
		 * The server ended working on what has arrived.
		 * @param unfinished whether an answer is still to come
		 */
		public void end(boolean unfinished) {
			synchronized (this) {
				this.active--;
				this.unfinished = unfinished;
				this.lastActivity = System.nanoTime();
			}
			changed();
		}

		/**
		 * The connection left HTTP/1.1 for a protocol that announces its end itself.
		 */
		public void upgraded() {
			this.upgraded = true;
			this.fresh = false;
		}

		/**
		 * The client was told to close the connection.
		 */
		public void leaving() {
			this.leaving = true;
		}

		private boolean isLeaving() {
			return this.leaving;
		}

		private boolean isUpgraded() {
			return this.upgraded;
		}

		private synchronized boolean isOwing() {
			return this.active > 0 || this.unfinished || (!this.upgraded && (this.fresh || isReading()));
		}

	}

}
