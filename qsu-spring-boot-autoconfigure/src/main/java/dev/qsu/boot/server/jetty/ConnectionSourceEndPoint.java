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

package dev.qsu.boot.server.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.qsu.boot.server.Connections.Connection;

/**
 * Tells a {@link Connection} what Jetty does with it.
 */
final class ConnectionSourceEndPoint extends SocketChannelEndPoint {

	private static final boolean HTTP2 = ClassUtils.isPresent("org.eclipse.jetty.http2.HTTP2Connection",
			ConnectionSourceEndPoint.class.getClassLoader());

	private final ConnectionSourceServerConnector connector;

	private final @Nullable Connection connection;

	private volatile SelectionKey key;

	/** Set if the client can be told to use another connection. */
	private volatile @Nullable Runnable farewell;

	ConnectionSourceEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key,
			ConnectionSourceServerConnector connector, @Nullable Connection connection) {
		super(channel, selector, key, connector.getScheduler());
		this.key = key;
		this.connector = connector;
		this.connection = connection;
	}

	/**
	 * Find the end point of a connection.
	 * @param endPoint the end point, which TLS may wrap
	 * @return the end point, or {@code null} if it belongs to another connector
	 */
	static @Nullable ConnectionSourceEndPoint find(EndPoint endPoint) {
		EndPoint candidate = endPoint;
		while (candidate instanceof EndPoint.Wrapper wrapper) {
			candidate = wrapper.unwrap();
		}
		return (candidate instanceof ConnectionSourceEndPoint inherited) ? inherited : null;
	}

	@Override
	public Runnable onSelected() {
		if (this.key.isReadable()) {
			readable();
		}
		return super.onSelected();
	}

	@Override
	public void replaceKey(SelectionKey newKey) {
		super.replaceKey(newKey);
		this.key = newKey;
	}

	@Override
	public int fill(ByteBuffer buffer) throws IOException {
		int filled = super.fill(buffer);
		if (filled > 0) {
			readable();
		}
		return filled;
	}

	private void readable() {
		if (this.connection != null) {
			this.connection.readable();
		}
	}

	/**
	 * A request has been read.
	 * @param protocol what read it
	 * @return whether it can be answered
	 */
	boolean begin(org.eclipse.jetty.io.Connection protocol) {
		if (this.connection == null) {
			return true;
		}
		if (protocol instanceof HttpConnection http) {
			HttpParser parser = http.getParser();
			this.connection.reading(() -> !parser.isIdle());
		}
		this.connection.requestRead();
		boolean answerable = this.connection.begin();
		if (HTTP2 && this.farewell == null) {
			this.farewell = Http2.farewell(protocol);
			if (this.farewell != null) {
				this.connection.upgraded();
			}
		}
		if (isDraining()) {
			goAway();
		}
		return answerable;
	}

	/**
	 * The connection is leaving HTTP/1.1.
	 */
	void upgraded() {
		if (this.connection != null) {
			this.connection.upgraded();
		}
	}

	/**
	 * The request is done.
	 */
	void end() {
		if (this.connection != null) {
			this.connection.end(false);
		}
	}

	boolean isDraining() {
		return this.connector.isDraining();
	}

	/**
	 * Tell the client to use another connection, if the protocol can.
	 */
	void goAway() {
		Runnable farewell = this.farewell;
		if (farewell != null && this.connection != null) {
			this.connection.leaving();
			farewell.run();
		}
	}

	/**
	 * A shorter time-out would fail streams of HTTP/2 that take longer.
	 */
	@Override
	public void setIdleTimeout(long idleTimeout) {
		if (this.farewell == null || !this.connector.isShuttingDown()) {
			super.setIdleTimeout(idleTimeout);
		}
	}

	/**
	 * Keeps HTTP/2 optional.
	 */
	private static final class Http2 {

		private Http2() {
		}

		static @Nullable Runnable farewell(org.eclipse.jetty.io.Connection protocol) {
			return (protocol instanceof HTTP2Connection http2) ? http2.getSession()::shutdown : null;
		}

	}

}
