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

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Knows which connections owe an answer: those that were accepted and have not sent a
 * request yet, and those with a request that is being read or answered.
 */
final class ConnectionTracker implements Handler<NioChannel> {

	private final Handler<NioChannel> delegate;

	private final Map<SocketChannel, Connection> connections = new ConcurrentHashMap<>();

	private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

	private volatile boolean awaited;

	ConnectionTracker(Handler<NioChannel> delegate) {
		this.delegate = delegate;
	}

	void accepted(SocketChannel channel) {
		this.connections.put(channel, new Connection());
	}

	void refused(SocketChannel channel) {
		this.connections.remove(channel);
		changed();
	}

	void readable(SocketWrapperBase<NioChannel> wrapper) {
		Connection connection = connection(wrapper);
		if (connection != null) {
			connection.readable = true;
		}
	}

	/**
	 * A request has been read on the connection that the current thread processes. Until
	 * the first one, a connection on which nothing happens, such as one that has only
	 * just finished its TLS handshake, is not idle.
	 */
	void requestRead() {
		Connection connection = this.current.get();
		if (connection != null) {
			connection.fresh = false;
		}
	}

	/**
	 * Wait until no connection owes an answer.
	 * @param timeout how long to wait at most
	 * @return how many connections still owe one
	 */
	synchronized long awaitSettled(Duration timeout) {
		this.awaited = true;
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			long remaining = timeout.toNanos();
			while (owing() > 0 && remaining > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, remaining);
				remaining = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return owing();
	}

	private long owing() {
		return this.connections.values().stream().filter(Connection::isOwing).count();
	}

	private void changed() {
		if (this.awaited) {
			synchronized (this) {
				notifyAll();
			}
		}
	}

	@Override
	public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
		Connection connection = connection(wrapper);
		if (connection == null) {
			return this.delegate.process(wrapper, event);
		}
		boolean fresh = connection.fresh;
		if (fresh) {
			this.current.set(connection);
		}
		connection.begin();
		SocketState state = SocketState.CLOSED;
		try {
			state = this.delegate.process(wrapper, event);
			return state;
		}
		finally {
			connection.end(state);
			if (fresh) {
				this.current.remove();
			}
			changed();
		}
	}

	@Override
	public void release(SocketWrapperBase<NioChannel> wrapper) {
		SocketChannel channel = channel(wrapper);
		if (channel != null) {
			refused(channel);
		}
		this.delegate.release(wrapper);
	}

	@Override
	public Object getGlobal() {
		return this.delegate.getGlobal();
	}

	@Override
	public void pause() {
		this.delegate.pause();
	}

	@Override
	public void recycle() {
		this.connections.clear();
		this.awaited = false;
		this.delegate.recycle();
	}

	private @Nullable Connection connection(SocketWrapperBase<NioChannel> wrapper) {
		SocketChannel channel = channel(wrapper);
		return (channel != null) ? this.connections.get(channel) : null;
	}

	private static @Nullable SocketChannel channel(SocketWrapperBase<NioChannel> wrapper) {
		NioChannel channel = wrapper.getSocket();
		return (channel != null) ? channel.getIOChannel() : null;
	}

	/**
	 * One connection. What may still come of it is kept apart, because a request can
	 * become readable on another thread before the one before it has returned.
	 */
	private static final class Connection {

		private volatile boolean fresh = true;

		private volatile boolean readable;

		private int processing;

		private boolean unfinished;

		synchronized void begin() {
			this.readable = false;
			this.processing++;
		}

		synchronized void end(SocketState state) {
			this.processing--;
			this.unfinished = state == SocketState.LONG || state == SocketState.SENDFILE;
			if (state == SocketState.UPGRADED || state == SocketState.CLOSED) {
				this.fresh = false;
			}
		}

		synchronized boolean isOwing() {
			return this.fresh || this.readable || this.unfinished || this.processing > 0;
		}

	}

}
