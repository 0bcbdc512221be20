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
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.SocketChannels;
import dev.qsu.boot.jna.linux.FdPlacer;
import dev.qsu.boot.jna.linux.LinuxSockets;
import dev.qsu.boot.launch.ProcessFacts;

/**
 * Real sockets, passed to this process as a launcher would pass them.
 */
public final class Inheritance implements AutoCloseable {

	private static final AtomicInteger NEXT = new AtomicInteger(600);

	private final List<String> names = new ArrayList<>();

	private final List<Integer> fds = new ArrayList<>();

	private final List<AutoCloseable> closeables = new ArrayList<>();

	private int first;

	public static Inheritance of(String name, NetworkChannel channel) {
		return new Inheritance().and(name, channel);
	}

	static Inheritance of(String name, int fd) {
		return new Inheritance().and(name, fd);
	}

	public Inheritance and(String name, NetworkChannel channel) {
		return and(name, SocketChannels.fileDescriptor(channel), channel);
	}

	/**
	 * Add a file descriptor, to be closed at the end.
	 */
	Inheritance and(String name, int fd) {
		return and(name, fd, () -> new LinuxSockets().close(fd));
	}

	private Inheritance and(String name, int fd, AutoCloseable closeable) {
		this.names.add(name);
		this.fds.add(fd);
		this.closeables.add(closeable);
		return this;
	}

	/**
	 * Pass the sockets. Every call returns sockets that have not been taken.
	 * @return the sockets
	 */
	public ClaimedSockets sockets() {
		return new ClaimedSockets(claims());
	}

	/**
	 * Pass the sockets. Every call returns claims without any takers.
	 * @return the claims
	 */
	public SocketClaims claims() {
		return new SocketClaims(store());
	}

	SocketStore store() {
		if (this.first == 0) {
			this.first = NEXT.getAndAdd(this.fds.size());
			int place = this.first;
			for (int fd : this.fds) {
				FdPlacer.place(fd, place++);
			}
		}
		Map<String, String> environment = Map.of("LISTEN_FDS", Integer.toString(this.fds.size()), "LISTEN_FDS_FIRST_FD",
				Integer.toString(this.first), "LISTEN_FDNAMES", String.join(":", this.names));
		return SocketReceiver.receive(
				new ProcessFacts(environment, ProcessHandle.current().pid(), null, false, Collections.emptyList()),
				null);
	}

	int first() {
		return this.first;
	}

	/**
	 * Close also what the launcher would have kept. A connection that was handed over is
	 * already closed.
	 */
	@Override
	public void close() throws IOException {
		for (int i = 0; i < this.fds.size() && this.first > 0; i++) {
			closeIfOpen(this.first + i);
		}
		for (AutoCloseable closeable : this.closeables) {
			close(closeable);
		}
	}

	private static void close(AutoCloseable closeable) throws IOException {
		try {
			closeable.close();
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void closeIfOpen(int fd) {
		try {
			new LinuxSockets().close(fd);
		}
		catch (NativeCallException ex) {
			if (!ex.isNotOpen()) {
				throw ex;
			}
		}
	}

}
