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
import java.nio.ByteOrder;
import java.time.Duration;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketType;

/**
 * Sends single messages, optionally with file descriptors, to a socket identified by the
 * bytes of its address. A socket is opened for each message and then closed.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>
 */
public final class DatagramSender {

	private DatagramSender() {
	}

	/**
	 * Send one message.
	 * @param address the bytes of a {@code sockaddr}, without any padding
	 * @param type the type of the socket
	 * @param payload the message
	 * @param timeout the maximum time to wait for space in the receiver's queue, at least
	 * one microsecond
	 * @param fds file descriptors to pass to the receiver
	 * @throws NativeCallException if the message could not be sent
	 */
	public static void send(byte[] address, SocketType type, byte[] payload, Duration timeout, int... fds) {
		short family = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort();
		String function = "socket";
		try {
			int socket = Libc.get().socket(family, type.number() | Libc.SOCK_CLOEXEC, 0);
			try (Memory name = Libc.copy(address); Memory timeval = timeval(timeout)) {
				function = "setsockopt";
				Libc.get().setsockopt(socket, Libc.SOL_SOCKET, Libc.SO_SNDTIMEO, timeval, (int) timeval.size());
				function = "connect";
				Libc.get().connect(socket, name, address.length);
				function = "sendmsg";
				sendMessage(socket, payload, fds);
			}
			finally {
				Libc.get().close(socket);
			}
		}
		catch (LastErrorException ex) {
			throw Libc.failed(function, ex);
		}
	}

	/**
	 * Send a message with one end of a pipe and wait until the receiver has closed that
	 * end. The receiver has then processed all earlier messages.
	 * @param address the bytes of a {@code sockaddr}, without any padding
	 * @param type the type of the socket
	 * @param payload the message
	 * @param timeout the maximum time to wait, once to send the message and once for the
	 * receiver
	 * @return whether the receiver closed the pipe before the timeout
	 * @throws NativeCallException if the message could not be sent
	 */
	public static boolean sendAndAwait(byte[] address, SocketType type, byte[] payload, Duration timeout) {
		int[] pipe = new int[2];
		try {
			Libc.get().pipe2(pipe, Libc.O_CLOEXEC);
			try {
				try {
					send(address, type, payload, timeout, pipe[1]);
				}
				finally {
					Libc.get().close(pipe[1]);
				}
				return awaitHangUp(pipe[0], timeout);
			}
			finally {
				Libc.get().close(pipe[0]);
			}
		}
		catch (LastErrorException ex) {
			throw Libc.failed("pipe2 or poll", ex);
		}
	}

	private static boolean awaitHangUp(int fd, Duration timeout) {
		try (Memory pollfd = Libc.zeroed(8)) {
			pollfd.setInt(0, fd);
			pollfd.setShort(4, Libc.POLLIN);
			int milliseconds = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
			return Libc.get().poll(pollfd, new NativeLong(1), milliseconds) > 0;
		}
	}

	private static void sendMessage(int socket, byte[] payload, int[] fds) {
		try (Memory data = Libc.copy(payload);
				Memory control = control(fds);
				MessageHeader header = new MessageHeader(data, payload.length)) {
			if (fds.length > 0) {
				header.control(control);
			}
			Libc.get().sendmsg(socket, header.pointer(), Libc.MSG_NOSIGNAL);
		}
	}

	private static Memory control(int[] fds) {
		// A struct cmsghdr, which is a size_t and two ints, and the file descriptors.
		int word = Native.POINTER_SIZE;
		int header = word + 2 * Integer.BYTES;
		int length = header + fds.length * Integer.BYTES;
		Memory control = Libc.zeroed((length + word - 1) / word * word);
		control.setNativeLong(0, new NativeLong(length));
		control.setInt(word, Libc.SOL_SOCKET);
		control.setInt(word + Integer.BYTES, Libc.SCM_RIGHTS);
		control.write(header, fds, 0, fds.length);
		return control;
	}

	private static Memory timeval(Duration duration) {
		Memory timeval = Libc.zeroed(2L * Native.LONG_SIZE);
		timeval.setNativeLong(0, new NativeLong(duration.toSeconds()));
		timeval.setNativeLong(Native.LONG_SIZE, new NativeLong(duration.toNanosPart() / 1000));
		return timeval;
	}

}
