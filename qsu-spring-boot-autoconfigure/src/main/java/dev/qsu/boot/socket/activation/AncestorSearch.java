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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.jna.linux.ProcessFds;
import dev.qsu.boot.launch.ProcessFacts;

/**
 * Searches the ancestors of this process for announced sockets. A program that starts
 * another one, such as Maven, may close the sockets in the child but keep its own.
 */
public class AncestorSearch {

	private final ProcFileSystem proc;

	/**
	 * Create a search that uses {@code /proc}.
	 */
	public AncestorSearch() {
		this(new ProcFileSystem(Path.of("/proc")));
	}

	/**
	 * Create a search.
	 * @param proc the file system with information about processes
	 */
	public AncestorSearch(ProcFileSystem proc) {
		this.proc = proc;
	}

	/**
	 * Search for the announced sockets. Those found are duplicated into this process.
	 * @param announced the announced file descriptors
	 * @param facts the facts about this process
	 * @return the result, or {@code null} if no ancestor has the sockets
	 */
	public @Nullable Result search(ListenFds announced, ProcessFacts facts) {
		Ancestor ancestor = Ancestor.choose(this.proc.ancestors(facts.pid(), announced), facts.environment(),
				this.proc.user(facts.pid()), announced.names().size());
		return (ancestor != null) ? duplicate(ancestor, announced) : null;
	}

	private @Nullable Result duplicate(Ancestor ancestor, ListenFds announced) {
		try (ProcessFds process = ProcessFds.open(ancestor.stat().pid())) {
			boolean same = ancestor.stat().equals(this.proc.stat(ancestor.stat().pid()));
			return (same) ? new Result(ancestor.toString(), duplicates(process, announced), null) : null;
		}
		catch (NativeCallException ex) {
			return new Result(ancestor.toString(), Collections.emptyList(),
					refusal(ancestor, ex, this.proc.ptraceScope()));
		}
	}

	private static List<Integer> duplicates(ProcessFds process, ListenFds announced) {
		List<Integer> duplicates = new ArrayList<>();
		try {
			for (int i = 0; i < announced.names().size(); i++) {
				duplicates.add(process.duplicate(announced.first() + i));
			}
			return duplicates;
		}
		catch (NativeCallException ex) {
			duplicates.forEach(new LinuxSockets()::close);
			throw ex;
		}
	}

	private static String refusal(Ancestor ancestor, NativeCallException ex, @Nullable String ptraceScope) {
		String refusal = "The " + ancestor + ", an ancestor of this one, has the sockets,"
				+ " but they cannot be duplicated: " + ex.getMessage();
		String direct = "start java directly, for example with 'systemfd -s http::8080 -- java -jar app.jar'";
		if (ex.isNotImplemented()) {
			return refusal + ", which needs Linux 5.6. Use such a kernel, or " + direct;
		}
		if (ex.isNotPermitted()) {
			return refusal + "; kernel.yama.ptrace_scope "
					+ ((ptraceScope != null) ? "is " + ptraceScope : "cannot be read") + ". Either " + direct
					+ ", or let the kernel allow it: run as root, in a container with CAP_SYS_PTRACE,"
					+ " or run 'sysctl kernel.yama.ptrace_scope=0'";
		}
		return refusal + ". If this happens again, " + direct;
	}

	/**
	 * The result of a search.
	 *
	 * @param process the id and name of the ancestor that has the sockets
	 * @param fds duplicates of the sockets, to be closed by the caller; empty if the
	 * ancestor's could not be duplicated
	 * @param refusal why the sockets could not be duplicated and what to do, or
	 * {@code null}
	 */
	public record Result(String process, List<Integer> fds, @Nullable String refusal) {

	}

}
