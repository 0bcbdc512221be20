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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Gives no answer until a test says so.
 */
public class LateController {

	private final Semaphore entered = new Semaphore(0);

	private final CompletableFuture<Void> released = new CompletableFuture<>();

	/**
	 * Wait until requests are being worked on.
	 * @param requests how many
	 * @return whether they are
	 * @throws InterruptedException if interrupted
	 */
	boolean awaitEntered(int requests) throws InterruptedException {
		return this.entered.tryAcquire(requests, 20, TimeUnit.SECONDS);
	}

	public void release() {
		this.released.complete(null);
	}

	/**
	 * Let a test know of a request and wait until it may be answered.
	 */
	public void hold() {
		held().join();
	}

	/**
	 * Let a test know of a request.
	 * @return completed when it may be answered
	 */
	public CompletableFuture<Void> held() {
		this.entered.release();
		return this.released.copy().orTimeout(30, TimeUnit.SECONDS);
	}

	@GetMapping("/late/sync/{kind}")
	ResponseEntity<String> sync(@PathVariable String kind) {
		hold();
		return answer(kind);
	}

	@GetMapping("/late/async/{kind}")
	CompletableFuture<ResponseEntity<String>> async(@PathVariable String kind) {
		return held().thenApplyAsync((released) -> answer(kind));
	}

	private static ResponseEntity<String> answer(String kind) {
		return switch (kind) {
			case "text" -> ResponseEntity.ok("late");
			case "long" -> ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("late".repeat(2000));
			case "empty" -> ResponseEntity.ok().contentLength(0).build();
			case "none" -> ResponseEntity.noContent().build();
			case "unchanged" -> ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag("late").build();
			default -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		};
	}

}
