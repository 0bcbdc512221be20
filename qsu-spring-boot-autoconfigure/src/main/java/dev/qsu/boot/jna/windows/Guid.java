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

package dev.qsu.boot.jna.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Converts UUIDs from and to the bytes of a {@code GUID}.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/guiddef/ns-guiddef-guid">GUID</a>
 */
public final class Guid {

	/** The size of a {@code GUID} in bytes. */
	public static final int SIZE = 16;

	private Guid() {
	}

	/**
	 * Read a GUID.
	 * @param bytes bytes that contain a {@code GUID}
	 * @param offset the offset of the {@code GUID}
	 * @return the GUID
	 */
	public static UUID read(byte[] bytes, int offset) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, SIZE).order(ByteOrder.LITTLE_ENDIAN);
		long high = Integer.toUnsignedLong(buffer.getInt()) << Integer.SIZE
				| (long) Short.toUnsignedInt(buffer.getShort()) << Short.SIZE | Short.toUnsignedInt(buffer.getShort());
		return new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong());
	}

	static byte[] bytes(UUID value) {
		ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
		long high = value.getMostSignificantBits();
		buffer.putInt((int) (high >>> Integer.SIZE)).putShort((short) (high >>> Short.SIZE)).putShort((short) high);
		return buffer.order(ByteOrder.BIG_ENDIAN).putLong(value.getLeastSignificantBits()).array();
	}

}
