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

package dev.qsu.boot.server.netty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import io.netty.channel.socket.DefaultServerSocketChannelConfig;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannelConfig;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.server.WebServerSockets;

/**
 * A server channel with a port, as required by TCP connections.
 */
final class ConnectionSourceServerSocketChannel extends ConnectionSourceServerChannel implements ServerSocketChannel {

	private final ServerSocketChannelConfig config = new Config(this);

	ConnectionSourceServerSocketChannel(WebServerSockets sockets, InetSocketAddress own) {
		super(sockets, own);
	}

	@Override
	public ServerSocketChannelConfig config() {
		return this.config;
	}

	@Override
	public @Nullable InetSocketAddress localAddress() {
		return (InetSocketAddress) super.localAddress();
	}

	@Override
	public @Nullable InetSocketAddress remoteAddress() {
		return null;
	}

	/**
	 * Does not change the listeners, which are configured elsewhere. The socket is never
	 * used and has no file descriptor.
	 */
	private static final class Config extends DefaultServerSocketChannelConfig {

		Config(ServerSocketChannel channel) {
			super(channel, unused());
		}

		private static ServerSocket unused() {
			try {
				return new ServerSocket();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public boolean isReuseAddress() {
			return true;
		}

		@Override
		public ServerSocketChannelConfig setReuseAddress(boolean reuseAddress) {
			return this;
		}

		@Override
		public int getReceiveBufferSize() {
			return 0;
		}

		@Override
		public ServerSocketChannelConfig setReceiveBufferSize(int receiveBufferSize) {
			return this;
		}

	}

}
