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

package dev.qsu.boot.socket.activation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Speaks the protocol of systemfd on Windows: reads a request to the end of the stream,
 * writes the response and closes the connection. An invalid request ends the server.
 */
public final class FakeSystemfd implements AutoCloseable {

	public static final String SECRET = "0f14d0ab-9605-4a62-a9e4-5ed26688389b";

	private final ServerSocket server;

	private final Answer answer;

	private final Thread thread;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	FakeSystemfd(Answer answer) {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.answer = answer;
		this.thread = new Thread(this::run, "fake-systemfd");
		this.thread.start();
	}

	public static FakeSystemfd handingOver(byte[]... protocolInfos) {
		return new FakeSystemfd((output) -> {
			for (byte[] protocolInfo : protocolInfos) {
				output.write(protocolInfo);
			}
		});
	}

	/**
	 * Create a {@code WSAPROTOCOL_INFOW}.
	 * @param family the address family
	 * @param type the type
	 * @param reserved what Windows keeps to itself
	 * @return the bytes
	 */
	public static byte[] protocolInfo(int family, int type, int reserved) {
		ByteBuffer buffer = ByteBuffer.allocate(628).order(ByteOrder.LITTLE_ENDIAN);
		buffer.putInt(0, 0x20066).putInt(76, family).putInt(88, type).putInt(92, (type == 1) ? 6 : 17);
		return buffer.putInt(112, reserved).array();
	}

	private void run() {
		try (ServerSocket open = this.server) {
			boolean understood = true;
			while (understood) {
				understood = serve(open);
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private boolean serve(ServerSocket server) throws IOException {
		try (Socket socket = server.accept()) {
			String request = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(request);
			if (!request.matches(SECRET + "\\|[0-9]+")) {
				return false;
			}
			this.answer.write(socket.getOutputStream());
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * Return the requests, each read to the end of the stream.
	 * @return the requests
	 */
	public List<String> requests() {
		return this.requests;
	}

	public Map<String, String> environment() {
		return environment("127.0.0.1:" + port());
	}

	static Map<String, String> environment(String server) {
		return Map.of("SYSTEMFD_SOCKET_SERVER", server, "SYSTEMFD_SOCKET_SECRET", SECRET);
	}

	@Override
	public void close() {
		try {
			this.server.close();
			this.thread.interrupt();
			this.thread.join(5000);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Writes the response to a valid request.
	 */
	interface Answer {

		void write(OutputStream output) throws IOException, InterruptedException;

	}

}
