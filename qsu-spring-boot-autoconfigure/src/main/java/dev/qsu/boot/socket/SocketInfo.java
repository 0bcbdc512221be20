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

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.SocketAddresses;

/**
 * Description of an inherited socket.
 *
 * @param index the zero-based position among the sockets that were passed
 * @param name the name that the launcher gave the socket, {@code unknown} if it gave
 * none; names may be empty and need not be unique
 * @param kind the kind of socket
 * @param address the address that the socket is bound to, or {@code null} if Java has no
 * representation of it
 * @since 0.1.0
 */
public record SocketInfo(int index, String name, SocketKind kind, @Nullable SocketAddress address) {

	@Override
	public String toString() {
		return "#" + this.index + " '" + this.name + "' (" + this.kind
				+ ((this.address != null) ? " " + addressText() : "") + ")";
	}

	/**
	 * Return the address as text.
	 * @return the host address and port, the path of a Unix socket, or an empty string
	 */
	public String addressText() {
		return SocketAddresses.text(this.address);
	}

}
