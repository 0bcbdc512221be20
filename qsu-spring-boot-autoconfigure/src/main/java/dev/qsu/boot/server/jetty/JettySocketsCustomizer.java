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

package dev.qsu.boot.server.jetty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.socket.SocketInfo;

/**
 * {@link WebServerFactoryCustomizer} that has Jetty serve inherited listeners or retain
 * its own listener across restarts of the context. Does nothing if neither applies.
 */
public final class JettySocketsCustomizer
		implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory>, Ordered {

	private static final Log logger = LogFactory.getLog(JettySocketsCustomizer.class);

	/** Spring Boot's connector for TLS, which is not visible here. */
	private static final String SSL_CONNECTOR = "org.springframework.boot.jetty.SslServerCustomizer$SslValidatingServerConnector";

	private final WebServerSockets sockets;

	/**
	 * Create an instance.
	 * @param sockets the listeners of the server
	 */
	public JettySocketsCustomizer(WebServerSockets sockets) {
		this.sockets = sockets;
	}

	@Override
	public int getOrder() {
		// After customizers of the application
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ConfigurableJettyWebServerFactory factory) {
		if (factory instanceof JettyWebServerFactory jetty && jetty.getPort() >= 0 && this.sockets.isNeeded()) {
			List<JettyServerCustomizer> customizers = new ArrayList<>();
			customizers.add((server) -> replaceConnector(server, jetty.getMaxConnections()));
			customizers.addAll(jetty.getServerCustomizers());
			customizers.add(this::finish);
			jetty.setServerCustomizers(customizers);
		}
	}

	private void replaceConnector(Server server, int maxConnections) {
		// Runs before other customizers: there is only Spring Boot's connector, and they
		// customize the replacement
		Connector[] connectors = server.getConnectors();
		int index = 0;
		while (index < connectors.length && !isReplaceable(connectors[index])) {
			index++;
		}
		if (index == connectors.length) {
			return;
		}
		ServerConnector replaced = (ServerConnector) connectors[index];
		ConnectionSourceServerConnector connector = new ConnectionSourceServerConnector(replaced, this.sockets);
		connectors[index] = connector;
		server.setConnectors(connectors);
		if (maxConnections > -1) {
			limit(server, connector, maxConnections);
		}
	}

	private void finish(Server server) {
		Connector[] connectors = server.getConnectors();
		if (Arrays.stream(connectors).noneMatch(ConnectionSourceServerConnector.class::isInstance)) {
			refuse(connectors);
		}
		server.setHandler(new RequestObserver(server.getHandler()));
	}

	private static boolean isReplaceable(Connector connector) {
		return connector.getClass() == ServerConnector.class || connector.getClass().getName().equals(SSL_CONNECTOR);
	}

	private static void limit(Server server, ConnectionSourceServerConnector connector, int maxConnections) {
		// The limit created by Spring Boot refers to the replaced connector
		NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, connector);
		NetworkConnectionLimit replaced = server.getBean(NetworkConnectionLimit.class);
		if (replaced != null) {
			limit.setEndPointIdleTimeout(replaced.getEndPointIdleTimeout());
			server.removeBean(replaced);
		}
		server.addBean(limit);
	}

	private void refuse(Connector[] connectors) {
		List<String> types = Arrays.stream(connectors).map((connector) -> connector.getClass().getName()).toList();
		List<SocketInfo> listeners = this.sockets.select();
		if (!listeners.isEmpty()) {
			throw new FailureAnalyzedException(
					"Jetty is configured with the connectors " + types
							+ ", none of which can serve the inherited sockets " + listeners + ".",
					"Keep the connector that Spring Boot creates, or set 'qsu.socket.enabled=false' to bind"
							+ " 'server.port' instead.");
		}
		logger
			.warn("The listener is not kept across restarts because Jetty is configured with the connectors " + types);
	}

}
