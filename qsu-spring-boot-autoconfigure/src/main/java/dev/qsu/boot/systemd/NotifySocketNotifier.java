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
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.launch.FileDescriptorName;
import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Printable;

/**
 * {@link SystemdNotifier} that sends to the address in {@code NOTIFY_SOCKET}.
 */
public final class NotifySocketNotifier implements SystemdNotifier {

	private static final Log logger = LogFactory.getLog(NotifySocketNotifier.class);

	private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z0-9_]+=[^\\n\\r\0]*");

	private final @Nullable NotifySender sender;

	NotifySocketNotifier(@Nullable NotifySender sender) {
		this.sender = sender;
	}

	/**
	 * Return the notifier for a process.
	 * @param launch how the process was launched
	 * @param properties the properties
	 * @return the notifier
	 */
	public static NotifySocketNotifier of(Launch launch, SystemdProperties properties) {
		NotifySender sender = sender(launch, properties);
		return new NotifySocketNotifier((sender != null && NativeAccess.isAvailable()) ? sender : null);
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

	@Override
	public boolean isEnabled() {
		return this.sender != null;
	}

	@Override
	public boolean status(String text) {
		return send(new NotifyMessage().status(text));
	}

	@Override
	public boolean store(String name, NetworkChannel channel) {
		checkName(name);
		Assert.isTrue(channel.isOpen(), "'channel' must be open");
		Assert.isTrue(channel instanceof ServerSocketChannel || channel instanceof DatagramChannel,
				"'channel' must be a ServerSocketChannel or a DatagramChannel");
		NotifySender sender = this.sender;
		return sender != null && sender.send(new NotifyMessage().with("FDSTORE=1").with("FDNAME=" + name),
				SocketChannels.fileDescriptor(channel));
	}

	@Override
	public boolean removeStored(String name) {
		checkName(name);
		return send(new NotifyMessage().with("FDSTOREREMOVE=1").with("FDNAME=" + name));
	}

	@Override
	public boolean barrier(Duration timeout) {
		Assert.isTrue(timeout.toMillis() > 0, "'timeout' must be at least a millisecond");
		NotifySender sender = this.sender;
		return sender != null && sender.sendAndAwait(new NotifyMessage().with("BARRIER=1"), timeout);
	}

	@Override
	public boolean mainPid(long pid) {
		Assert.isTrue(pid > 0, "'pid' must be greater than 0");
		return send(new NotifyMessage().with("MAINPID=" + pid));
	}

	@Override
	public boolean notify(String assignment, String... others) {
		NotifyMessage message = new NotifyMessage().with(checked(assignment));
		for (String other : others) {
			message.with(checked(other));
		}
		return send(message);
	}

	private static String checked(String assignment) {
		Assert.isTrue(ASSIGNMENT.matcher(assignment).matches(), () -> "'" + Printable.ascii(assignment)
				+ "' must be an assignment of the form NAME=value on a single line");
		return assignment;
	}

	private boolean send(NotifyMessage message) {
		NotifySender sender = this.sender;
		return sender != null && sender.send(message);
	}

	private static void checkName(String name) {
		boolean valid = !name.isEmpty() && FileDescriptorName.isValid(name);
		Assert.isTrue(valid, () -> "'name' must be 1 to 255 printable ASCII characters without a colon");
	}

}
