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

package dev.qsu.boot.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeSockets;
import dev.qsu.boot.jna.SocketType;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.jna.linux.ProcessFds;
import dev.qsu.boot.jna.windows.WindowsSockets;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.socket.SocketStore.Stored;
import dev.qsu.boot.socket.activation.AncestorSearch;
import dev.qsu.boot.socket.activation.ListenFds;
import dev.qsu.boot.socket.activation.ProtocolInfo;
import dev.qsu.boot.socket.activation.SystemfdClient;
import dev.qsu.boot.socket.activation.SystemfdServer;
import dev.qsu.boot.socket.activation.SystemfdSockets;

/**
 * Receives the sockets passed by a launcher. Each of them is checked.
 */
final class SocketReceiver {

	/** The usual reason why a file descriptor is closed or not a socket. */
	private static final String WHY_BROKEN = "Usually a program between the launcher and this process has closed it:"
			+ " Maven, Gradle and every other Java program close the file descriptors of the programs they start,"
			+ " but pass LISTEN_FDS on. Start java directly, for example with"
			+ " 'systemfd -s http::8080 -- java -jar app.jar'";

	private static final int MAX_PROBLEMS = 5;

	/** The first use loads JNA, so there is none as long as there is no socket. */
	private final Supplier<NativeSockets> sockets;

	private final List<Stored> received = new ArrayList<>();

	private final List<String> problems = new ArrayList<>();

	private boolean closedInBetween;

	private SocketReceiver(Supplier<NativeSockets> sockets, @Nullable String problem) {
		this.sockets = sockets;
		if (problem != null) {
			this.problems.add(problem);
		}
	}

	private static NativeSockets linuxSockets() {
		// a reference to the constructor would load JNA as well
		return new LinuxSockets();
	}

	/**
	 * Receive the sockets of a process.
	 * @param facts the facts about this process
	 * @param search the search for sockets that this process does not have, or
	 * {@code null} to search nowhere
	 * @return the sockets
	 */
	static SocketStore receive(ProcessFacts facts, @Nullable AncestorSearch search) {
		return receive(facts, search, NativeAccess::check);
	}

	static SocketStore receive(ProcessFacts facts, @Nullable AncestorSearch search, Runnable nativeAccess) {
		if (facts.windows() && facts.environment().containsKey(SystemfdServer.SERVER)) {
			checkNativeAccess(nativeAccess);
			WindowsSockets windows = new WindowsSockets();
			return receive(SystemfdSockets.request(facts.environment(), facts.pid(), new SystemfdClient()),
					windows::open, windows);
		}
		String os = System.getProperty("os.name");
		if (facts.environment().containsKey("LISTEN_FDS") && !"Linux".equals(os)) {
			return new SocketReceiver(SingletonSupplier.of(SocketReceiver::linuxSockets),
					"LISTEN_FDS is set, but inherited sockets are supported on Linux only, not on " + os)
				.store(null, WHY_BROKEN);
		}
		ListenFds fds = ListenFds.parse(facts.environment(), facts.pid(), () -> ProcessFds.uniqueId(facts.pid()));
		if (!fds.names().isEmpty()) {
			checkNativeAccess(nativeAccess);
		}
		return receive(fds, facts, search);
	}

	private static void checkNativeAccess(Runnable nativeAccess) {
		try {
			nativeAccess.run();
		}
		catch (NativeAccessException ex) {
			throw new InheritedSocketException(
					"Sockets were handed over to this process, but cannot be used: " + ex.getReason() + ".",
					ex.getAction() + " Or, to do without the sockets, set 'qsu.socket.enabled' to false.");
		}
	}

	/**
	 * Receive the sockets passed by systemfd on Windows.
	 * @param passed the sockets
	 * @param opener opens the socket described by a {@code WSAPROTOCOL_INFOW}
	 * @param sockets the sockets of the operating system
	 * @return the sockets
	 */
	static SocketStore receive(SystemfdSockets passed, ToIntFunction<byte[]> opener, NativeSockets sockets) {
		SocketReceiver receiver = new SocketReceiver(() -> sockets, passed.problem());
		for (int index = 0; index < passed.sockets().size(); index++) {
			receiver.receive(index, passed.sockets().get(index), opener);
		}
		return receiver.store(null, WHY_BROKEN);
	}

