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
 * Looks for promised sockets in the processes that this one descends from. A program that
 * starts another one, such as Maven, may close them there and still have them itself.
 */
public class AncestorSearch {

	private final ProcFileSystem proc;

	/**
	 * Create a search in the ancestors of this process.
	 */
	public AncestorSearch() {
		this(new ProcFileSystem(Path.of("/proc")));
	}

	public AncestorSearch(ProcFileSystem proc) {
		this.proc = proc;
	}

	/**
	 * Look for sockets, and make duplicates of them in this process.
	 * @param promised what was promised
	 * @param facts the facts about this process
	 * @return what was found, or {@code null} if no ancestor has the sockets
	 */
	public @Nullable Result search(ListenFds promised, ProcessFacts facts) {
		Ancestor ancestor = Ancestor.choose(this.proc.ancestors(facts.pid(), promised), facts.environment(),
				this.proc.user(facts.pid()), promised.names().size());
		return (ancestor != null) ? fetch(ancestor, promised) : null;
	}

	private @Nullable Result fetch(Ancestor ancestor, ListenFds promised) {
		try (ProcessFds process = ProcessFds.open(ancestor.stat().pid())) {
			boolean same = ancestor.stat().equals(this.proc.stat(ancestor.stat().pid()));
			return (same) ? new Result(ancestor.toString(), duplicates(process, promised), null) : null;
		}
		catch (NativeCallException ex) {
			return new Result(ancestor.toString(), Collections.emptyList(),
					refusal(ancestor, ex, this.proc.ptraceScope()));
		}
	}

	private static List<Integer> duplicates(ProcessFds process, ListenFds promised) {
		List<Integer> duplicates = new ArrayList<>();
		try {
			for (int i = 0; i < promised.names().size(); i++) {
				duplicates.add(process.duplicate(promised.first() + i));
			}
			return duplicates;
		}
		catch (NativeCallException ex) {
			duplicates.forEach(new LinuxSockets()::close);
			throw ex;
		}
	}

	private static String refusal(Ancestor ancestor, NativeCallException ex, @Nullable String ptraceScope) {
		String refusal = "The " + ancestor + ", which this one descends from, has the sockets,"
				+ " but they cannot be fetched from it: " + ex.getMessage();
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
		return refusal + ". If it happens again, " + direct;
	}

	/**
	 * What was found.
	 *
	 * @param process the process that has the sockets
	 * @param fds duplicates of them, to be closed by the caller; empty if they could not
	 * be had
	 * @param refusal why they could not be had and what to do, or {@code null}
	 */
	public record Result(String process, List<Integer> fds, @Nullable String refusal) {

	}

}
