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

import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The inherited listeners that one web server serves.
 *
 * @since 0.1.0
 */
public final class WebServerSockets {

	/** Name of the sockets that are left to the management server. */
	static final String MANAGEMENT = "management";

	private static final Set<SocketKind> SERVED = Set.of(SocketKind.TCP_LISTENER);

	private final InheritedSockets sockets;

	private final SocketProperties properties;

	private final boolean management;

	private WebServerSockets(InheritedSockets sockets, SocketProperties properties, boolean management) {
		this.sockets = sockets;
		this.properties = properties;
		this.management = management;
	}

	/**
	 * Return the listeners of the main server.
	 * @param sockets the inherited sockets
	 * @param properties the properties
	 * @return the listeners
	 */
	public static WebServerSockets forServer(InheritedSockets sockets, SocketProperties properties) {
		return new WebServerSockets(sockets, properties, false);
	}

	/**
	 * Return the listeners of the management server.
	 * @param sockets the inherited sockets
	 * @param properties the properties
	 * @return the listeners
	 */
	public static WebServerSockets forManagement(InheritedSockets sockets, SocketProperties properties) {
		return new WebServerSockets(sockets, properties, true);
	}

	/**
	 * Return whether the management server is given listeners of its own.
	 * @param sockets the inherited sockets
	 * @param properties the properties
	 * @return whether a property or the name of a listener says so
	 */
	public static boolean hasManagement(InheritedSockets sockets, SocketProperties properties) {
		return !properties.getManagement().isEmpty()
				|| sockets.find(MANAGEMENT).stream().anyMatch((socket) -> SERVED.contains(socket.kind()));
	}

	/**
	 * Return what the server would serve if it started now.
	 * @return the listeners; if empty, the server binds its own port
	 * @throws InheritedSocketException if a property names a socket that was not
	 * inherited, or one that cannot be served
	 */
	public List<SocketInfo> select() {
		List<String> selectors = (this.management) ? this.properties.getManagement() : this.properties.getServer();
		if (!selectors.isEmpty()) {
			return selectors.stream()
				.flatMap((selector) -> this.sockets.require(selector, SERVED).stream())
				.distinct()
				.toList();
		}
		List<SocketInfo> managed = managed();
		List<SocketInfo> selected = new ArrayList<>((this.management) ? managed : this.sockets.list());
		selected.removeIf((socket) -> !SERVED.contains(socket.kind()));
		if (!this.management) {
			selected.removeAll(managed);
			selected.retainAll(this.sockets.availableTo(taker()));
		}
		return selected;
	}

	/**
	 * Return duplicates of the listeners, to be closed by the server when it stops. May
	 * be called again for the next start.
	 * @param backlog the least number of connections that must be able to wait
	 * @return the channels; if empty, the server binds its own port
	 * @throws InheritedSocketException if a socket that a property names is not there or
	 * is already taken
	 */
	public List<ServerSocketChannel> open(int backlog) {
		return this.sockets.serve(select(), taker(), backlog);
	}

	private List<SocketInfo> managed() {
		List<String> selectors = this.properties.getManagement();
		return (selectors.isEmpty()) ? this.sockets.find(MANAGEMENT)
				: selectors.stream().flatMap((selector) -> this.sockets.find(selector).stream()).toList();
	}

	private String taker() {
		return (this.management) ? "the management server" : "the web server";
	}

}
