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
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.upgrade.UpgradeProcessorBase;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.server.Connections;
import dev.qsu.boot.server.TrackedConnection;

/**
 * Reports to {@link Connections} what Tomcat does with each connection.
 */
final class ConnectionTracker implements Handler<NioChannel> {

	/** Common prefix of the protocol names with TLS (h2) and without (h2c). */
	private static final String HTTP2 = "h2";

	private static final int DISCARD_BUFFER_SIZE = 64 * 1024;

	private final Handler<NioChannel> delegate;

	private final Supplier<Connections> connections;

	private final BooleanSupplier draining;

	private final ThreadLocal<@Nullable TrackedConnection> current = new ThreadLocal<>();

	ConnectionTracker(Handler<NioChannel> delegate, Supplier<Connections> connections, BooleanSupplier draining) {
		this.delegate = delegate;
		this.connections = connections;
		this.draining = draining;
	}

	void readable(SocketWrapperBase<NioChannel> wrapper) {
		TrackedConnection connection = connection(wrapper);
		if (connection != null) {
			connection.readable();
		}
	}

	/**
	 * Report that a request has been read on the connection that the current thread
	 * processes.
	 */
	void requestRead() {
		TrackedConnection connection = this.current.get();
		if (connection != null) {
			connection.requestRead();
		}
	}

	/**
	 * Tell HTTP/2 clients to use another connection.
	 * @param wrappers all connections
	 */
	void goAway(Iterable<SocketWrapperBase<NioChannel>> wrappers) {
		for (SocketWrapperBase<NioChannel> wrapper : wrappers) {
			TrackedConnection connection = connection(wrapper);
			if (connection != null && isHttp2(wrapper)) {
				goAway(wrapper, connection);
			}
		}
	}

	private static boolean isHttp2(SocketWrapperBase<NioChannel> wrapper) {
		return wrapper.getCurrentProcessor() instanceof UpgradeProcessorBase processor
				&& processor.getUpgradeToken().protocol().startsWith(HTTP2);
	}

	private static void goAway(SocketWrapperBase<NioChannel> wrapper, TrackedConnection connection) {
		if (wrapper.getCurrentProcessor() instanceof Processor processor) {
			connection.leaving();
			processor.pause();
		}
	}

	@Override
	public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
		TrackedConnection connection = connection(wrapper);
		if (connection == null) {
			return this.delegate.process(wrapper, event);
		}
		boolean newConnection = connection.isNew();
		if (newConnection) {
			this.current.set(connection);
		}
		boolean answerable = connection.begin();
		SocketState state = SocketState.CLOSED;
		try {
			state = (answerable) ? this.delegate.process(wrapper, event) : discard(wrapper);
			return state;
		}
		finally {
			if (state == SocketState.UPGRADED) {
				connection.upgraded();
			}
			if (isHttp2(wrapper)) {
				processedHttp2(wrapper, connection);
			}
			connection.end(state == SocketState.LONG || state == SocketState.SENDFILE);
			if (newConnection) {
				this.current.remove();
			}
		}
	}

	private void processedHttp2(SocketWrapperBase<NioChannel> wrapper, TrackedConnection connection) {
		// Streams are processed on other threads, and nothing is reported about them
		connection.upgraded();
		if (this.draining.getAsBoolean()) {
			goAway(wrapper, connection);
		}
	}

	private static SocketState discard(SocketWrapperBase<NioChannel> wrapper) {
		// Closing the connection with unread data would reset it
		SocketChannel channel = channel(wrapper);
		ByteBuffer buffer = ByteBuffer.allocate(DISCARD_BUFFER_SIZE);
		try {
			int read = (channel != null) ? channel.read(buffer) : -1;
			if (read < 0) {
				return SocketState.CLOSED;
			}
			wrapper.registerReadInterest();
			return SocketState.OPEN;
		}
		catch (IOException ex) {
			return SocketState.CLOSED;
		}
	}

	@Override
	public void release(SocketWrapperBase<NioChannel> wrapper) {
		SocketChannel channel = channel(wrapper);
		if (channel != null) {
			this.connections.get().remove(channel);
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
		this.connections.get().clear();
		this.delegate.recycle();
	}

	private @Nullable TrackedConnection connection(SocketWrapperBase<NioChannel> wrapper) {
		SocketChannel channel = channel(wrapper);
		return (channel != null) ? this.connections.get().get(channel) : null;
	}

	private static @Nullable SocketChannel channel(SocketWrapperBase<NioChannel> wrapper) {
		NioChannel channel = wrapper.getSocket();
		return (channel != null) ? channel.getIOChannel() : null;
	}

}
