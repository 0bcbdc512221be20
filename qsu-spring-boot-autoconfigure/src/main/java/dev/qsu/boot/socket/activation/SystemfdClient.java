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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Requests the sockets of systemfd on Windows. The only thread of systemfd that answers
 * ends at the first invalid request, so a client sends exactly one request, a valid one,
 * and reads the response to its end.
 */
public final class SystemfdClient {

	/** Short, because both peers run on the same host. */
	static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

	static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

	/** A greater number of sockets is considered a mistake. */
	static final int MAX_SOCKETS = 1000;

	private static final int MAX_LENGTH = MAX_SOCKETS * ProtocolInfo.SIZE;

	private final Duration connectTimeout;

	private final Duration answerTimeout;

	public SystemfdClient() {
		this(CONNECT_TIMEOUT, ANSWER_TIMEOUT);
	}

	SystemfdClient(Duration connectTimeout, Duration answerTimeout) {
		this.connectTimeout = connectTimeout;
		this.answerTimeout = answerTimeout;
	}

	/**
	 * Request duplicates of all sockets for a process.
	 * @param server the server to send the request to
	 * @param pid the id of the process
	 * @return the response, to be parsed by {@link ProtocolInfo#parse}
	 * @throws IOException if there is no complete response; the message states why and
	 * what to do
	 */
	byte[] request(SystemfdServer server, long pid) throws IOException {
		try (Socket socket = new Socket()) {
			connect(socket, server);
			socket.getOutputStream().write((server.secret() + "|" + pid).getBytes(StandardCharsets.US_ASCII));
			socket.shutdownOutput();
			return read(socket);
		}
		catch (NoAnswerException ex) {
			throw ex;
		}
		catch (SocketTimeoutException ex) {
			throw new NoAnswerException(server + " did not answer within " + this.answerTimeout.toMillis()
					+ " ms. Check whether another program listens there, and restart systemfd", ex);
		}
		catch (IOException ex) {
			throw new NoAnswerException(server + " closed the connection: " + ex.getMessage() + ". Restart systemfd",
					ex);
		}
	}

	private void connect(Socket socket, SystemfdServer server) throws IOException {
		try {
			socket.connect(server.address(), (int) this.connectTimeout.toMillis());
		}
		catch (SocketTimeoutException ex) {
			throw new NoAnswerException(server + " did not accept a connection within " + this.connectTimeout.toMillis()
					+ " ms. Restart systemfd", ex);
		}
		catch (ConnectException ex) {
			throw new NoAnswerException(server + " no longer listens: it has ended, or has stopped handing"
					+ " out sockets after a request that it did not understand. Restart systemfd", ex);
		}
	}

	private byte[] read(Socket socket) throws IOException {
		// The timeout of the socket alone would restart with each byte
		long deadline = System.nanoTime() + this.answerTimeout.toNanos();
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		byte[] buffer = new byte[16 * ProtocolInfo.SIZE];
		InputStream input = socket.getInputStream();
		int length = 0;
		while (length >= 0 && answer.size() <= MAX_LENGTH) {
			answer.write(buffer, 0, length);
			socket.setSoTimeout(remainingMilliseconds(deadline));
			length = input.read(buffer);
		}
		return answer.toByteArray();
	}

	private static int remainingMilliseconds(long deadline) throws SocketTimeoutException {
		long remaining = (deadline - System.nanoTime()) / 1_000_000;
		if (remaining <= 0) {
			throw new SocketTimeoutException();
		}
		return (int) remaining;
	}

	/**
	 * Thrown with a message that states what to do.
	 */
	private static final class NoAnswerException extends IOException {

		private static final long serialVersionUID = 1L;

		NoAnswerException(String message, IOException cause) {
			super(message, cause);
		}

	}

}
