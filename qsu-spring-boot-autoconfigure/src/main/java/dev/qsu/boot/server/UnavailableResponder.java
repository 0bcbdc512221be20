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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Responds to every HTTP/1.1 request with status 503 and to every TLS handshake with an
 * alert.
 */
final class UnavailableResponder implements ListenerAcceptor.Target {

	private static final Log logger = LogFactory.getLog(UnavailableResponder.class);

	private static final int CONNECTIONS = 16;

	/** Time for which a client may be silent. */
	private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(2);

	/** Total time that a client may take. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int MAX_REQUEST = 64 * 1024;

	/**
	 * First byte of a {@code ClientHello}.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-5.1">RFC 8446 5.1</a>
	 */
	private static final int TLS_HANDSHAKE = 0x16;

	/**
	 * A fatal alert {@code internal_error}.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8446#section-6">RFC 8446 6</a>
	 */
	private static final byte[] TLS_ALERT = { 21, 3, 3, 0, 2, 2, 80 };

	private static final AtomicInteger NUMBER = new AtomicInteger();

	private static final ExecutorService EXECUTOR = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
			new SynchronousQueue<>(), (task) -> {
				Thread thread = new Thread(task, "qsu-unavailable-responder-" + NUMBER.incrementAndGet());
				thread.setDaemon(true);
				return thread;
			});

	private final Semaphore slots = new Semaphore(CONNECTIONS);

	private final byte[] response;

	private volatile boolean stopped;

	UnavailableResponder(String reason) {
		byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
		String head = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: "
				+ body.length + "\r\nRetry-After: 1\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
		this.response = ByteBuffer.allocate(head.length() + body.length)
			.put(head.getBytes(StandardCharsets.US_ASCII))
			.put(body)
			.array();
	}

	@Override
	public void awaitSlot() throws InterruptedException {
		while (!this.stopped && !this.slots.tryAcquire(SILENCE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
			logger.debug("All slots are in use");
		}
	}

	/**
	 * End the wait of the acceptor for a slot. Responses in progress are completed.
	 */
	void stop() {
		this.stopped = true;
		this.slots.release();
	}

	@Override
	public void releaseSlot() {
		this.slots.release();
	}

	@Override
	public void serve(SocketChannel connection) throws IOException {
		try {
			EXECUTOR.execute(() -> answer(connection));
		}
		catch (RuntimeException ex) {
			releaseSlot();
			connection.close();
			throw ex;
		}
	}

	private void answer(SocketChannel connection) {
		try (connection; Selector selector = Selector.open()) {
			connection.configureBlocking(false);
			connection.register(selector, SelectionKey.OP_READ);
			exchange(connection, selector, System.nanoTime() + TIMEOUT.toNanos());
		}
		catch (IOException ex) {
			logger.debug("Could not answer " + connection, ex);
		}
		finally {
			releaseSlot();
		}
	}

	private void exchange(SocketChannel connection, Selector selector, long deadline) throws IOException {
		ByteBuffer request = ByteBuffer.allocate(MAX_REQUEST);
		boolean more = true;
		while (more && !isComplete(request)) {
			more = isReady(selector, deadline) && connection.read(request) > 0;
		}
		if (request.position() > 0) {
			ByteBuffer answer = ByteBuffer.wrap((isTls(request)) ? TLS_ALERT : this.response);
			write(connection, selector, answer, deadline);
		}
		connection.shutdownOutput();
		// Unread data would cause a reset, which could overtake the response
		do {
			request.clear();
		}
		while (isReady(selector, deadline) && connection.read(request) > 0);
	}

	private static boolean isTls(ByteBuffer request) {
		return request.get(0) == TLS_HANDSHAKE;
	}

	private static boolean isComplete(ByteBuffer request) {
		if (!request.hasRemaining() || (request.position() > 0 && isTls(request))) {
			return true;
		}
		String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
		return text.contains("\r\n\r\n");
	}

	private static boolean isReady(Selector selector, long deadline) throws IOException {
		selector.selectedKeys().clear();
		long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
		return remaining > 0 && selector.select(Math.min(remaining, SILENCE_TIMEOUT.toMillis())) > 0;
	}

	private static void write(SocketChannel connection, Selector selector, ByteBuffer source, long deadline)
			throws IOException {
		SelectionKey key = connection.keyFor(selector);
		key.interestOps(SelectionKey.OP_WRITE);
		while (source.hasRemaining()) {
			if (connection.write(source) == 0 && !isReady(selector, deadline)) {
				throw new IOException("The client does not read the response");
			}
		}
		key.interestOps(SelectionKey.OP_READ);
	}

}
