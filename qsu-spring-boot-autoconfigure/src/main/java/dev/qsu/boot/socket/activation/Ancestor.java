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
 * A process that this one descends from.
 *
 * @param stat what the kernel says about it
 * @param user the id of its effective user, or {@code null} if that cannot be read
 * @param environment the variables that it was started with, empty if they cannot be read
 * @param descriptors its file descriptors where this process was promised sockets, up to
 * the first that is none
 */
record Ancestor(Stat stat, @Nullable String user, Map<String, String> environment, List<Descriptor> descriptors) {

	private static final List<String> PROMISE = List.of("LISTEN_FDS", "LISTEN_FDS_FIRST_FD", "LISTEN_FDNAMES");

	/**
	 * Choose the ancestor that has what this process was promised.
	 * @param ancestors the ancestors, the nearest first
	 * @param environment the variables of this process
	 * @param user the id of its effective user
	 * @param count the number of sockets that were promised
	 * @return the nearest that has all the sockets, or {@code null} if none has them or
	 * if they have been taken
	 */
	static @Nullable Ancestor choose(List<Ancestor> ancestors, Map<String, String> environment, @Nullable String user,
			int count) {
		for (Ancestor ancestor : ancestors) {
			boolean mayHave = user != null && user.equals(ancestor.user)
					&& isSamePromise(ancestor.environment, environment);
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
	 * Return whether whoever reads the variables may have the sockets. A process id says
	 * whose they are.
	 */
	static boolean isOpenPromise(Map<String, String> environment) {
		return environment.containsKey("LISTEN_FDS") && environment.getOrDefault("LISTEN_PID", "").isEmpty()
				&& !environment.containsKey("LISTEN_PIDFDID");
	}

	static boolean isSamePromise(Map<String, String> environment, Map<String, String> other) {
		return isOpenPromise(environment) && isOpenPromise(other) && PROMISE.stream()
			.allMatch((variable) -> Objects.equals(environment.get(variable), other.get(variable)));
	}

	/**
	 * Whoever takes sockets keeps them from the programs it starts, and then uses them.
	 * @see <a href=
	 * "https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
	 */
	private boolean hasTakenSockets() {
		return this.descriptors.stream().anyMatch((descriptor) -> descriptor.socket() && descriptor.closeOnExec());
	}

	private boolean hasSockets(int count) {
		return this.descriptors.size() == count && this.descriptors.stream().allMatch(Descriptor::socket);
	}

	/**
	 * Return the process id and the name of the program.
	 */
	@Override
	public String toString() {
		return "process " + this.stat.pid() + " (" + Printable.ascii(this.stat.name()) + ")";
	}

	/**
	 * A file descriptor.
	 *
	 * @param socket whether it is a socket
	 * @param closeOnExec whether it is kept from programs that the process starts
	 */
	record Descriptor(boolean socket, boolean closeOnExec) {

	}

}
