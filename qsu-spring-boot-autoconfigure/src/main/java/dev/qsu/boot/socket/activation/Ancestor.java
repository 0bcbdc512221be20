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

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.launch.Printable;
import dev.qsu.boot.socket.activation.ProcParser.Stat;

/**
 * An ancestor of this process.
 *
 * @param stat the status of the process
 * @param user the id of its effective user, or {@code null} if that cannot be read
 * @param environment its initial environment, empty if that cannot be read
 * @param descriptors its file descriptors with the numbers announced to this process, up
 * to the first that is not a socket
 */
record Ancestor(Stat stat, @Nullable String user, Map<String, String> environment, List<Descriptor> descriptors) {

	private static final List<String> ANNOUNCEMENT = List.of("LISTEN_FDS", "LISTEN_FDS_FIRST_FD", "LISTEN_FDNAMES");

	/**
	 * Choose the ancestor that has the sockets announced to this process.
	 * @param ancestors the ancestors, nearest first
	 * @param environment the environment variables of this process
	 * @param user the id of its effective user, or {@code null} if that cannot be read
	 * @param count the number of announced sockets
	 * @return the nearest ancestor that has all sockets, or {@code null} if there is none
	 * or if a nearer one uses them itself
	 */
	static @Nullable Ancestor choose(List<Ancestor> ancestors, Map<String, String> environment, @Nullable String user,
			int count) {
		for (Ancestor ancestor : ancestors) {
			boolean mayHave = user != null && user.equals(ancestor.user)
					&& isSameAnnouncement(ancestor.environment, environment);
			if (mayHave && ancestor.hasTakenSockets()) {
				return null;
			}
			if (mayHave && ancestor.hasSockets(count)) {
				return ancestor;
			}
		}
		return null;
	}

	/**
	 * Return whether any process that reads the variables may use the sockets. A process
	 * id would restrict them to one process.
	 * @param environment the environment variables
	 * @return whether sockets are announced without a process id
	 */
	static boolean isForAnyProcess(Map<String, String> environment) {
		return environment.containsKey("LISTEN_FDS") && environment.getOrDefault("LISTEN_PID", "").isEmpty()
				&& !environment.containsKey("LISTEN_PIDFDID");
	}

	static boolean isSameAnnouncement(Map<String, String> environment, Map<String, String> other) {
		return isForAnyProcess(environment) && isForAnyProcess(other) && ANNOUNCEMENT.stream()
			.allMatch((variable) -> Objects.equals(environment.get(variable), other.get(variable)));
	}

	/**
	 * A process that uses the sockets sets close-on-exec on them.
	 * @return whether close-on-exec is set on a socket
	 * @see <a href=
	 * "https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
	 */
	private boolean hasTakenSockets() {
		return this.descriptors.stream().anyMatch((descriptor) -> descriptor.socket() && descriptor.closeOnExec());
	}

	private boolean hasSockets(int count) {
		return this.descriptors.size() == count && this.descriptors.stream().allMatch(Descriptor::socket);
	}

	@Override
	public String toString() {
		return "process " + this.stat.pid() + " (" + Printable.ascii(this.stat.name()) + ")";
	}

	/**
	 * A file descriptor.
	 *
	 * @param socket whether it is a socket
	 * @param closeOnExec whether it is closed in programs that the process executes
	 */
	record Descriptor(boolean socket, boolean closeOnExec) {

	}

}
