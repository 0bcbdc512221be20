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
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

import dev.qsu.boot.jna.LinuxSockets;
import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.NativeSockets;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.jna.SocketFds;
import dev.qsu.boot.jna.WindowsSockets;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.launch.ServiceProcess;

/**
 * The inherited sockets themselves, as numbers: file descriptors, or the {@code SOCKET}s
 * of Windows. They stay open as long as the process lives; whoever serves one gets a
 * duplicate.
 */
final class MasterSockets {

	/** Why a promised file descriptor usually is not what it should be. */
	private static final String WHY_BROKEN = "Usually a program between the launcher and this process has closed it:"
			+ " Maven, Gradle and every other Java program close the file descriptors of the programs they start,"
			+ " but pass LISTEN_FDS on. Start java directly, for example with"
			+ " 'systemfd -s http::8080 -- java -jar app.jar'";

	/** A backlog that every listener has. */
	static final int UNCHANGED = 1;

	private final List<Master> masters = new ArrayList<>();

	private final Set<SocketInfo> handedOver = new HashSet<>();

	private final List<String> problems = new ArrayList<>();

	private boolean closedInBetween;

	private final NativeSockets sockets;

	private @Nullable String origin;

	private @Nullable String refusal;

	private MasterSockets(ListenFds fds) {
		this(fds, (index) -> fds.first() + index);
	}

	private MasterSockets(ListenFds fds, IntUnaryOperator places) {
		this.sockets = new LinuxSockets();
		if (fds.problem() != null) {
			this.problems.add(fds.problem());
		}
		for (int index = 0; index < fds.names().size(); index++) {
			add(index, fds.names().get(index), places.applyAsInt(index));
		}
	}

	/**
	 * Create an instance with what systemfd on Windows handed over.
	 * @param handedOver the sockets
	 * @param opener opens a socket of a {@code WSAPROTOCOL_INFOW}
	 * @param sockets the sockets of the operating system
	 */
	MasterSockets(SystemfdSockets handedOver, ToIntFunction<byte[]> opener, NativeSockets sockets) {
		this.sockets = sockets;
		if (handedOver.problem() != null) {
			this.problems.add(handedOver.problem());
		}
		for (int index = 0; index < handedOver.sockets().size(); index++) {
			add(index, handedOver.sockets().get(index), opener);
		}
	}

	/**
	 * Return the sockets of this process, which are looked at once.
	 * @param search where to look for sockets that this process does not have
	 * @return the sockets
	 */
	static MasterSockets ofThisProcess(AncestorSearch search) {
		return ServiceProcess.get(MasterSockets.class, () -> inherit(ProcessFacts.ofThisProcess(), search));
	}

	static MasterSockets inherit(ProcessFacts facts, AncestorSearch search) {
		if (facts.windows() && facts.environment().containsKey(SystemfdServer.SERVER)) {
			WindowsSockets windows = new WindowsSockets();
			return new MasterSockets(SystemfdSockets.request(facts.environment(), facts.pid(), new SystemfdClient()),
					windows::open, windows);
		}
		String os = System.getProperty("os.name");
		if (facts.environment().containsKey("LISTEN_FDS") && !"Linux".equals(os)) {
			return new MasterSockets(new ListenFds(ListenFds.DEFAULT_FIRST, Collections.emptyList(),
					"LISTEN_FDS is set, but inherited sockets are supported on Linux only, not on " + os));
		}
		ListenFds fds = ListenFds.parse(facts.environment(), facts.pid(), () -> SocketFds.uniqueProcessId(facts.pid()));
		MasterSockets own = new MasterSockets(fds);
		return (own.closedInBetween) ? own.orFetched(fds, search.search(fds, facts)) : own;
	}

	/**
	 * All sockets are fetched, or none: where a wrapper has closed some, the others are
	 * but by chance where sockets were promised.
	 */
	private MasterSockets orFetched(ListenFds fds, AncestorSearch.@Nullable Result result) {
		if (result == null || result.refusal() != null) {
			this.refusal = (result != null) ? result.refusal() : null;
			return this;
		}
		MasterSockets fetched = new MasterSockets(fds, (index) -> result.fds().get(index));
		if (fetched.problems.isEmpty()) {
			fetched.origin = result.process();
			return fetched;
		}
		result.fds().forEach(SocketFds::close);
		this.refusal = "What the " + result.process() + " has cannot be used either: " + fetched.problem();
		return this;
	}

	/**
	 * Return the process that the sockets were fetched from.
	 * @return its id and name, or {@code null} if this process had them itself
	 */
	@Nullable String origin() {
		return this.origin;
	}

	/**
	 * Return the sockets that can be used.
	 * @return the sockets, in the order in which they were handed over
	 */
	List<SocketInfo> sockets() {
		return this.masters.stream().map(Master::info).toList();
	}

