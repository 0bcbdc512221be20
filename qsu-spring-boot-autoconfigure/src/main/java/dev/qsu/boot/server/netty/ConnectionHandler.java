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

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver.State;
import reactor.netty.NettyPipeline;

import dev.qsu.boot.server.TrackedConnection;

/**
 * The first handler of each connection. Reports what happens on it. Once the server is
 * draining, it tells the client and ends the connection without a reset. All instance
 * methods are called on the event loop of the connection.
 */
final class ConnectionHandler extends ChannelDuplexHandler {

	private static final AttributeKey<ConnectionHandler> KEY = AttributeKey.valueOf(ConnectionHandler.class, "handler");

	/** Time for a client to close a connection that has been ended. */
	private static final Duration LINGER = Duration.ofMillis(500);

	private final ConnectionSourceServerChannel server;

	private final TrackedConnection connection;

	private final RequestReader reader = new RequestReader(this::requestsComplete);

	private @Nullable ChannelHandlerContext context;

	private boolean requested;

	private boolean http2;

	private boolean configured;

	private boolean goneAway;

	private boolean ended;

	ConnectionHandler(ConnectionSourceServerChannel server, TrackedConnection connection) {
		this.server = server;
		this.connection = connection;
	}

	static void attach(Channel channel, ConnectionHandler handler) {
		channel.attr(KEY).set(handler);
	}

	static void install(Channel channel) {
		ConnectionHandler handler = channel.attr(KEY).get();
		if (handler != null) {
			// Before all others, so that arriving bytes are seen before TLS decrypts them
			channel.pipeline().addFirst(handler);
			handler.reader.install(channel.pipeline().firstContext());
		}
	}

	static void announceEnd(Channel channel) {
		run(channel, ConnectionHandler::announceEnd);
	}

	static void end(Channel channel) {
		run(channel, ConnectionHandler::end);
	}

	private static void run(Channel channel, Consumer<ConnectionHandler> action) {
		ConnectionHandler handler = channel.attr(KEY).get();
		if (channel.isRegistered() && handler != null) {
			channel.eventLoop().execute(() -> action.accept(handler));
		}
	}

	static void observe(Connection connection, State state) {
		if (state != State.CONFIGURED && state != State.DISCONNECTING) {
			return;
		}
		Channel channel = connection.channel();
		ConnectionHandler handler = channel.attr(KEY).get();
		if (handler != null) {
			handler.configure(channel.pipeline());
			handler.requested(state == State.CONFIGURED);
		}
		else if (state == State.CONFIGURED && channel.parent() != null) {
			ConnectionHandler parent = channel.parent().attr(KEY).get();
			if (parent != null) {
				parent.streamOpened(channel);
			}
		}
	}

	private void configure(ChannelPipeline pipeline) {
		// What speaks HTTP/1.1 may become known only with the first request.
		if (!this.configured && pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
			this.configured = true;
			pipeline.addAfter(NettyPipeline.HttpTrafficHandler, null, new ClosingHandler(this.server, this.connection));
			this.reader.observe(pipeline);
		}
	}

	private void requested(boolean requested) {
		if (requested && !this.requested) {
			this.requested = true;
			this.connection.requestRead();
			this.connection.begin();
		}
		else if (!requested && this.requested) {
			this.requested = false;
			if (this.reader.isPartial()) {
				this.connection.readable();
			}
			this.connection.end(false);
		}
	}

	private void streamOpened(Channel stream) {
		this.http2 = true;
		this.connection.requestRead();
		this.connection.begin();
		stream.closeFuture().addListener((closed) -> this.connection.end(false));
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.ended) {
			ReferenceCountUtil.release(message);
			return;
		}
		if (!this.requested) {
			this.connection.readable();
		}
		context.fireChannelRead(message);
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) {
		if (this.ended) {
			context.read();
			return;
		}
		context.fireChannelReadComplete();
		if (!this.http2 && this.connection.isNew()) {
			this.http2 = context.pipeline().get(Http2FrameCodec.class) != null;
		}
		if (this.http2) {
			nothingPending();
		}
		if (this.server.isDraining()) {
			announceEnd();
		}
	}

	private void requestsComplete() {
		// Line terminators between requests, or the rest of a request already answered
		if (!this.requested && !this.http2 && !this.connection.isNew()) {
			nothingPending();
		}
	}

	/**
	 * Report that what has arrived is not part of a request.
	 */
	private void nothingPending() {
		this.connection.begin();
		this.connection.end(false);
	}

	/**
	 * Tell a client of HTTP/2 to use another connection for its next request.
	 */
	private void announceEnd() {
		ChannelHandlerContext context = this.context;
		if (context != null && !context.isRemoved() && !this.ended
				&& context.pipeline().get(Http2FrameCodec.class) != null) {
			announceGoAway(context.channel());
		}
	}

	private void announceGoAway(Channel channel) {
		if (!this.goneAway) {
			this.goneAway = true;
			this.http2 = true;
			this.connection.requestRead();
			// Requests in flight are still served, so the last stream id is not known yet
			channel
				.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
		}
	}

	/**
	 * End the idle connection unless a request has arrived in the meantime.
	 */
	private void end() {
		ChannelHandlerContext context = this.context;
		if (context == null || context.isRemoved() || this.ended || isBusy(context)) {
			return;
		}
		this.ended = true;
		if (this.goneAway) {
			context.channel().writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
		}
		SslHandler ssl = context.pipeline().get(SslHandler.class);
		if (ssl != null) {
			ssl.closeOutbound().addListener((notified) -> shutdownOutput(context));
		}
		else {
			shutdownOutput(context);
		}
	}

	private boolean isBusy(ChannelHandlerContext context) {
		Http2FrameCodec codec = context.pipeline().get(Http2FrameCodec.class);
		return this.requested
				|| ((codec != null) ? codec.connection().numActiveStreams() > 0 : this.reader.isPartial());
	}

	private static void shutdownOutput(ChannelHandlerContext context) {
		if (context.channel().isActive()) {
			((DuplexChannel) context.channel()).shutdownOutput();
			context.read();
		}
	}

	/**
	 * While the server is draining, the client may still be sending data that is no
	 * longer read. Closing the connection immediately would then cause a reset, which can
	 * overtake the last response.
	 */
	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (!this.server.isDraining() || !context.channel().isActive()) {
			context.close(promise);
			return;
		}
		if (!this.ended) {
			this.ended = true;
			shutdownOutput(context);
		}
		if (!promise.isVoid()) {
			context.channel().closeFuture().addListener((closed) -> promise.trySuccess());
		}
		context.executor().schedule(() -> context.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
	}

}
