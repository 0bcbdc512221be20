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

package dev.qsu.boot.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;

/**
 * An HTTP/2 connection without TLS that sends one request after the other. It
 * distinguishes requests that the standard allows a client to retry from lost ones.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
final class Http2Connection implements AutoCloseable {

	private static final int DATA = 0;

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int GOAWAY = 7;

	private static final int WINDOW_UPDATE = 8;

	private static final int WINDOW_SIZE = 65_535;

	private static final int ACK = 1;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	private final Socket socket;

	private final DataInputStream input;

	private final DataOutputStream output;

	private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();

	private Http2Headers headers = new DefaultHttp2Headers();

	private int stream = -1;

	private int lastStream = Integer.MAX_VALUE;

	private boolean goneAway;

	private int received;

	Http2Connection(int port) throws IOException {
		this(new Socket(InetAddress.getLoopbackAddress(), port));
	}

	Http2Connection(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setSoTimeout(20_000);
		this.input = new DataInputStream(this.socket.getInputStream());
		this.output = new DataOutputStream(this.socket.getOutputStream());
		this.output.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		write(SETTINGS, 0, 0, new byte[0]);
	}

	/**
	 * Return whether the server has announced the end of the connection.
	 */
	boolean isGoneAway() {
		return this.goneAway;
	}

	/**
	 * Send a request.
	 */
	void send(String path) throws IOException {
		this.stream += 2;
		ByteArrayOutputStream headers = new ByteArrayOutputStream();
		headers.write(0x82);
		headers.write(0x86);
		literal(headers, 4, path);
		literal(headers, 1, "localhost");
		write(HEADERS, END_STREAM | END_HEADERS, this.stream, headers.toByteArray());
	}

	/**
	 * Read the response.
	 * @return the response, or {@code null} if the server says that it has not processed
	 * the request and will not
	 */
	String receive() throws IOException {
		StringBuilder body = new StringBuilder();
		while (this.lastStream >= this.stream) {
			Frame frame = read();
			boolean ours = frame.stream == this.stream;
			if (ours && frame.type == RST_STREAM) {
				throw new IOException("Reset with error " + frame.payload[3]);
			}
			if (ours && frame.type == DATA) {
				body.append(new String(frame.payload, StandardCharsets.US_ASCII));
			}
			if (ours && (frame.flags & END_STREAM) != 0) {
				return body.toString();
			}
		}
		return null;
	}

	/**
	 * Read until the server announces the end of the connection.
	 */
	void receiveGoAway() throws IOException {
		while (!this.goneAway) {
			read();
		}
	}

	private Frame read() throws IOException {
		int length = this.input.readUnsignedByte() << 16 | this.input.readUnsignedShort();
		Frame frame = new Frame(this.input.readUnsignedByte(), this.input.readUnsignedByte(), this.input.readInt(),
				new byte[length]);
		this.input.readFully(frame.payload);
		if ((frame.type == SETTINGS || frame.type == PING) && (frame.flags & ACK) == 0) {
			write(frame.type, ACK, 0, (frame.type == PING) ? frame.payload : new byte[0]);
		}
		if (frame.type == HEADERS) {
			this.headers = decode(frame);
		}
		if (frame.type == DATA) {
			this.received += length;
			updateWindow();
		}
		if (frame.type == GOAWAY) {
			if (frame.payload[7] != 0) {
				throw new IOException("Gone away with error " + frame.payload[7]);
			}
			this.goneAway = true;
			this.lastStream = Math.min(this.lastStream, (frame.payload[0] & 0x7F) << 24
					| (frame.payload[1] & 0xFF) << 16 | (frame.payload[2] & 0xFF) << 8 | frame.payload[3] & 0xFF);
		}
		return frame;
	}

	/**
	 * Servers take many small updates for an attack, and close the connection.
	 */
	private void updateWindow() throws IOException {
		if (this.received > WINDOW_SIZE / 2) {
			write(WINDOW_UPDATE, 0, 0, new byte[] { 0, 0, (byte) (this.received >> 8), (byte) this.received });
			this.received = 0;
		}
	}

	private Http2Headers decode(Frame frame) throws IOException {
		try {
			return this.decoder.decodeHeaders(frame.stream, Unpooled.wrappedBuffer(frame.payload));
		}
		catch (Http2Exception ex) {
			throw new IOException(ex);
		}
	}

	/**
	 * Return the names of the headers that came last.
	 */
	List<String> headerNames() {
		return this.headers.names().stream().map(CharSequence::toString).toList();
	}

	private void write(int type, int flags, int stream, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream();
		DataOutputStream data = new DataOutputStream(frame);
		data.writeShort(payload.length >> 8);
		data.writeByte(payload.length);
		data.writeByte(type);
		data.writeByte(flags);
		data.writeInt(stream);
		data.write(payload);
		this.output.write(frame.toByteArray());
	}

	/**
	 * A header whose name has an index.
	 */
	private static void literal(ByteArrayOutputStream headers, int name, String value) {
		headers.write(name);
		headers.write(value.length());
		headers.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Read until the end of the stream.
	 */
	void receiveEnd() throws IOException {
		try {
			while (true) {
				read();
			}
		}
		catch (EOFException ex) {
			// expected
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	private record Frame(int type, int flags, int stream, byte[] payload) {

	}

}
