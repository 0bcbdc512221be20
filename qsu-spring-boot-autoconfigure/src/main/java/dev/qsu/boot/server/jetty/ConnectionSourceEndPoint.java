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
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.qsu.boot.server.TrackedConnection;

/**
 * End point that reports to its {@link TrackedConnection} what Jetty does with it.
 */
final class ConnectionSourceEndPoint extends SocketChannelEndPoint {

	private static final boolean HTTP2 = ClassUtils.isPresent("org.eclipse.jetty.http2.HTTP2Connection",
			ConnectionSourceEndPoint.class.getClassLoader());

	private final ConnectionSourceServerConnector connector;

	private final @Nullable TrackedConnection connection;

	private volatile SelectionKey key;

	/** Tells the client to use another connection; set if the protocol supports that. */
	private volatile @Nullable Runnable shutdown;

	ConnectionSourceEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key,
			ConnectionSourceServerConnector connector, @Nullable TrackedConnection connection) {
		super(channel, selector, key, connector.getScheduler());
		this.key = key;
		this.connector = connector;
		this.connection = connection;
	}

	/**
	 * Find the end point of a connection.
	 * @param endPoint the end point, possibly wrapped for TLS
	 * @return the unwrapped end point, or {@code null} if it belongs to another connector
	 */
	static @Nullable ConnectionSourceEndPoint find(EndPoint endPoint) {
		EndPoint candidate = endPoint;
		while (candidate instanceof EndPoint.Wrapper wrapper) {
			candidate = wrapper.unwrap();
		}
		return (candidate instanceof ConnectionSourceEndPoint found) ? found : null;
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
	 * Report that a request has been read.
	 * @param protocol the Jetty connection that has read it
	 * @return whether it can be answered; if not, the connection has been ended
	 */
	boolean begin(Connection protocol) {
		if (this.connection == null) {
			return true;
		}
		if (protocol instanceof HttpConnection http) {
			HttpParser parser = http.getParser();
			this.connection.reading(() -> !parser.isIdle());
		}
		this.connection.requestRead();
		boolean answerable = this.connection.begin();
		if (HTTP2 && this.shutdown == null) {
			this.shutdown = Http2.shutdown(protocol);
			if (this.shutdown != null) {
				this.connection.upgraded();
			}
		}
		if (isDraining()) {
			goAway();
		}
		return answerable;
	}

	/**
	 * Report that the connection switches from HTTP/1.1 to another protocol.
	 */
	void upgraded() {
		if (this.connection != null) {
			this.connection.upgraded();
		}
	}

	/**
	 * Report that the request has been answered or has failed.
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
	 * Tell the client to use another connection if the protocol supports that.
	 */
	void goAway() {
		Runnable shutdown = this.shutdown;
		if (shutdown != null && this.connection != null) {
			this.connection.leaving();
			shutdown.run();
		}
	}

	@Override
	public void setIdleTimeout(long idleTimeout) {
		// A shorter timeout at shutdown would fail HTTP/2 streams that take longer
		if (this.shutdown == null || !this.connector.isShuttingDown()) {
			super.setIdleTimeout(idleTimeout);
		}
	}

	/**
	 * Isolates the optional dependency on HTTP/2.
	 */
	private static final class Http2 {

		private Http2() {
		}

		static @Nullable Runnable shutdown(Connection protocol) {
			return (protocol instanceof HTTP2Connection http2) ? http2.getSession()::shutdown : null;
		}

	}

}
