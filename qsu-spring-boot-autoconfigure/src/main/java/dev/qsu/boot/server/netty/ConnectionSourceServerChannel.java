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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import dev.qsu.boot.server.ConnectionSource;
import dev.qsu.boot.server.TrackedConnection;
import dev.qsu.boot.server.WebServerSockets;

/**
 * A server channel that takes its connections from a {@link ConnectionSource}. It has no
 * file descriptor of its own, so it is not registered with the selector of its event
 * loop. Its address is that of a Unix socket unless it is a
 * {@link ConnectionSourceServerSocketChannel}.
 */
class ConnectionSourceServerChannel extends AbstractServerChannel implements ConnectionSource.Server {

	/** Milliseconds between checks whether one more connection may be accepted. */
	private static final long SLOT_CHECK = 1000;

	private final ChannelConfig config = new UnixConfig(this);

	private final Map<SocketChannel, Channel> children = new ConcurrentHashMap<>();

	private final ConnectionSource connectionSource;

	private final InetSocketAddress own;

	private volatile State state = State.OPEN;

	private volatile @Nullable SocketAddress unixAddress;

	private volatile boolean draining;

	private volatile boolean accepting;

	private boolean readRequested;

	/**
	 * Create an instance.
	 * @param sockets the listeners of the server
	 * @param own the address to bind if there are no inherited listeners
	 */
	ConnectionSourceServerChannel(WebServerSockets sockets, InetSocketAddress own) {
		this.connectionSource = sockets.connectionSource(this);
		this.own = own;
	}

	@Override
	public ChannelConfig config() {
		return this.config;
	}

	@Override
	public boolean isOpen() {
		return this.state != State.CLOSED;
	}

	@Override
	public boolean isActive() {
		return this.state == State.ACTIVE;
	}

	boolean isDraining() {
		return this.draining;
	}

	@Override
	protected boolean isCompatible(EventLoop loop) {
		return true;
	}

	@Override
	protected void doRegister(ChannelPromise promise) {
		promise.setSuccess();
	}

	@Override
	protected @Nullable SocketAddress localAddress0() {
		ServerSocketChannel listener = this.connectionSource.listener();
		return (listener != null) ? listener.socket().getLocalSocketAddress() : this.unixAddress;
	}

	@Override
	protected void doBind(SocketAddress address) throws Exception {
		this.unixAddress = address;
		InetSocketAddress own = (address instanceof InetSocketAddress inet) ? inet : this.own;
		this.connectionSource.open(own, config().getOption(ChannelOption.SO_BACKLOG));
		try {
			this.accepting = true;
			this.connectionSource.start(true);
			this.state = State.ACTIVE;
		}
		finally {
			if (this.state != State.ACTIVE) {
				this.connectionSource.close();
			}
		}
	}

	@Override
	public boolean serve(SocketChannel connection) throws IOException {
		TrackedConnection tracked = this.connectionSource.connections().get(connection);
		if (tracked == null) {
			return false;
		}
		boolean unix = connection.getLocalAddress() instanceof UnixDomainSocketAddress;
		Channel child = (unix) ? new NioDomainSocketChannel(this, connection) : new NioSocketChannel(this, connection);
		ConnectionHandler.attach(child, new ConnectionHandler(this, tracked));
		this.children.put(connection, child);
		child.closeFuture().addListener((closed) -> remove(connection));
		eventLoop().execute(() -> register(connection, child));
		return true;
	}

	private void register(SocketChannel connection, Channel child) {
		pipeline().fireChannelRead(child);
		pipeline().fireChannelReadComplete();
		if (!child.isOpen()) {
			// Closed forcibly by the pipeline, which does not complete the close future
			remove(connection);
		}
	}

	private void remove(SocketChannel connection) {
		this.children.remove(connection);
		this.connectionSource.connections().remove(connection);
	}

	@Override
	protected synchronized void doBeginRead() {
		this.readRequested = !config().isAutoRead();
		notifyAll();
	}

	@Override
	public synchronized void awaitSlot() throws InterruptedException {
		while (this.accepting && !config().isAutoRead() && !this.readRequested) {
			wait(SLOT_CHECK);
		}
		this.readRequested = false;
	}

	@Override
	public synchronized void releaseSlot() {
		this.readRequested = !config().isAutoRead();
	}

	@Override
	public synchronized void accepting(boolean accepting) {
		this.accepting = accepting;
		notifyAll();
	}

	@Override
	public void draining() {
		this.draining = true;
		this.children.values().forEach(ConnectionHandler::announceEnd);
	}

	@Override
	public void end(SocketChannel connection) throws IOException {
		Channel child = this.children.get(connection);
		if (child != null && child.isRegistered()) {
			ConnectionHandler.end(child);
		}
		else {
			connection.shutdownOutput();
		}
	}

	@Override
	public ChannelFuture close() {
		return close(newPromise());
	}

	@Override
	public ChannelFuture close(ChannelPromise promise) {
		if (isActive()) {
			// Drain first: Reactor Netty closes idle connections right after this call
			stop();
		}
		return super.close(promise);
	}

	private void stop() {
		if (eventLoop().inEventLoop() || Schedulers.isInNonBlockingThread()) {
			this.connectionSource.requestStop();
			draining();
		}
		else {
			this.connectionSource.stopAccepting();
			this.connectionSource.drain();
		}
	}

	@Override
	protected void doClose() throws Exception {
		if (this.state != State.CLOSED) {
			this.state = State.CLOSED;
			this.connectionSource.close();
		}
	}

	private enum State {

		OPEN, ACTIVE, CLOSED

	}

	/**
	 * Supports the option for the backlog, as the configuration of a TCP listener does.
	 */
	private static final class UnixConfig extends DefaultChannelConfig {

		private volatile int backlog = NetUtil.SOMAXCONN;

		UnixConfig(Channel channel) {
			super(channel, new ServerChannelRecvByteBufAllocator());
		}

		@Override
		@SuppressWarnings("unchecked")
		public <T> T getOption(ChannelOption<T> option) {
			return (option == ChannelOption.SO_BACKLOG) ? (T) Integer.valueOf(this.backlog) : super.getOption(option);
		}

		@Override
		public <T> boolean setOption(ChannelOption<T> option, T value) {
			if (option == ChannelOption.SO_BACKLOG) {
				this.backlog = (Integer) value;
				return true;
			}
			return super.setOption(option, value);
		}

	}

}
