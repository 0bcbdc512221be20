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

package dev.qsu.boot.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

import dev.qsu.boot.jna.windows.Guid;

/**
 * The event data of a control, read as the types of the Windows headers. Check
 * {@link #has} before reading.
 */
final class Payload {

	private final ByteBuffer buffer;

	Payload(byte[] data) {
		this.buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Return whether there are at least a number of bytes.
	 * @param length the number of bytes
	 * @return whether the payload is long enough
	 */
	boolean has(int length) {
		return length <= this.buffer.capacity();
	}

	/**
	 * Return the first bytes.
	 * @param length the number of bytes
	 * @return a payload of this length
	 */
	Payload first(int length) {
		return new Payload(Arrays.copyOf(this.buffer.array(), length));
	}

	byte[] bytes() {
		return bytesFrom(0);
	}

	byte[] bytesFrom(int offset) {
		return Arrays.copyOfRange(this.buffer.array(), Math.min(offset, this.buffer.capacity()),
				this.buffer.capacity());
	}

	int length() {
		return this.buffer.capacity();
	}

	int shortAt(int offset) {
		return Short.toUnsignedInt(this.buffer.getShort(offset));
	}

	int intAt(int offset) {
		return this.buffer.getInt(offset);
	}

	long longAt(int offset) {
		return this.buffer.getLong(offset);
	}

	UUID guidAt(int offset) {
		return Guid.read(this.buffer.array(), offset);
	}

	/**
	 * Return the text at an offset.
	 * @param offset the offset in bytes
	 * @return the text up to the first NUL or, if there is none, to the end
	 */
	String textAt(int offset) {
		StringBuilder text = new StringBuilder();
		for (int i = offset; i + Character.BYTES <= this.buffer.capacity(); i += Character.BYTES) {
			char character = this.buffer.getChar(i);
			if (character == 0) {
				break;
			}
			text.append(character);
		}
		return text.toString();
	}

}
