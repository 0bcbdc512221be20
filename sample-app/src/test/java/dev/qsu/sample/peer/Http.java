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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A client that opens a new connection for each request.
 */
public final class Http {

	private static final int TIMEOUT = 60_000;

	private Http() {
	}

	/**
	 * Send a GET request.
	 * @param port the port on the loopback address
	 * @param path the path
	 * @return the body
	 * @throws IOException if the request fails or the status is not 200
	 */
	public static String get(int port, String path) throws IOException {
		return get("127.0.0.1", port, path);
	}

	/**
	 * Send a GET request.
	 * @param host the address
	 * @param port the port
	 * @param path the path
	 * @return the body
	 * @throws IOException if the request fails or the status is not 200
	 */
	public static String get(String host, int port, String path) throws IOException {
		try (Socket socket = connect(host, port)) {
			send(socket, path);
			return receive(socket);
		}
	}

	/**
	 * Wait until the health of an application is {@code UP}.
	 * @param port the port of the management server
	 * @return whether it is {@code UP} in time
	 */
	public static boolean awaitHealth(int port) {
		return Await.until(Duration.ofSeconds(20), () -> get(port, "/actuator/health").contains("UP"));
	}

	public static Socket connect(String host, int port) throws IOException {
		Socket socket = new Socket();
		socket.setSoTimeout(TIMEOUT);
		socket.connect(new InetSocketAddress(host, port), TIMEOUT);
		return socket;
	}

	public static void send(Socket socket, String path) throws IOException {
		String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
		socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
	}

	public static String receive(Socket socket) throws IOException {
		String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		int body = response.indexOf("\r\n\r\n");
		if (body < 0 || !response.startsWith("HTTP/1.1 200")) {
			throw new IOException("Unexpected response: '" + response + "'");
		}
		return (response.contains("ransfer-Encoding: chunked")) ? dechunk(response.substring(body + 4))
				: response.substring(body + 4);
	}

	private static String dechunk(String chunked) throws IOException {
		StringBuilder body = new StringBuilder();
		int position = 0;
		while (true) {
			int end = chunked.indexOf("\r\n", position);
			if (end < 0) {
				throw new IOException("The response ends early: '" + chunked + "'");
			}
			int length = Integer.parseInt(chunked.substring(position, end), 16);
			if (length == 0) {
				return body.toString();
			}
			body.append(chunked, end + 2, end + 2 + length);
			position = end + 2 + length + 2;
		}
	}

	/**
	 * Find a port that is currently free.
	 * @return the port
	 */
	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
