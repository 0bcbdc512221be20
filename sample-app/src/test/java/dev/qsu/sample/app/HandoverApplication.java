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

package dev.qsu.sample.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a command several times with an overlap: each process has started before the
 * previous one is stopped by closing its standard input. The last one keeps running.
 */
public final class HandoverApplication {

	private static final long PAUSE = 1500;

	private final Process process;

	private final CountDownLatch started = new CountDownLatch(1);

	private HandoverApplication(List<String> command, int number) throws IOException {
		this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		new Thread(() -> print(number), "output-" + number).start();
	}

	private void print(int number) {
		try (BufferedReader output = this.process.inputReader(StandardCharsets.UTF_8)) {
			output.lines().forEach((line) -> {
				System.out.println(number + ": " + line);
				if (line.contains("Started ")) {
					this.started.countDown();
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitStart() throws InterruptedException {
		if (!this.started.await(120, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Not started");
		}
	}

	private int stop() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		return this.process.waitFor();
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		int count = Integer.parseInt(args[0]);
		List<String> command = Arrays.asList(args).subList(1, args.length);
		HandoverApplication current = new HandoverApplication(command, 1);
		current.awaitStart();
		for (int number = 2; number <= count; number++) {
			Thread.sleep(PAUSE);
			HandoverApplication next = new HandoverApplication(command, number);
			next.awaitStart();
			Thread.sleep(PAUSE);
			System.out.println("STOPPED " + (number - 1) + " exit code " + current.stop());
			current = next;
		}
		Thread.sleep(PAUSE);
		System.out.println("HANDED OVER");
		current.process.waitFor();
	}

}
