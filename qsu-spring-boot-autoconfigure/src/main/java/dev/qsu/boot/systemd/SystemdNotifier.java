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

import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/**
 * Sends notifications to systemd in addition to those that are sent automatically. If no
 * service manager listens, every method does nothing and returns {@code false}.
 * Implementations are thread-safe.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
public interface SystemdNotifier {

	/**
	 * Return whether a service manager listens.
	 * @return whether {@code NOTIFY_SOCKET} is set and can be used
	 */
	boolean isEnabled();

	/**
	 * Set the text shown by {@code systemctl status}. The next state change replaces it.
	 * @param text the text; line breaks become blanks
	 * @return whether the message was sent
	 */
	boolean status(String text);

	/**
	 * Have systemd keep a socket open for the next process of this service, which finds
	 * it among its inherited sockets. The unit needs {@code FileDescriptorStoreMax=}.
	 * @param name the name, up to 255 printable ASCII characters without a colon
	 * @param channel a channel of the JDK, which stays open here
	 * @return whether the message was sent
	 * @throws IllegalArgumentException if the name is not valid, or if the channel is not
	 * an open {@link ServerSocketChannel} or {@link DatagramChannel} of the JDK
	 */
	boolean store(String name, NetworkChannel channel);

	/**
	 * Have systemd close the file descriptors stored under a name.
	 * @param name the name
	 * @return whether the message was sent
	 * @throws IllegalArgumentException if the name is not valid
	 */
	boolean removeStored(String name);

	/**
	 * Wait until systemd has processed every message sent before.
	 * @param timeout the maximum time to wait, at least one millisecond
	 * @return whether the barrier was reached before the timeout
	 */
	boolean barrier(Duration timeout);

	/**
	 * Set the main process of this service.
	 * @param pid the process id
	 * @return whether the message was sent
	 */
	boolean mainPid(long pid);

	/**
	 * Send assignments of the notify protocol that have no method of their own here, as
	 * one message.
	 * @param assignment an assignment such as {@code "WATCHDOG=trigger"}
	 * @param others further assignments
	 * @return whether the message was sent
	 * @throws IllegalArgumentException if an assignment is not of the form
	 * {@code NAME=value} on a single line
	 */
	boolean notify(String assignment, String... others);

}
