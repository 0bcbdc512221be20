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
 * Determines whether part of a request has been read. It sees the decrypted bytes before
 * the HTTP/1.1 codec and the messages after it.
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
	 * @param complete called when bytes have been read that are not part of an incomplete
	 * request
	 */
	RequestReader(Runnable complete) {
		this.complete = complete;
	}

	void install(ChannelHandlerContext first) {
		ChannelPipeline pipeline = first.pipeline();
		boolean tls = pipeline.get(NettyPipeline.SslHandler) != null;
		pipeline.addAfter((tls) ? NettyPipeline.SslHandler : first.name(), null, this);
	}

	void observe(ChannelPipeline pipeline) {
		// The codec may be added only with the first request
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

	private static boolean isBlank(ByteBuf buffer) {
		// Line terminators between requests are ignored
		return buffer.forEachByte(ByteProcessor.FIND_NON_CRLF) == -1;
	}

	private static boolean endsHeader(ByteBuf buffer) {
		int last = buffer.writerIndex() - 1;
		return buffer.readableBytes() > 2 && buffer.getByte(last) == '\n'
				&& buffer.getByte((buffer.getByte(last - 1) == '\r') ? last - 2 : last - 1) == '\n';
	}

	private void checkConsumed() {
		// Once the codec has released the buffer, it may be reused
		this.consumed = this.consumed || this.bytes.refCnt() == 0;
	}

	/**
	 * Return whether there are bytes after the current request. The codec emits a request
	 * before it decodes further, so the remaining bytes of the buffer belong to the next
	 * request. Bytes that it has appended to earlier ones are no longer visible. If they
	 * end like a header, none are left, or the codec would emit another request.
	 * @return whether part of the next request has been read
	 */
	private boolean isMoreLeft() {
		return (this.held) ? !this.endsHeader : !this.consumed && !isBlank(this.bytes);
	}

	/**
	 * Handler after the codec.
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
