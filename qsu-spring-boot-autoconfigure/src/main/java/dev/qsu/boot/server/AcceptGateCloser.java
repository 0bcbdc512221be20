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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

import dev.qsu.boot.process.CloseReason;

/**
 * Closes the {@link AcceptGate} when the application context closes, before any bean is
 * stopped.
 */
public class AcceptGateCloser implements ApplicationListener<ContextClosedEvent>, Ordered {

	private final ApplicationContext context;

	private final AcceptGate gate;

	private final @Nullable RetainedListeners retained;

	/**
	 * Create an instance.
	 * @param context the application context
	 * @param gate the gate to close
	 * @param retained the retained listeners, or {@code null} if none are retained
	 */
	public AcceptGateCloser(ApplicationContext context, AcceptGate gate, @Nullable RetainedListeners retained) {
		this.context = context;
		this.gate = gate;
		this.retained = retained;
	}

	@Override
	public int getOrder() {
		// After the publication of SvcShutdownEvent, before listeners of the application
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		if (event.getApplicationContext() == this.context) {
			if (this.retained != null) {
				this.retained.setEnding(CloseReason.isEndOfProcess() || !CloseReason.isRestart());
			}
			this.gate.close();
		}
	}

}
