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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.linux.DatagramSender;
import dev.qsu.boot.jna.linux.Errno;

/**
 * Sends messages to the service manager. A failure to do so is only logged, the first
 * time as a warning, because it must not make the service fail.
 */
class NotifySender {

	private static final Log logger = LogFactory.getLog(NotifySender.class);

	/** Time within which a busy service manager reads a message. */
	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	/** Used after a message was not read in time. */
	private static final Duration NO_TIMEOUT = Duration.ofMillis(1);

	private final NotifyAddress address;

	private final AtomicBoolean warned = new AtomicBoolean();

	private volatile boolean reachable = true;

	NotifySender(NotifyAddress address) {
		this.address = address;
	}

	boolean send(NotifyMessage message, int... fds) {
		try {
			DatagramSender.send(this.address.bytes(), this.address.type(), bytes(message),
					(this.reachable) ? TIMEOUT : NO_TIMEOUT, fds);
			this.reachable = true;
			return true;
		}
		catch (NativeCallException ex) {
			failed(ex);
			return false;
		}
	}

	/**
	 * Try to send a message that will be sent again if the service manager is busy.
	 * @param message the message
	 * @param timeout how long to wait for the service manager, at least one microsecond
	 * @return whether the message is done with: it was sent, or cannot be sent at all
	 */
	boolean trySend(NotifyMessage message, Duration timeout) {
		try {
			DatagramSender.send(this.address.bytes(), this.address.type(), bytes(message), timeout);
			return true;
		}
		catch (NativeCallException ex) {
			if (ex.getErrorCode() == Errno.EAGAIN) {
				return false;
			}
			failed(ex);
			return true;
		}
	}

	boolean sendAndAwait(NotifyMessage message, Duration timeout) {
		try {
			return DatagramSender.sendAndAwait(this.address.bytes(), this.address.type(), bytes(message), timeout);
		}
		catch (NativeCallException ex) {
			failed(ex);
			return false;
		}
	}

	private void failed(NativeCallException ex) {
		this.reachable = false;
		String text = "Could not notify the service manager at " + this.address.text() + ": " + ex.getMessage();
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(text);
		}
		else {
			logger.debug(text);
		}
	}

	private static byte[] bytes(NotifyMessage message) {
		return message.toString().getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.address.text();
	}

}
