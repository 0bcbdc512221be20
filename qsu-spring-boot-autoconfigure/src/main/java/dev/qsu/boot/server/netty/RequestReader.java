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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ByteProcessor;
import reactor.netty.NettyPipeline;

/**
 * Tells whether part of a request has been read. Sees the bytes before the codec of
 * HTTP/1.1 does, decrypted, and what the codec makes of them.
 */
final class RequestReader extends ChannelInboundHandlerAdapter {

	private final Runnable complete;

	private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

	private boolean observed;

	private boolean partial;

	private boolean held;

	private boolean consumed;

	private boolean endsHeader;

	/**
	 * Create a new instance.
	 * @param complete called when bytes have been read that are not part of a request
	 * which is still incomplete
	 */
	RequestReader(Runnable complete) {
		this.complete = complete;
	}

	void install(ChannelHandlerContext first) {
		ChannelPipeline pipeline = first.pipeline();
		boolean tls = pipeline.get(NettyPipeline.SslHandler) != null;
		pipeline.addAfter((tls) ? NettyPipeline.SslHandler : first.name(), null, this);
	}

	/**
	 * What speaks HTTP/1.1 may become known only with the first request.
	 */
	void observe(ChannelPipeline pipeline) {
		ChannelHandlerContext codec = (!this.observed) ? pipeline.context(HttpServerCodec.class) : null;
		if (codec != null) {
			this.observed = true;
			pipeline.addAfter(codec.name(), null, new RequestObserver());
			checkConsumed();
		}
	}

	boolean isPartial() {
		return this.observed && this.partial;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (!(message instanceof ByteBuf buffer)) {
			context.fireChannelRead(message);
			return;
		}
		this.bytes = buffer;
		this.consumed = false;
		this.endsHeader = this.held && endsHeader(buffer);
		this.partial = this.partial || !isBlank(buffer);
		context.fireChannelRead(buffer);
		this.bytes = Unpooled.EMPTY_BUFFER;
		this.held = this.partial && (this.held || buffer.refCnt() > 0);
		if (this.observed && !this.partial) {
			this.complete.run();
		}
	}

	/**
	 * Line ends between requests mean nothing.
	 */
	private static boolean isBlank(ByteBuf buffer) {
		return buffer.forEachByte(ByteProcessor.FIND_NON_CRLF) == -1;
	}

	private static boolean endsHeader(ByteBuf buffer) {
		int last = buffer.writerIndex() - 1;
		return buffer.readableBytes() > 2 && buffer.getByte(last) == '\n'
				&& buffer.getByte((buffer.getByte(last - 1) == '\r') ? last - 2 : last - 1) == '\n';
	}

	/**
	 * Once the codec has released the buffer, it may be used for something else.
	 */
	private void checkConsumed() {
		this.consumed = this.consumed || this.bytes.refCnt() == 0;
	}

	/**
	 * The codec tells of a request before it reads on, so what is left of the buffer then
	 * belongs to the next one. Bytes that it has copied to those it had kept are not
	 * visible any more. If they end like a header, nothing is left: the codec would tell
	 * of one more request.
	 */
	private boolean isMoreLeft() {
		return (this.held) ? !this.endsHeader : !this.consumed && !isBlank(this.bytes);
	}

	/**
	 * The handler after the codec.
	 */
	private final class RequestObserver extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			RequestReader reader = RequestReader.this;
			checkConsumed();
			if (message instanceof LastHttpContent) {
				reader.partial = isMoreLeft();
			}
			else if (message instanceof HttpRequest) {
				reader.partial = true;
			}
			context.fireChannelRead(message);
		}

	}

}
