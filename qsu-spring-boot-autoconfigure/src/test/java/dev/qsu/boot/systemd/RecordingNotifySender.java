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

package dev.qsu.boot.systemd;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * {@link NotifySender} that records the messages.
 */
class RecordingNotifySender extends NotifySender {

	private final List<String> messages = new CopyOnWriteArrayList<>();

	volatile boolean busy;

	volatile Thread lastThread = Thread.currentThread();

	RecordingNotifySender() {
		super(NotifyAddress.parse("/run/recording"));
	}

	@Override
	boolean send(NotifyMessage message, int... fds) {
		this.messages.add(message + ((fds.length > 0) ? "\n" + Arrays.toString(fds) : ""));
		return true;
	}

	@Override
	boolean trySend(NotifyMessage message, Duration timeout) {
		this.lastThread = Thread.currentThread();
		if (this.busy) {
			LockSupport.parkNanos(1_000_000);
			return false;
		}
		return send(message);
	}

	@Override
	boolean sendAndAwait(NotifyMessage message, Duration timeout) {
		this.messages.add(message + "\n" + timeout);
		return true;
	}

	List<String> messages() {
		return this.messages;
	}

	/**
	 * Return all messages, separated by empty lines.
	 * @return the messages
	 */
	String transcript() {
		return String.join("\n\n", this.messages) + "\n";
	}

}
