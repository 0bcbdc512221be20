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

package dev.qsu.boot.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.jna.linux.FdWaiter;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.jna.linux.UnixDatagrams;

/**
 * An inherited Unix datagram socket, which no channel of the JDK can be made of. Its path
 * is never deleted. This class is thread-safe: several threads may receive and send, and
 * any thread may close it, which ends their waiting. To be interrupted does not.
 *
 * @since 0.1.0
 * @see InheritedSockets#takeUnixDatagramSocket(String)
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class UnixDatagramSocket implements Channel {

	private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

	private static final LinuxSockets SOCKETS = new LinuxSockets();

	private final int fd;

	private final @Nullable Path path;

	private final FdWaiter waiter;

	private boolean open = true;

	/** How many threads use the file descriptor, which must not be closed under them. */
	private int users;

	UnixDatagramSocket(int fd) {
		this.path = path(SOCKETS.localAddress(fd));
		this.fd = fd;
		this.waiter = new FdWaiter();
	}

	/**
	 * Return the path that the socket is bound to.
	 * @return the path, or {@code null} if the socket is unnamed or has an abstract name
	 */
	public @Nullable Path path() {
		return this.path;
	}

	/**
	 * Wait for a message. What is longer than the room in the buffer is cut off, which
	 * the result tells.
	 * @param buffer what the message is put into, from its position to its limit
	 * @param timeout how long to wait, 0 or more; rounded up to milliseconds
	 * @return what was received, or {@code null} if nothing was in time
	 * @throws IllegalArgumentException if the buffer is read-only or the time-out
	 * negative
	 * @throws AsynchronousCloseException if the socket was closed meanwhile
	 * @throws ClosedChannelException if the socket is closed
	 * @throws IOException if the kernel refuses
	 */
	public @Nullable Received receive(ByteBuffer buffer, Duration timeout) throws IOException {
		Assert.isTrue(!buffer.isReadOnly(), "'buffer' must not be read-only");
		long deadline = deadline(timeout);
		begin();
		try {
			int room = buffer.remaining();
			UnixDatagrams.Received received = UnixDatagrams.receive(this.fd, buffer);
			while (received == null && remaining(deadline).toNanos() > 0) {
				this.waiter.awaitReadable(this.fd, remaining(deadline));
				checkStillOpen();
				received = UnixDatagrams.receive(this.fd, buffer);
			}
			return (received != null) ? new Received(received.length(), received.length() > room,
					path(SocketAddresses.parse(received.sender(), AddressFamily::ofLinux))) : null;
		}
		catch (NativeCallException ex) {
			throw new IOException("Cannot receive from " + this + ": " + ex.getMessage(), ex);
		}
		finally {
			end();
		}
	}

	/**
	 * Send a message, with the path of this socket as its sender. If the queue of the
	 * receiver is full, waits until there is room.
	 * @param buffer the message, from its position to its limit; the position becomes the
	 * limit when it was sent
	 * @param receiver the path that the receiver is bound to, at most 107 bytes
	 * @param timeout how long to wait, 0 or more; rounded up to milliseconds
	 * @throws IllegalArgumentException if the path is too long or empty, or the time-out
	 * negative
	 * @throws SocketTimeoutException if there was no room in time
	 * @throws AsynchronousCloseException if the socket was closed meanwhile
	 * @throws ClosedChannelException if the socket is closed
	 * @throws IOException if the kernel refuses, for example because nobody is bound to
	 * the path or because the message is too long
	 */
	public void send(ByteBuffer buffer, Path receiver, Duration timeout) throws IOException {
		byte[] address = SocketAddresses.bytes(receiver);
		long deadline = deadline(timeout);
		begin();
		try {
			while (!UnixDatagrams.send(this.fd, address, buffer)) {
				if (remaining(deadline).toNanos() <= 0) {
					throw new SocketTimeoutException("The receiver at " + receiver + " had no room for a message of "
							+ buffer.remaining() + " bytes within " + timeout);
				}
				awaitRoom(address, deadline);
			}
			buffer.position(buffer.limit());
		}
		catch (NativeCallException ex) {
			throw new IOException("Cannot send to " + receiver + ": " + ex.getMessage(), ex);
		}
		finally {
			end();
		}
	}

	/**
	 * The queue that is full is either our own or the receiver's.
	 */
	private void awaitRoom(byte[] address, long deadline) throws IOException {
		this.waiter.awaitWritable(this.fd, remaining(deadline));
		checkStillOpen();
		int probe = UnixDatagrams.connect(address);
		try {
			this.waiter.awaitWritable(probe, remaining(deadline));
			checkStillOpen();
		}
		finally {
			SOCKETS.close(probe);
		}
	}

	@Override
	public synchronized boolean isOpen() {
		return this.open;
	}

	/**
	 * Close the socket and end all waiting. The inherited socket itself, and its path,
	 * stay. Does nothing if the socket is closed.
	 */
	@Override
	public synchronized void close() {
		if (this.open) {
			this.open = false;
			this.waiter.wake();
			releaseIfUnused();
		}
	}

	private synchronized void begin() throws ClosedChannelException {
		if (!this.open) {
			throw new ClosedChannelException();
		}
		this.users++;
	}

	private synchronized void end() {
		this.users--;
		releaseIfUnused();
	}

	private void releaseIfUnused() {
		if (!this.open && this.users == 0) {
			this.waiter.release();
			SOCKETS.close(this.fd);
		}
	}

	private synchronized void checkStillOpen() throws AsynchronousCloseException {
		if (!this.open) {
			throw new AsynchronousCloseException();
		}
	}

	private static long deadline(Duration timeout) {
		Assert.isTrue(!timeout.isNegative(), () -> "'timeout' must not be negative, but is " + timeout);
		return System.nanoTime() + ((timeout.compareTo(LONGEST) < 0) ? timeout : LONGEST).toNanos();
	}

	private static Duration remaining(long deadline) {
		return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
	}

	private static @Nullable Path path(@Nullable SocketAddress address) {
		return (address instanceof UnixDomainSocketAddress unix) ? unix.getPath() : null;
	}

	@Override
	public String toString() {
		return "Unix datagram socket" + ((this.path != null) ? " " + this.path : "");
	}

	/**
	 * What was received.
	 *
	 * @param length the number of bytes that were sent
	 * @param truncated whether there was not enough room, so that the end of the message
	 * is lost
	 * @param sender the path of the sender, or {@code null} if it is unnamed or has an
	 * abstract name
	 * @since 0.1.0
	 */
	public record Received(int length, boolean truncated, @Nullable Path sender) {

	}

}
