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

package dev.qsu.sample.peer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection that sends any number of requests. It does not hide failures: it neither
 * checks whether the server has closed it nor retries.
 */
public final class HttpConnection implements AutoCloseable {

	private static final int TIMEOUT = 60_000;

	private final Socket socket = new Socket();

	private final InputStream input;

	/**
	 * Connect.
	 * @param port the port on the loopback address
	 * @throws IOException if the connection is refused
	 */
	public HttpConnection(int port) throws IOException {
		this.socket.setSoTimeout(TIMEOUT);
		this.socket.setTcpNoDelay(true);
		this.socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
		this.input = new BufferedInputStream(this.socket.getInputStream());
	}

	/**
	 * Send a GET request and read the response.
	 * @param path the path
	 * @return the response
	 * @throws IOException if anything fails
	 */
	public Response get(String path) throws IOException {
		send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n", new byte[0]);
		return receive();
	}

	/**
	 * Send a POST request and read the response.
	 * @param path the path
	 * @param body the body
	 * @return the response
	 * @throws IOException if anything fails
	 */
	public Response post(String path, byte[] body) throws IOException {
		send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
				+ "Accept: application/octet-stream\r\nContent-Length: " + body.length + "\r\n\r\n", body);
		return receive();
	}

	private void send(String head, byte[] body) throws IOException {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
		request.writeBytes(body);
		this.socket.getOutputStream().write(request.toByteArray());
	}

	private Response receive() throws IOException {
		String status = line();
		Map<String, String> headers = new HashMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
		}
		byte[] body = ("chunked".equals(headers.get("transfer-encoding"))) ? chunks()
				: exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
		return new Response(Integer.parseInt(status.split(" ")[1]), headers, body);
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int length = -1;
		while (length != 0) {
			length = Integer.parseInt(line(), 16);
			body.writeBytes(exactly(length));
			line();
		}
		return body.toByteArray();
	}

	private byte[] exactly(int length) throws IOException {
		byte[] bytes = this.input.readNBytes(length);
		if (bytes.length < length) {
			throw new IOException("The response ends after " + bytes.length + " of " + length + " bytes");
		}
		return bytes;
	}

	private String line() throws IOException {
		StringBuilder line = new StringBuilder();
		int next = this.input.read();
		while (next != '\n') {
			if (next == -1) {
				throw new IOException("The connection ends after '" + line + "'");
			}
			line.append((char) next);
			next = this.input.read();
		}
		return line.toString().strip();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * A response.
	 *
	 * @param status the status code
	 * @param headers the headers, with names in lower case
	 * @param body the body
	 */
	public record Response(int status, Map<String, String> headers, byte[] body) {

		public String text() {
			return new String(this.body, StandardCharsets.UTF_8).strip();
		}

		public boolean isLast() {
			return "close".equalsIgnoreCase(this.headers.get("connection"));
		}

	}

}
