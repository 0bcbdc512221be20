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

package dev.qsu.boot.service.exit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.qsu.boot.service.Demise;

/**
 * Stops the service at the first request, but ends the process immediately at a repeated
 * one.
 */
public final class RepeatedStopGuard {

	private static final Log logger = LogFactory.getLog(RepeatedStopGuard.class);

	/**
	 * A wrapper such as Maven forwards a Ctrl+C, which the terminal has already sent to
	 * this process, as SIGTERM. This echo is not a repeated request.
	 */
	private static final long REPETITION_NANOSECONDS = 500_000_000;

	private final Consumer<Demise> stop;

	private final IntConsumer halt;

	private final AtomicLong first = new AtomicLong();

	public RepeatedStopGuard(Consumer<Demise> stop, IntConsumer halt) {
		this.stop = stop;
		this.halt = halt;
	}

	/**
	 * Stop the service when called first; end the process immediately when called again.
	 * @param demise the reason
	 * @param exitCode the exit code with which the process is ended
	 */
	public void interrupt(Demise demise, int exitCode) {
		long now = System.nanoTime();
		if (this.first.compareAndSet(0, now)) {
			this.stop.accept(demise);
		}
		else if (now - this.first.get() > REPETITION_NANOSECONDS) {
			logger.warn("Asked to stop again while stopping; ending immediately");
			this.halt.accept(exitCode);
		}
	}

}
