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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.launch.Launch;

/**
 * Lets the application talk to systemd beyond what happens by itself. Where no service
 * manager listens every method does nothing and returns {@code false}. Thread-safe.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>
 */
public final class SystemdNotifier {

	private static final Log logger = LogFactory.getLog(SystemdNotifier.class);

	private static final int MAX_NAME_LENGTH = 255;

	private final @Nullable NotifySender sender;

	SystemdNotifier(@Nullable NotifySender sender) {
		this.sender = sender;
	}

	/**
	 * Return the notifier for a process.
	 * @param launch how the process was launched
	 * @param properties the properties
	 * @return the notifier
	 */
	public static SystemdNotifier of(Launch launch, SystemdProperties properties) {
		return new SystemdNotifier(sender(launch, properties));
	}

	static @Nullable NotifySender sender(Launch launch, SystemdProperties properties) {
		String address = launch.notifySocket();
		if (address == null || !properties.isNotify()) {
			return null;
		}
		try {
			return new NotifySender(NotifyAddress.parse(address));
		}
		catch (IllegalArgumentException ex) {
			logger.warn("The service manager cannot be notified: " + ex.getMessage());
			return null;
		}
	}

	/**
	 * Return whether a service manager listens.
	 * @return whether {@code NOTIFY_SOCKET} is set and can be used
	 */
	public boolean isEnabled() {
		return this.sender != null;
	}

	/**
	 * Show a text in {@code systemctl status}. The next change of the state replaces it.
	 * @param text the text; line breaks become blanks
	 * @return whether the message was sent
	 */
	public boolean status(String text) {
		return send(new NotifyMessage().status(text));
	}

	/**
	 * Have systemd keep a socket open for the next process of this service, which finds
	 * it among its inherited sockets. The unit needs {@code FileDescriptorStoreMax=}.
	 * @param name the name, up to 255 printable ASCII characters without a colon
	 * @param channel a channel of the JDK, which stays open here
	 * @return whether the message was sent
	 * @throws IllegalArgumentException if the name is not valid, or if the channel is not
	 * an open {@link ServerSocketChannel} or {@link DatagramChannel} of the JDK
	 */
	public boolean store(String name, NetworkChannel channel) {
		checkName(name);
		Assert.isTrue(channel.isOpen(), "'channel' must be open");
		Assert.isTrue(channel instanceof ServerSocketChannel || channel instanceof DatagramChannel,
				"'channel' must be a ServerSocketChannel or a DatagramChannel");
		NotifySender sender = this.sender;
		return sender != null && sender.send(new NotifyMessage().with("FDSTORE=1").with("FDNAME=" + name),
				SocketChannels.fileDescriptor(channel));
	}

	/**
	 * Have systemd close what is stored under a name.
	 * @param name the name
	 * @return whether the message was sent
	 * @throws IllegalArgumentException if the name is not valid
	 */
	public boolean removeStored(String name) {
		checkName(name);
		return send(new NotifyMessage().with("FDSTOREREMOVE=1").with("FDNAME=" + name));
	}

	/**
	 * Wait until systemd has processed every message sent before.
	 * @param timeout how long to wait, at least a millisecond
	 * @return whether that came true in time
	 */
	public boolean barrier(Duration timeout) {
		Assert.isTrue(timeout.toMillis() > 0, "'timeout' must be at least a millisecond");
		NotifySender sender = this.sender;
		return sender != null && sender.sendAndAwait(new NotifyMessage().with("BARRIER=1"), timeout);
	}

	/**
	 * Tell systemd which process is the main one of this service.
	 * @param pid the process id
	 * @return whether the message was sent
	 */
	public boolean mainPid(long pid) {
		Assert.isTrue(pid > 0, "'pid' must be more than 0");
		return send(new NotifyMessage().with("MAINPID=" + pid));
	}

	private boolean send(NotifyMessage message) {
		NotifySender sender = this.sender;
		return sender != null && sender.send(message);
	}

	private static void checkName(String name) {
		boolean valid = !name.isEmpty() && name.length() <= MAX_NAME_LENGTH
				&& name.chars().allMatch((character) -> character >= 0x20 && character <= 0x7e && character != ':');
		Assert.isTrue(valid, () -> "'name' must be 1 to 255 printable ASCII characters without a colon");
	}

}
