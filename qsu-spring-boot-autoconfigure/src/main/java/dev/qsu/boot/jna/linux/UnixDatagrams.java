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

package dev.qsu.boot.jna.linux;

import java.nio.ByteBuffer;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.AddressFamily;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketType;

/**
 * Sends single messages over Unix datagram sockets, for which the JDK has no channel. No
 * method blocks, and no flag that is shared with other processes is changed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class UnixDatagrams {

	/** Size of {@code struct sockaddr_un}. */
	private static final int ADDRESS_SIZE = 110;

	private UnixDatagrams() {
	}

	/**
	 * Receive a message.
	 * @param fd the file descriptor of the socket
	 * @param buffer the buffer to receive into; a longer message is truncated
	 * @return the received message, or {@code null} if none is available
	 * @throws NativeCallException if the call fails
	 */
	public static @Nullable Received receive(int fd, ByteBuffer buffer) {
		int space = buffer.remaining();
		try (Memory data = Libc.zeroed(Math.max(1, space)); Memory name = Libc.zeroed(ADDRESS_SIZE)) {
			try (MessageHeader header = new MessageHeader(data, space).name(name, ADDRESS_SIZE)) {
				int flags = Libc.MSG_DONTWAIT | Libc.MSG_TRUNC;
				int length = Libc.get().recvmsg(fd, header.pointer(), flags).intValue();
				buffer.put(data.getByteBuffer(0, Math.min(length, space)));
				return new Received(length, name.getByteArray(0, Math.min(header.nameLength(), ADDRESS_SIZE)));
			}
		}
		catch (LastErrorException ex) {
			if (isTemporary(ex)) {
				return null;
			}
			throw Libc.failed("recvmsg", ex);
		}
	}

	/**
	 * Send a message.
	 * @param fd the file descriptor of the socket
	 * @param address the bytes of the {@code sockaddr} of the receiver
	 * @param buffer the message, whose position is not changed
	 * @return whether the message was sent; {@code false} if a queue is full
	 * @throws NativeCallException if the call fails
	 */
	public static boolean send(int fd, byte[] address, ByteBuffer buffer) {
		int length = buffer.remaining();
		try (Memory data = Libc.zeroed(Math.max(1, length)); Memory name = Libc.copy(address)) {
			data.getByteBuffer(0, data.size()).put(buffer.duplicate());
			try (MessageHeader header = new MessageHeader(data, length).name(name, address.length)) {
				Libc.get().sendmsg(fd, header.pointer(), Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL);
				return true;
			}
		}
		catch (LastErrorException ex) {
			if (isTemporary(ex)) {
				return false;
			}
			throw Libc.failed("sendmsg", ex);
		}
	}

	/**
	 * Open a socket that is connected to a receiver. Unlike an unconnected socket, it
	 * becomes writable only when there is space in the queue of the receiver.
	 * @param address the bytes of the {@code sockaddr} of the receiver
	 * @return the file descriptor, to be closed by the caller
	 * @throws NativeCallException if the call fails
	 */
	public static int connect(byte[] address) {
		int fd = -1;
		try (Memory name = Libc.copy(address)) {
			fd = Libc.get().socket(AddressFamily.UNIX.linux(), SocketType.DATAGRAM.number() | Libc.SOCK_CLOEXEC, 0);
			Libc.get().connect(fd, name, address.length);
			return fd;
		}
		catch (LastErrorException ex) {
			if (fd >= 0) {
				new LinuxSockets().close(fd);
			}
			throw Libc.failed((fd >= 0) ? "connect" : "socket", ex);
		}
	}

	private static boolean isTemporary(LastErrorException ex) {
		return ex.getErrorCode() == Errno.EAGAIN || ex.getErrorCode() == Errno.EINTR;
	}

	/**
	 * A received message.
	 *
	 * @param length the number of bytes that were sent, which may exceed the space in the
	 * buffer
	 * @param sender the bytes of the {@code sockaddr} of the sender, empty if it is
	 * unnamed
	 */
	public record Received(int length, byte[] sender) {

	}

}
