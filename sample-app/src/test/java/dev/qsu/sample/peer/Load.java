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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A constant load of requests, each on a connection of its own.
 */
public final class Load implements AutoCloseable {

	private final List<Thread> threads = new ArrayList<>();

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> answers = Collections.synchronizedSet(new HashSet<>());

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicLong longest = new AtomicLong();

	private volatile boolean stopped;

	private Load() {
	}

	/**
	 * Start a load.
	 * @param port the port on the loopback address
	 * @param path the path, whose answer is the process id
	 * @param clients the number of clients at a time
	 * @return the load
	 */
	public static Load start(int port, String path, int clients) {
		Load load = new Load();
		for (int i = 0; i < clients; i++) {
			Thread thread = new Thread(() -> load.run(port, path), "load-" + i);
			load.threads.add(thread);
			thread.start();
		}
		return load;
	}

	private void run(int port, String path) {
		while (!this.stopped) {
			long begin = System.nanoTime();
			try {
				this.answers.add(Http.get(port, path).strip());
			}
			catch (IOException ex) {
				this.failures.add(ex.toString());
			}
			this.requests.incrementAndGet();
			this.longest.accumulateAndGet((System.nanoTime() - begin) / 1_000_000, Math::max);
			Await.sleep(Duration.ofMillis(2));
		}
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

}
