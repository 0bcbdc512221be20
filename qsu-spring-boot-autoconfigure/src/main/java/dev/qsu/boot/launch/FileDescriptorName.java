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

package dev.qsu.boot.launch;

/**
 * Name that a service manager gives to a file descriptor.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/systemd.socket.html#FileDescriptorName=">FileDescriptorName=</a>
 */
public final class FileDescriptorName {

	private static final int MAX_LENGTH = 255;

	private FileDescriptorName() {
	}

	/**
	 * Return whether a name is valid for a file descriptor.
	 * @param name the name, which may be empty
	 * @return whether it is up to 255 printable ASCII characters without a colon
	 */
	public static boolean isValid(String name) {
		return name.length() <= MAX_LENGTH
				&& name.chars().allMatch((character) -> character >= 0x20 && character <= 0x7e && character != ':');
	}

}
