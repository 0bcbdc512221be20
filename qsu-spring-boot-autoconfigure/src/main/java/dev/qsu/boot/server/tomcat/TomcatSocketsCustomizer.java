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

package dev.qsu.boot.server.tomcat;

import java.net.InetSocketAddress;
import java.util.List;

import org.apache.catalina.connector.Connector;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.socket.SocketInfo;

/**
 * {@link WebServerFactoryCustomizer} that has Tomcat serve inherited listeners or retain
 * its own listener across restarts of the context. Does nothing if neither applies.
 */
public final class TomcatSocketsCustomizer
		implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	private static final Log logger = LogFactory.getLog(TomcatSocketsCustomizer.class);

	private static final String PROTOCOL = "dev.qsu.boot.server.tomcat.ConnectionSourceHttp11NioProtocol";

	private final WebServerSockets sockets;

	/**
	 * Create an instance.
	 * @param sockets the listeners of the server
	 */
	public TomcatSocketsCustomizer(WebServerSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public int getOrder() {
		// After customizers of the application
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		if (!(factory instanceof TomcatWebServerFactory tomcat) || tomcat.getPort() < 0 || !this.sockets.isNeeded()) {
			return;
		}
		List<SocketInfo> listeners = this.sockets.select();
		if (Http11NioProtocol.class.getName().equals(tomcat.getProtocol())) {
			tomcat.setProtocol(PROTOCOL);
			tomcat.addConnectorCustomizers((connector) -> customize(connector, listeners));
		}
		else if (!listeners.isEmpty()) {
			throw new FailureAnalyzedException(
					"Tomcat is configured with the protocol '" + tomcat.getProtocol()
							+ "', which cannot serve the inherited sockets " + listeners + ".",
					"Use the default protocol, or set 'qsu.socket.enabled=false' to bind 'server.port' instead.");
		}
		else {
			logger.warn("The listener is not kept across restarts because Tomcat is configured with the protocol '"
					+ tomcat.getProtocol() + "'");
		}
	}

	private void customize(Connector connector, List<SocketInfo> listeners) {
		if (connector.getProtocolHandler() instanceof ConnectionSourceHttp11NioProtocol protocol) {
			int ownPort = connector.getPortWithOffset();
			listeners.stream()
				.map(SocketInfo::address)
				.filter(InetSocketAddress.class::isInstance)
				.findFirst()
				.ifPresent((address) -> connector.setPort(((InetSocketAddress) address).getPort()));
			ConnectionSourceNioEndpoint endpoint = protocol.getConnectionSourceEndpoint();
			endpoint.setConnectionSource(this.sockets.connectionSource(endpoint), ownPort, listeners.isEmpty());
		}
	}

}
