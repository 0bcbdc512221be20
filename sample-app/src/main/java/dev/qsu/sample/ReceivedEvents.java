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

package dev.qsu.sample;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.qsu.boot.service.ServiceStateChangedEvent;
import dev.qsu.boot.service.SvcEvent;

/**
 * Keeps the latest events of the service.
 */
@Component
class ReceivedEvents {

	private static final int MAX_EVENTS = 100;

	private final Deque<ReceivedEvent> events = new ArrayDeque<>();

	@EventListener
	synchronized void add(SvcEvent event) {
		if (event instanceof ServiceStateChangedEvent) {
			return;
		}
		if (this.events.size() == MAX_EVENTS) {
			this.events.removeFirst();
		}
		this.events.addLast(new ReceivedEvent(event.getClass().getSimpleName(), event.getDetail(), Instant.now()));
	}

	synchronized List<ReceivedEvent> list() {
		return List.copyOf(this.events);
	}

	/**
	 * An event.
	 *
	 * @param type the simple name of the event class
	 * @param detail details, which may be empty
	 * @param at when it was received
	 */
	record ReceivedEvent(String type, String detail, Instant at) {

	}

}
