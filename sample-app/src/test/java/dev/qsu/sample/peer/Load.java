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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.qsu.sample.peer.HttpConnection.Response;

/**
 * Clients that send requests continuously and record failures.
 */
public final class Load implements AutoCloseable {

	/**
	 * Longer than a server drains, so that some answers come during it and some later.
	 */
	private static final int SLOW = 2500;

	private final List<Thread> threads = new ArrayList<>();

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> answers = Collections.synchronizedSet(new HashSet<>());

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicLong longest = new AtomicLong();

	private final int port;

	private volatile boolean stopped;

	private Load(int port) {
		this.port = port;
	}

	/**
	 * Start a load of GET requests, each on a new connection.
	 * @param port the port on the loopback address
	 * @param path the path, whose response identifies the process
	 * @param clients the number of concurrent clients
	 * @return the load
	 */
	public static Load start(int port, String path, int clients) {
		Load load = new Load(port);
		for (int i = 0; i < clients; i++) {
			load.client("new connections", false, (connection) -> load.get(connection, path));
		}
		return load;
	}

	/**
	 * Start a load of all kinds of requests: on new and on kept-alive connections, with
	 * and without a body, some of which take longer than a server drains.
	 * @param port the port on the loopback address
	 * @param path the path, whose response identifies the process
	 * @return the load
	 */
	public static Load mixed(int port, String path) {
		Load load = start(port, path, 2);
		byte[] body = new byte[16 * 1024];
		new Random(1).nextBytes(body);
		load.client("kept alive", true, (connection) -> load.get(connection, path));
		load.client("kept alive, with pauses", true, (connection) -> {
			Await.sleep(Duration.ofMillis(100));
			return load.get(connection, path);
		});
		load.client("POST", false, (connection) -> load.post(connection, body));
		load.client("POST, kept alive", true, (connection) -> load.post(connection, body));
		load.client("slow", false, (connection) -> load.get(connection, "/api/slow?ms=" + SLOW));
		load.client("slow, kept alive", true, (connection) -> load.get(connection, "/api/slow?ms=" + SLOW));
		return load;
	}

	private void client(String name, boolean keepAlive, Request request) {
		Thread thread = new Thread(() -> run(name, keepAlive, request), "load-" + this.threads.size());
		this.threads.add(thread);
		thread.start();
	}

	private void run(String name, boolean keepAlive, Request request) {
		while (!this.stopped) {
			long begin = System.nanoTime();
			try (HttpConnection connection = new HttpConnection(this.port)) {
				boolean more = true;
				while (more && !this.stopped) {
					begin = System.nanoTime();
					Response response = request.send(connection);
					more = keepAlive && !response.isLast();
					count(begin);
				}
			}
			catch (IOException | RuntimeException ex) {
				this.failures.add(name + ": " + ex);
				count(begin);
			}
			Await.sleep(Duration.ofMillis(2));
		}
	}

	private Response get(HttpConnection connection, String path) throws IOException {
		Response response = check(connection.get(path));
		this.answers.add(response.text());
		return response;
	}

	private Response post(HttpConnection connection, byte[] body) throws IOException {
		Response response = check(connection.post("/api/echo", body));
		if (!Arrays.equals(response.body(), body)) {
			throw new IOException("Another body came back");
		}
		return response;
	}

	private static Response check(Response response) throws IOException {
		if (response.status() != 200) {
			throw new IOException("Status " + response.status() + ": " + response.text());
		}
		return response;
	}

	private void count(long begin) {
		this.requests.incrementAndGet();
		this.longest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
	}

	public int requests() {
		return this.requests.get();
	}

	public Set<String> answers() {
		return Set.copyOf(this.answers);
	}

	public List<String> failures() {
		return List.copyOf(this.failures);
	}

	public long longestMilliseconds() {
		return this.longest.get();
	}

	@Override
	public String toString() {
		return requests() + " requests, " + failures().size() + " failed, " + answers().size()
				+ " different answers, longest " + longestMilliseconds() + " ms";
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Let every client finish its request and end.
	 */
	public void stop() {
		this.stopped = true;
		this.threads.forEach((thread) -> {
			try {
				thread.join(Duration.ofSeconds(70).toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
	}

	/**
	 * One request and its response.
	 */
	@FunctionalInterface
	private interface Request {

		Response send(HttpConnection connection) throws IOException;

	}

}