	/**
	 * Return why sockets that were promised cannot be used, and what to do about it.
	 * @return the explanation, or {@code null} if all is well
	 */
	@Nullable String problem() {
		if (this.problems.isEmpty()) {
			return null;
		}
		String found = this.problems.stream().limit(5).collect(Collectors.joining("; "));
		int more = this.problems.size() - 5;
		String why = (this.refusal != null) ? this.refusal : WHY_BROKEN;
		return found + ((more > 0) ? "; and " + more + " more" : "") + ((this.closedInBetween) ? ". " + why : "");
	}

	ServerSocketChannel duplicateListener(SocketInfo socket, int backlog) {
		return duplicate(socket, (fd) -> {
			if (backlog > UNCHANGED) {
				this.sockets.raiseBacklog(fd, backlog);
			}
			return SocketChannels.serverSocketChannel(fd, family(fd));
		});
	}

	DatagramChannel duplicateDatagram(SocketInfo socket) {
		return duplicate(socket, SocketChannels::datagramChannel);
	}

	UnixDatagramSocket duplicateUnixDatagram(SocketInfo socket) {
		return duplicate(socket, UnixDatagramSocket::new);
	}

	/**
	 * A connection is not kept open: its peer waits for the end that closing it is.
	 */
	synchronized SocketChannel handOver(SocketInfo socket) {
		Assert.state(!this.handedOver.contains(socket), () -> socket + " was handed over before");
		try {
			SocketChannel channel = duplicate(socket, (fd) -> SocketChannels.socketChannel(fd, family(fd),
					SocketAddresses.parsePeer(SocketFds.remoteAddress(fd))));
			this.handedOver.add(socket);
			this.sockets.close(master(socket).fd());
			return channel;
		}
		catch (NativeCallException ex) {
			if (!ex.isNotConnected()) {
				throw ex;
			}
			throw new InheritedSocketException("The inherited socket " + socket + " is not connected.",
					"If it was a connection, its peer has reset it, and nothing is left to be done."
							+ " If it was meant as a listener, have the launcher call listen() on it.");
		}
	}

	/**
	 * Return the connections that have been handed over, which are gone.
	 */
	synchronized Set<SocketInfo> handedOver() {
		return Set.copyOf(this.handedOver);
	}

	private Master master(SocketInfo socket) {
		return this.masters.stream().filter((candidate) -> candidate.info().equals(socket)).findFirst().get();
	}

	private <C> C duplicate(SocketInfo socket, IntFunction<C> channel) {
		int fd = this.sockets.duplicate(master(socket).fd());
		try {
			return channel.apply(fd);
		}
		catch (RuntimeException ex) {
			this.sockets.close(fd);
			throw ex;
		}
	}

	private void add(int index, String name, int fd) {
		try {
			keep(index, name, fd);
		}
		catch (NativeCallException ex) {
			this.problems.add(problem(name, fd, ex));
			this.closedInBetween |= ex.isNotOpen() || ex.isNotSocket();
		}
	}

	/**
	 * A duplicate that is of no use stays open until this process ends, as Windows has no
	 * way to give it back unopened.
	 */
	private void add(int index, ProtocolInfo promised, ToIntFunction<byte[]> opener) {
		String which = "socket #" + index + " of systemfd";
		if (!promised.isInternet()) {
			this.problems.add(which + " has the address family " + promised.family() + " and the type "
					+ promised.type() + ". Only TCP and UDP sockets can be used");
			return;
		}
		try {
			int socket = opener.applyAsInt(promised.bytes());
			if (this.sockets.type(socket) == promised.type()) {
				keep(index, ListenFds.DEFAULT_NAME, socket);
			}
			else {
				this.problems.add(which + " has the type " + this.sockets.type(socket) + " instead of "
						+ promised.type() + ". Start systemfd anew");
				this.sockets.close(socket);
			}
		}
		catch (NativeCallException ex) {
			this.problems.add(which + " cannot be used: " + ex.getMessage());
		}
	}

	private void keep(int index, String name, int fd) {
		SocketKind kind = SocketKind.of(this.sockets.family(fd), this.sockets.type(fd), this.sockets.isListening(fd));
		SocketInfo info = new SocketInfo(index, name, kind, SocketAddresses.parse(this.sockets.localAddress(fd)));
		this.sockets.keepFromChildren(fd);
		this.masters.add(new Master(info, fd));
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

	private StandardProtocolFamily family(int fd) {
		return switch (this.sockets.family(fd)) {
			case AddressFamily.INET6 -> StandardProtocolFamily.INET6;
			case AddressFamily.UNIX -> StandardProtocolFamily.UNIX;
			default -> StandardProtocolFamily.INET;
		};
	}

	/**
	 * A socket with what it is.
	 *
	 * @param info what it is
	 * @param fd the file descriptor, or the {@code SOCKET} of Windows
	 */
	private record Master(SocketInfo info, int fd) {

	}

}
