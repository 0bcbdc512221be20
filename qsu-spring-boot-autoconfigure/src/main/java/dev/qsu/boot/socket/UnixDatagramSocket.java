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
 * An inherited Unix datagram socket, for which the JDK has no channel. Its path is never
 * deleted. This class is thread-safe: several threads may receive and send, and any
 * thread may close the socket, which ends all waits. Interrupts do not end waits.
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

	/** Number of threads that use the file descriptor, which must not be closed yet. */
	private int users;

	UnixDatagramSocket(int fd) {
		this.path = path(SOCKETS.localAddress(fd));
		this.fd = fd;
		this.waiter = new FdWaiter();
	}

	/**
	 * Return the path that the socket is bound to.
	 * @return the path, or {@code null} if the socket is unnamed or has an abstract
	 * address
	 */
	public @Nullable Path path() {
		return this.path;
	}

	/**
	 * Receive a message, waiting for one if necessary. A message that is longer than the
	 * remaining space of the buffer is truncated, which the result reports.
	 * @param buffer the buffer to receive into, from its position to its limit
	 * @param timeout the maximum time to wait, 0 or more; rounded up to milliseconds
	 * @return the received message, or {@code null} if none arrived in time
	 * @throws IllegalArgumentException if the buffer is read-only or the timeout is
	 * negative
	 * @throws AsynchronousCloseException if the socket is closed while waiting
	 * @throws ClosedChannelException if the socket is already closed
	 * @throws IOException if the system call fails
	 */
	public @Nullable Received receive(ByteBuffer buffer, Duration timeout) throws IOException {
		Assert.isTrue(!buffer.isReadOnly(), "'buffer' must not be read-only");
		long deadline = deadline(timeout);
		begin();
		try {
			int space = buffer.remaining();
			UnixDatagrams.Received received = UnixDatagrams.receive(this.fd, buffer);
			while (received == null && remaining(deadline).toNanos() > 0) {
				this.waiter.awaitReadable(this.fd, remaining(deadline));
				checkStillOpen();
				received = UnixDatagrams.receive(this.fd, buffer);
			}
			return (received != null) ? new Received(received.length(), received.length() > space,
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
	 * receiver is full, wait until there is space.
	 * @param buffer the message, from its position to its limit; once it is sent, the
	 * position is equal to the limit
	 * @param receiver the path that the receiver is bound to, 1 to 107 bytes
	 * @param timeout the maximum time to wait, 0 or more; rounded up to milliseconds
	 * @throws IllegalArgumentException if the path is empty or too long, or if the
	 * timeout is negative
	 * @throws SocketTimeoutException if there is no space in time
	 * @throws AsynchronousCloseException if the socket is closed while waiting
	 * @throws ClosedChannelException if the socket is already closed
	 * @throws IOException if the system call fails, for example because no socket is
	 * bound to the path or because the message is too long
	 */
	public void send(ByteBuffer buffer, Path receiver, Duration timeout) throws IOException {
		byte[] address = SocketAddresses.bytes(receiver);
		long deadline = deadline(timeout);
		begin();
		try {
			while (!UnixDatagrams.send(this.fd, address, buffer)) {
				if (remaining(deadline).toNanos() <= 0) {
					throw new SocketTimeoutException("The receiver at " + receiver + " had no space for a message of "
							+ buffer.remaining() + " bytes within " + timeout);
				}
				awaitSpace(address, deadline);
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

	private void awaitSpace(byte[] address, long deadline) throws IOException {
		// Either the send buffer of this socket or the queue of the receiver is full
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
	 * Close this socket and end all waits. The inherited socket itself stays open, and
	 * its path stays. Has no effect if this socket is already closed.
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
	 * A received message.
	 *
	 * @param length the number of bytes that were sent
	 * @param truncated whether the buffer was too small, so that the end of the message
	 * is lost
	 * @param sender the path of the sender, or {@code null} if the sender is unnamed or
	 * has an abstract address
	 * @since 0.1.0
	 */
	public record Received(int length, boolean truncated, @Nullable Path sender) {

	}

}
