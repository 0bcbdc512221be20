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
import java.util.Set;
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

	private final Set<SocketChannel> owing = ConcurrentHashMap.newKeySet();

	private volatile boolean awaited;

	ConnectionTracker(Handler<NioChannel> delegate) {
		this.delegate = delegate;
	}

	void accepted(SocketChannel connection) {
		this.owing.add(connection);
	}

	void readable(SocketWrapperBase<NioChannel> connection) {
		SocketChannel channel = channel(connection);
		if (channel != null) {
			this.owing.add(channel);
		}
	}

	void settled(@Nullable SocketChannel connection) {
		if (connection != null && this.owing.remove(connection) && this.awaited && this.owing.isEmpty()) {
			synchronized (this) {
				notifyAll();
			}
		}
	}

	/**
	 * Wait until no connection owes an answer.
	 * @param timeout how long to wait at most
	 * @return how many connections still owe one
	 */
	synchronized int awaitSettled(Duration timeout) {
		this.awaited = true;
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			long remaining = timeout.toNanos();
			while (!this.owing.isEmpty() && remaining > 0) {
				TimeUnit.NANOSECONDS.timedWait(this, remaining);
				remaining = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.owing.size();
	}

	@Override
	public SocketState process(SocketWrapperBase<NioChannel> connection, SocketEvent event) {
		SocketChannel channel = channel(connection);
		SocketState state = this.delegate.process(connection, event);
		if (state != SocketState.LONG && state != SocketState.SENDFILE) {
			settled(channel);
		}
		return state;
	}

	@Override
	public void release(SocketWrapperBase<NioChannel> connection) {
		settled(channel(connection));
		this.delegate.release(connection);
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
		this.owing.clear();
		this.awaited = false;
		this.delegate.recycle();
	}

	private static @Nullable SocketChannel channel(SocketWrapperBase<NioChannel> connection) {
		NioChannel channel = connection.getSocket();
		return (channel != null) ? channel.getIOChannel() : null;
	}

}
