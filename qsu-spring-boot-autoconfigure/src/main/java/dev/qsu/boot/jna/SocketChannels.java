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

package dev.qsu.boot.jna;

import java.io.FileDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Creates genuine JDK channels from inherited sockets. The channel then owns the file
 * descriptor: closing the channel closes it.
 */
public final class SocketChannels {

	private static final String SERVER = "sun.nio.ch.ServerSocketChannelImpl";

	private static final String CONNECTION = "sun.nio.ch.SocketChannelImpl";

	private static final String DATAGRAM = "sun.nio.ch.DatagramChannelImpl";

	private SocketChannels() {
	}

	/**
	 * Create a channel for a listener.
	 * @param fd the file descriptor of a bound and listening stream socket
	 * @param family the address family of the socket
	 * @return a bound channel
	 * @throws IllegalStateException if this JDK does not have the expected constructor
	 */
	public static ServerSocketChannel serverSocketChannel(int fd, ProtocolFamily family) {
		Constructor<?> constructor = constructor(SERVER, SelectorProvider.class, ProtocolFamily.class,
				FileDescriptor.class, boolean.class);
		return (ServerSocketChannel) newChannel(constructor, SelectorProvider.provider(), family, descriptor(fd), true);
	}

	/**
	 * Create a channel for a connection.
	 * @param fd the file descriptor of a connected stream socket
	 * @param family the address family of the socket
	 * @param remote the address of the peer
	 * @return a connected channel
	 * @throws IllegalStateException if this JDK does not have the expected constructor
	 */
	public static SocketChannel socketChannel(int fd, ProtocolFamily family, SocketAddress remote) {
		Constructor<?> constructor = constructor(CONNECTION, SelectorProvider.class, ProtocolFamily.class,
				FileDescriptor.class, SocketAddress.class);
		return (SocketChannel) newChannel(constructor, SelectorProvider.provider(), family, descriptor(fd), remote);
	}

	/**
	 * Create a channel for a UDP socket.
	 * @param fd the file descriptor of a bound datagram socket
	 * @return a bound channel
	 * @throws IllegalStateException if this JDK does not have the expected constructor
	 */
	public static DatagramChannel datagramChannel(int fd) {
		Constructor<?> constructor = constructor(DATAGRAM, SelectorProvider.class, FileDescriptor.class);
		return (DatagramChannel) newChannel(constructor, SelectorProvider.provider(), descriptor(fd));
	}

	/**
	 * Return the file descriptor of a JDK channel.
	 * @param channel an open channel
	 * @return the file descriptor, which the channel still owns
	 * @throws IllegalArgumentException if the channel is not a JDK socket channel
	 */
	public static int fileDescriptor(NetworkChannel channel) {
		try {
			return JniFunctions.getInt(channel, channel.getClass().getDeclaredField("fdVal"));
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalArgumentException(
					"Cannot read the file descriptor of a " + channel.getClass().getName() + " of " + jdk(), ex);
		}
	}

	private static FileDescriptor descriptor(int fd) {
		FileDescriptor descriptor = new FileDescriptor();
		JniFunctions.setInt(descriptor, descriptorField(), fd);
		return descriptor;
	}

	private static Field descriptorField() {
		try {
			return FileDescriptor.class.getDeclaredField("fd");
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(unsupported("field FileDescriptor.fd"), ex);
		}
	}

	private static Object newChannel(Constructor<?> constructor, @Nullable Object... arguments) {
		return JniFunctions.newInstance(constructor, arguments);
	}

	/**
	 * Return a constructor of an internal class of the JDK.
	 * @param className the name of the class
	 * @param parameterTypes the types of the parameters
	 * @return the constructor
	 * @throws IllegalStateException if this JDK does not have the constructor
	 */
	public static Constructor<?> constructor(String className, Class<?>... parameterTypes) {
		try {
			return Class.forName(className).getDeclaredConstructor(parameterTypes);
		}
		catch (ReflectiveOperationException ex) {
			String signature = className + Arrays.stream(parameterTypes).map(Class::getSimpleName).toList();
			throw new IllegalStateException(unsupported("constructor " + signature), ex);
		}
	}

	private static String unsupported(String member) {
		return jdk() + " has no " + member + ", which is needed to make a channel from an inherited socket."
				+ " JDK 17, 21 and 25 are known to have it";
	}

	private static String jdk() {
		return "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
	}

}
