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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Checks the owners of files. In a directory in which all users may create files, another
 * user may have created the file that the service is about to write to.
 */
class FileOwners {

	/**
	 * Check that a file or directory belongs to this service.
	 * @param path the file or directory
	 * @throws IOException if it is a symbolic link, has another owner or cannot be read
	 */
	void check(Path path) throws IOException {
		Object owner = owner(path);
		if (Files.isSymbolicLink(path) || !owner.equals(own())) {
			throw new IOException("'" + path + "' was created by " + owner);
		}
	}

	/**
	 * Return the owner of files that this process creates, a group for an administrator.
	 * @return the owner
	 * @throws IOException if no file can be created
	 */
	private Object own() throws IOException {
		Path file = Files.createTempFile("qsu", null);
		try {
			return owner(file);
		}
		finally {
			Files.delete(file);
		}
	}

	Object owner(Path path) throws IOException {
		return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
	}

}
