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

package dev.qsu.boot.socket.activation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory with the layout of {@code /proc} and fictitious processes.
 */
public final class FakeProc {

	private final Path directory;

	public FakeProc(Path directory) {
		this.directory = directory;
	}

	public ProcFileSystem read() {
		return new ProcFileSystem(this.directory);
	}

	public FakeProc process(long pid, long parent, String... environment) throws IOException {
		write(pid + "/stat", pid + " (a (b) c) S " + parent + " 1 1 0 -1 1 1 2 3 4 5 6 7 8 20 0 1 0 17 1\n");
		write(pid + "/status", "Name:\ta\nUid:\t1000\t1000\t1000\t1000\n");
		return write(pid + "/environ", String.join("\0", environment) + "\0");
	}

	public FakeProc descriptor(long pid, int fd, String target, String flags) throws IOException {
		Path link = this.directory.resolve(pid + "/fd/" + fd);
		Files.createDirectories(link.getParent());
		Files.createSymbolicLink(link, Path.of(target));
		return write(pid + "/fdinfo/" + fd, "pos:\t0\nflags:\t" + flags + "\n");
	}

	public FakeProc write(String file, String text) throws IOException {
		Path path = this.directory.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
		return this;
	}

}
