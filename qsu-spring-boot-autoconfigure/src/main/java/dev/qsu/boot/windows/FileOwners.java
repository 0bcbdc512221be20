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
 * Tells files of this service from those of others. In a folder in which everybody may
 * create files, somebody else can have made what the service is going to write to.
 */
class FileOwners {

	/**
	 * Check that a file or folder belongs to the service.
	 * @param path the file or folder
	 * @throws IOException if it is a link, belongs to somebody else or cannot be looked
	 * at
	 */
	void check(Path path) throws IOException {
		Object owner = owner(path);
		if (Files.isSymbolicLink(path) || !owner.equals(own())) {
			throw new IOException("'" + path + "' was made by " + owner);
		}
	}

	/**
	 * Whoever this process creates a file as: for an administrator that is a group.
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