	private static SocketStore receive(ListenFds fds, ProcessFacts facts, @Nullable AncestorSearch search) {
		// All or nothing: if a wrapper closed some sockets, the others are there by
		// chance
		SocketReceiver own = receive(fds, (index) -> fds.first() + index);
		AncestorSearch.Result result = (own.closedInBetween && search != null) ? search.search(fds, facts) : null;
		if (result == null) {
			return own.store(null, WHY_BROKEN);
		}
		if (result.refusal() != null) {
			return own.store(null, result.refusal());
		}
		SocketReceiver duplicated = receive(fds, (index) -> result.fds().get(index));
		if (duplicated.problems.isEmpty()) {
			return duplicated.store(result.process(), WHY_BROKEN);
		}
		result.fds().forEach(duplicated.sockets.get()::close);
		return own.store(null,
				"What the " + result.process() + " has cannot be used either: " + duplicated.problem(WHY_BROKEN));
	}

	private static SocketReceiver receive(ListenFds fds, IntUnaryOperator fdOfIndex) {
		SocketReceiver receiver = new SocketReceiver(SingletonSupplier.of(SocketReceiver::linuxSockets), fds.problem());
		for (int index = 0; index < fds.names().size(); index++) {
			receiver.receive(index, fds.names().get(index), fdOfIndex.applyAsInt(index));
		}
		return receiver;
	}

	private void receive(int index, String name, int fd) {
		try {
			check(index, name, fd);
		}
		catch (NativeCallException ex) {
			this.problems.add(problem(name, fd, ex));
			this.closedInBetween |= ex.isNotOpen() || ex.isNotSocket();
		}
	}

	private void receive(int index, ProtocolInfo announced, ToIntFunction<byte[]> opener) {
		String which = "socket #" + index + " of systemfd";
		if (!announced.isInternet()) {
			// Stays open: Windows cannot release a duplicate that was not opened
			this.problems.add(which + " has the address family " + announced.family() + " and the type "
					+ announced.type() + ". Only TCP and UDP sockets can be used");
			return;
		}
		try {
			int socket = opener.applyAsInt(announced.bytes());
			SocketType type = this.sockets.get().type(socket);
			if (type == SocketType.of(announced.type())) {
				check(index, ListenFds.DEFAULT_NAME, socket);
			}
			else {
				this.problems.add(which + " has the type " + type.number() + " instead of " + announced.type()
						+ ". Restart systemfd");
				this.sockets.get().close(socket);
			}
		}
		catch (NativeCallException ex) {
			this.problems.add(which + " cannot be used: " + ex.getMessage());
		}
	}

	private void check(int index, String name, int fd) {
		SocketKind kind = SocketKind.of(this.sockets.get().family(fd), this.sockets.get().type(fd),
				this.sockets.get().isListening(fd));
		SocketInfo info = new SocketInfo(index, name, kind, this.sockets.get().localAddress(fd));
		this.sockets.get().keepFromChildren(fd);
		this.received.add(new Stored(info, fd));
	}

	private SocketStore store(@Nullable String origin, String why) {
		return new SocketStore(this.sockets, this.received, origin, problem(why));
	}

	private @Nullable String problem(String why) {
		if (this.problems.isEmpty()) {
			return null;
		}
		String found = this.problems.stream().limit(MAX_PROBLEMS).collect(Collectors.joining("; "));
		int more = this.problems.size() - MAX_PROBLEMS;
		return found + ((more > 0) ? "; and " + more + " more" : "") + ((this.closedInBetween) ? ". " + why : "");
	}

	private static String problem(String name, int fd, NativeCallException ex) {
		String which = "file descriptor " + fd + " (name '" + name + "')";
		if (ex.isNotOpen()) {
			return which + " is not open";
		}
		return which + ((ex.isNotSocket()) ? " is not a socket but " + target(fd) : ": " + ex.getMessage());
	}

	private static String target(int fd) {
		try {
			return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
		}
		catch (IOException ex) {
			return "something else";
		}
	}

}
