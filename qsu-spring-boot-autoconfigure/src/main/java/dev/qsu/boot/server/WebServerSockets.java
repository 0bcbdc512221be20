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

package dev.qsu.boot.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.qsu.boot.socket.InheritedSocketException;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.socket.SocketKind;
import dev.qsu.boot.socket.SocketProperties;

/**
 * The listeners of one web server, inherited or its own.
 */
public final class WebServerSockets implements ListenerProvider {

	private static final Log logger = LogFactory.getLog(WebServerSockets.class);

	/** Name of the sockets that the management server serves. */
	static final String MANAGEMENT = "management";

	private static final Set<SocketKind> SERVED = Set.of(SocketKind.TCP_LISTENER, SocketKind.UNIX_LISTENER);

	private static final Duration MAX_DRAIN = Duration.ofDays(1);

	private final SocketClaims sockets;

	private final SocketProperties properties;

	private final AcceptGate gate;

	private final @Nullable RetainedListeners retained;

	private final ServerRole role;

	private @Nullable ListenerSource source;

	private volatile boolean keeps;

	WebServerSockets(SocketClaims sockets, SocketProperties properties, AcceptGate gate,
			@Nullable RetainedListeners retained, ServerRole role) {
		this.sockets = sockets;
		this.properties = properties;
		this.gate = gate;
		this.retained = retained;
		this.role = role;
	}

	/**
	 * Return whether there are inherited listeners for the management server.
	 * @param sockets the inherited sockets
	 * @param properties the properties
	 * @return whether a property or the name of a listener assigns one to it
	 */
	public static boolean hasManagement(SocketClaims sockets, SocketProperties properties) {
		return !properties.getManagement().isEmpty()
				|| sockets.find(MANAGEMENT).stream().anyMatch((socket) -> SERVED.contains(socket.kind()));
	}

	/**
	 * Return the inherited listeners that the server would serve if it started now.
	 * @return the listeners; if empty, the server binds its own port
	 * @throws InheritedSocketException if a property names a socket that was not
	 * inherited or that cannot be served
	 */
	public List<SocketInfo> select() {
		List<String> selectors = (this.role == ServerRole.MANAGEMENT) ? this.properties.getManagement()
				: this.properties.getServer();
		if (!selectors.isEmpty()) {
			return selectors.stream()
				.flatMap((selector) -> this.sockets.require(selector, SERVED).stream())
				.distinct()
				.toList();
		}
		List<SocketInfo> managed = managed();
		List<SocketInfo> selected = new ArrayList<>(
				(this.role == ServerRole.MANAGEMENT) ? managed : this.sockets.list());
		selected.removeIf((socket) -> !SERVED.contains(socket.kind()));
		if (this.role != ServerRole.MANAGEMENT) {
			selected.removeAll(managed);
			selected.retainAll(this.sockets.availableTo(this.role.taker()));
		}
		return selected;
	}

	/**
	 * Return whether the server has to use a {@link ConnectionSource}.
	 * @return whether there are inherited listeners for it, or its own listener is
	 * retained across restarts of the context
	 * @throws InheritedSocketException if a property names a socket that was not
	 * inherited or that cannot be served
	 */
	public boolean isNeeded() {
		return !select().isEmpty() || this.retained != null;
	}

	/**
	 * Create a connection source, to be opened by the server.
	 * @param server the server
	 * @return the connection source
	 */
	public ConnectionSource connectionSource(ConnectionSource.Server server) {
		return new ConnectionSource(this, this.gate, drainTimeout(), server);
	}

	@Override
	public List<Listener> open(InetSocketAddress own, int backlog) throws IOException {
		List<SocketInfo> inherited = select();
		if (!inherited.isEmpty()) {
			logger.info(StringUtils.capitalize(this.role.taker().toString()) + " serves inherited sockets " + inherited
					+ " instead of binding a port");
		}
		this.keeps = this.retained != null && this.retained.claim(this.role, this);
		ListenerSource source = () -> listeners(own, backlog);
		List<Listener> listeners = Collections.emptyList();
		try {
			listeners = source.open();
		}
		finally {
			if (this.retained != null && listeners.isEmpty()) {
				this.retained.release(this.role, this);
			}
		}
		this.source = source;
		// Only now: if opening fails, the standby server continues
		if (this.retained != null && this.keeps) {
			this.retained.opened(this.role);
		}
		return listeners;
	}

	private List<Listener> listeners(InetSocketAddress own, int backlog) throws IOException {
		List<ServerSocketChannel> inherited = this.sockets.serve(select(), this.role.taker(), backlog);
		if (!inherited.isEmpty()) {
			return inherited.stream().map((channel) -> new Listener(channel, false)).toList();
		}
		if (this.retained != null && this.keeps) {
			return List.of(new Listener(this.retained.listener(this.role, own, backlog), true));
		}
		return List.of(new Listener(RetainedListeners.bind(own, backlog), false));
	}

	@Override
	public void close(List<Listener> listeners) throws IOException {
		try {
			for (Listener listener : listeners) {
				listener.close();
			}
		}
		finally {
			if (this.retained != null && this.keeps && this.source != null) {
				this.retained.release(this.role, this);
				this.retained.closed(this.role, this.source);
			}
		}
	}

	private Duration drainTimeout() {
		Duration timeout = this.properties.getDrainTimeout();
		return (timeout.compareTo(MAX_DRAIN) < 0) ? timeout : MAX_DRAIN;
	}

	private List<SocketInfo> managed() {
		List<String> selectors = this.properties.getManagement();
		return (selectors.isEmpty()) ? this.sockets.find(MANAGEMENT)
				: selectors.stream().flatMap((selector) -> this.sockets.find(selector).stream()).toList();
	}

}
