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

package dev.qsu.boot.jna;

/**
 * The sockets of Linux.
 *
 * @since 0.1.0
 * @see SocketFds
 */
public final class LinuxSockets implements NativeSockets {

	private static final int UNIX = 1;

	@Override
	public int type(int socket) {
		return SocketFds.type(socket);
	}

	@Override
	public int family(int socket) {
		return SocketFds.family(socket);
	}

	@Override
	public boolean isListening(int socket) {
		return SocketFds.isListening(socket);
	}

	@Override
	public byte[] localAddress(int socket) {
		return SocketFds.localAddress(socket);
	}

	@Override
	public void keepFromChildren(int socket) {
		SocketFds.setCloseOnExec(socket);
	}

	@Override
	public int duplicate(int socket) {
		return SocketFds.duplicate(socket);
	}

	@Override
	public void close(int socket) {
		SocketFds.close(socket);
	}

	/**
	 * How many connections may wait at a Unix socket cannot be asked, so it gets as many
	 * as the kernel allows: no listener had more.
	 */
	@Override
	public void raiseBacklog(int socket, int backlog) {
		if (SocketFds.family(socket) == UNIX) {
			SocketFds.setBacklog(socket, Integer.MAX_VALUE);
		}
		else if (SocketFds.backlog(socket) < backlog) {
			SocketFds.setBacklog(socket, backlog);
		}
	}

}
