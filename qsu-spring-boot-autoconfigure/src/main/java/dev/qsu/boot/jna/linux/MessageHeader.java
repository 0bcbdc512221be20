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

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * A {@code struct msghdr} that describes one buffer. The caller owns the memory that it
 * points to.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>
 */
final class MessageHeader implements AutoCloseable {

	private static final int WORD = Native.POINTER_SIZE;

	/** {@code struct iovec}. */
	private final Memory vector = Libc.zeroed(2L * WORD);

	private final Memory header = Libc.zeroed(7L * WORD);

	MessageHeader(Memory data, int length) {
		this.vector.setPointer(0, data);
		this.vector.setNativeLong(WORD, new NativeLong(length));
		this.header.setPointer(2L * WORD, this.vector);
		this.header.setNativeLong(3L * WORD, new NativeLong(1));
	}

	/**
	 * Set the memory for the address of the peer.
	 * @param name the address of the receiver, or the memory that receives the address of
	 * the sender
	 * @param length the length in bytes
	 * @return this header
	 */
	MessageHeader name(Memory name, int length) {
		this.header.setPointer(0, name);
		this.header.setInt(WORD, length);
		return this;
	}

	/**
	 * Return the length of the sender's address, once a message is received.
	 * @return the length in bytes, which may exceed that of the memory
	 */
	int nameLength() {
		return this.header.getInt(WORD);
	}

	MessageHeader control(Memory control) {
		this.header.setPointer(4L * WORD, control);
		this.header.setNativeLong(5L * WORD, new NativeLong(control.size()));
		return this;
	}

	Pointer pointer() {
		return this.header;
	}

	@Override
	public void close() {
		this.header.close();
		this.vector.close();
	}

}
