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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.socket.activation.Ancestor.Descriptor;
import dev.qsu.boot.socket.activation.ProcParser.Stat;

/**
 * Reads information about processes from {@code /proc}. What cannot be read, because the
 * process has ended or belongs to another user, is treated as absent.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public class ProcFileSystem {

	/** Limit on the number of ancestors to look at. */
	private static final int MAX_GENERATIONS = 32;

	private static final String PTRACE_SCOPE = "sys/kernel/yama/ptrace_scope";

	private final Path directory;

	/**
	 * Create an instance.
	 * @param directory the mount point of the file system
	 */
	public ProcFileSystem(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return the ancestors of a process.
	 * @param pid the process id
	 * @param fds the announced file descriptors, which are looked up in each ancestor
	 * @return the ancestors, nearest first
	 */
	List<Ancestor> ancestors(long pid, ListenFds fds) {
		List<Ancestor> ancestors = new ArrayList<>();
		Stat stat = stat(pid);
		while (stat != null && stat.parent() > 0 && ancestors.size() < MAX_GENERATIONS) {
			stat = stat(stat.parent());
			if (stat != null) {
				ancestors.add(ancestor(stat, fds));
			}
		}
		return ancestors;
	}

	private Ancestor ancestor(Stat stat, ListenFds fds) {
		String environ = read(stat.pid() + "/environ");
		Map<String, String> environment = ProcParser.environment((environ != null) ? environ : "");
		return new Ancestor(stat, user(stat.pid()), environment,
				(Ancestor.isForAnyProcess(environment)) ? descriptors(stat.pid(), fds) : List.of());
	}

	private List<Descriptor> descriptors(long pid, ListenFds fds) {
		List<Descriptor> descriptors = new ArrayList<>();
		boolean socket = true;
		for (int i = 0; socket && i < fds.names().size(); i++) {
			int fd = fds.first() + i;
			socket = isSocket(pid + "/fd/" + fd);
			String info = read(pid + "/fdinfo/" + fd);
			descriptors.add(new Descriptor(socket, info != null && ProcParser.isCloseOnExec(info)));
		}
		return descriptors;
	}

	private boolean isSocket(String link) {
		try {
			return Files.readSymbolicLink(this.directory.resolve(link)).toString().startsWith("socket:[");
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Return the status of a process.
	 * @param pid the process id
	 * @return the status, or {@code null} if it cannot be read or if the directory shows
	 * the processes of another PID namespace
	 */
	public @Nullable Stat stat(long pid) {
		String text = read(pid + "/stat");
		Stat stat = (text != null) ? ProcParser.stat(text) : null;
		return (stat != null && stat.pid() == pid) ? stat : null;
	}

	@Nullable String user(long pid) {
		String text = read(pid + "/status");
		return (text != null) ? ProcParser.user(text) : null;
	}

	/**
	 * Return the scope of processes that may be traced.
	 * @return the value of {@code kernel.yama.ptrace_scope}, or {@code null} if it cannot
	 * be read
	 * @see <a href="https://docs.kernel.org/admin-guide/LSM/Yama.html">Yama</a>
	 */
	@Nullable String ptraceScope() {
		String text = read(PTRACE_SCOPE);
		return (text != null) ? text.trim() : null;
	}

	private @Nullable String read(String file) {
		try {
			return Files.readString(this.directory.resolve(file), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			return null;
		}
	}

}
