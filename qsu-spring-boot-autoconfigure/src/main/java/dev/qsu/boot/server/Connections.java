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
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The accepted connections of a web server. A connection is pending if it is new, that is
 * if no request has been read yet, or if a request is being read or answered. This class
 * is thread-safe.
 */
public final class Connections {

	private static final Log logger = LogFactory.getLog(Connections.class);

	/** Time without activity before a kept-alive connection is ended. */
	private static final Duration IDLE_GRACE = Duration.ofMillis(500);

	private final Map<SocketChannel, TrackedConnection> connections = new ConcurrentHashMap<>();

	private volatile boolean draining;

	/**
	 * Add an accepted connection.
	 * @param channel the connection
	 * @return its state
	 */
	public TrackedConnection add(SocketChannel channel) {
		TrackedConnection connection = new TrackedConnection(this::changed);
		this.connections.put(channel, connection);
		return connection;
	}

	/**
	 * Return the state of a connection.
	 * @param channel the connection
	 * @return its state, or {@code null} if it has been removed
	 */
	public @Nullable TrackedConnection get(SocketChannel channel) {
		return this.connections.get(channel);
	}

	/**
	 * Remove a closed connection.
	 * @param channel the connection
	 */
	public void remove(SocketChannel channel) {
		this.connections.remove(channel);
		changed();
	}

	/**
	 * Remove all connections.
	 */
	public void clear() {
		this.connections.clear();
		this.draining = false;
		changed();
	}

	/**
	 * Return the number of connections.
	 * @return the number of connections
	 */
	public int size() {
		return this.connections.size();
	}

	/**
	 * End idle connections and wait until no connection is pending. Ending a connection
	 * closes only its output: the client reads the end of the stream and never gets a
	 * reset. Connections of protocols that announce their end themselves are left to the
	 * server.
	 * @param timeout the maximum time to wait
	 * @param ender ends a connection
	 * @return the number of connections that are still pending
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
		return this.connections.values().stream().filter(TrackedConnection::isPending).count();
	}

	/**
	 * Wait until clients that were told to close their connections have done so: data
	 * that arrives on a connection closed by the server would cause a reset.
	 * @param timeout the maximum time to wait
	 */
	public void awaitLeaving(Duration timeout) {
		awaitNone(TrackedConnection::isLeaving, timeout);
	}

	/**
	 * Wait until no request is in progress: a response may still have to be sent when the
	 * request counts as done.
	 * @param timeout the maximum time to wait
	 */
	public void awaitProgress(Duration timeout) {
		awaitNone(TrackedConnection::isInProgress, timeout);
	}

	private void awaitNone(Predicate<TrackedConnection> state, Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			long remaining = timeout.toNanos();
			while (remaining > 0 && this.connections.values().stream().anyMatch(state)) {
				await(Math.min(remaining, TimeUnit.MILLISECONDS.toNanos(50)));
				remaining = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * End connections that have been idle for long enough.
	 * @param ended the connections that have been ended, to be added to
	 * @param ender ends a connection
	 * @param begin the time at which draining began, in nanoseconds
	 * @param grace the time without activity after which a connection is ended
	 * @return the number of connections to wait for
	 * @throws IOException if the selector fails
	 */
	private int endIdle(Set<SocketChannel> ended, Ender ender, long begin, Duration grace) throws IOException {
		List<SocketChannel> idle = new ArrayList<>();
		int awaited = 0;
		long idleSince = System.nanoTime() - grace.toNanos();
		for (Map.Entry<SocketChannel, TrackedConnection> entry : this.connections.entrySet()) {
			TrackedConnection connection = entry.getValue();
			boolean known = ended.contains(entry.getKey()) && !connection.isPending();
			if (known || connection.isUpgraded()) {
				continue;
			}
			boolean expired = Math.max(connection.lastActivity() - begin, 0) + begin <= idleSince;
			if (!connection.isPending() && expired) {
				idle.add(entry.getKey());
			}
			else {
				awaited++;
			}
		}
		return awaited + ((!idle.isEmpty()) ? endSilent(idle, ended, ender) : 0);
	}

	/**
	 * End connections, except for those on which a request is arriving.
	 * @param idle the connections to end
	 * @param ended the connections that have been ended, to be added to
	 * @param ender ends a connection
	 * @return the number of connections that were not ended
	 * @throws IOException if the selector fails
	 */
	private int endSilent(Collection<SocketChannel> idle, Set<SocketChannel> ended, Ender ender) throws IOException {
		int arriving = 0;
		try (Selector selector = Selector.open()) {
			idle.forEach((channel) -> register(channel, selector));
			selector.selectNow();
			for (SelectionKey key : selector.keys()) {
				SocketChannel channel = (SocketChannel) key.channel();
				TrackedConnection connection = this.connections.get(channel);
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

	private static void register(SocketChannel channel, Selector selector) {
		try {
			channel.register(selector, SelectionKey.OP_READ);
		}
		catch (ClosedChannelException ex) {
			// The server may close the connection at any time
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
		 * @throws IOException if the connection is already closed
		 */
		void end(SocketChannel connection) throws IOException;

	}

}
