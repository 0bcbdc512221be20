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

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.ServletContext;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.WebServer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.qsu.boot.server.AbstractWebServerTests;
import dev.qsu.boot.server.RetainedListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for Jetty with a servlet application.
 */
@ExtendWith(OutputCaptureExtension.class)
class JettyServletTests extends AbstractWebServerTests {

	JettyServletTests() {
		super("JettyServlet", WebApplicationType.SERVLET);
	}

	@Test
	void whenNoConnectorCanBeReplacedFails() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> start(new Class<?>[] { Application.class, ForeignConnector.class }))
			.havingRootCause()
			.withMessageContaining("Jetty is configured with the connectors [" + OtherConnector.class.getName()
					+ "], none of which can serve the inherited sockets [#0 'http'");
	}

	@Test
	void whenNoConnectorCanBeReplacedToKeepItsListenerOnlyWarns(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = application(Application.class, ForeignConnector.class,
				Keeping.class)
			.run("--qsu.socket.enabled=false", "--server.port=0")) {
			assertThat(get("http://127.0.0.1:" + webServer(context).getPort() + "/").body()).isEqualTo("hello");
			assertThat(output).contains("The listener is not kept across restarts because Jetty is configured with"
					+ " the connectors [" + OtherConnector.class.getName() + "]");
		}
	}

	@Test
	void whenListenersAreRetainedKeepsItsListener() throws Exception {
		try (ConfigurableApplicationContext context = start(
				new Class<?>[] { Application.class, Keeping.class, Taking.class }, "--server.port=0")) {
			WebServer server = webServer(context);
			int port = server.getPort();
			assertThat(get("http://127.0.0.1:" + port + "/").body()).isEqualTo("hello");
			server.stop();
			CompletableFuture<HttpResponse<String>> waiting = getAsync("http://127.0.0.1:" + port + "/");
			Thread.sleep(300);
			assertThat(waiting).isNotDone();
			server.start();
			assertThat(waiting.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
			assertThat(server.getPort()).isEqualTo(port);
		}
	}

	@Test
	void whenUserAddsConnectorLeavesItAlone() throws Exception {
		try (ConfigurableApplicationContext context = start(
				new Class<?>[] { Application.class, SecondConnector.class })) {
			Connector[] connectors = connectors(context);
			assertThat(connectors).extracting(Connector::getClass)
				.containsExactly(ConnectionSourceServerConnector.class, ServerConnector.class);
			int second = ((ServerConnector) connectors[1]).getLocalPort();
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(get("http://127.0.0.1:" + second + "/").body()).isEqualTo("hello");
		}
	}

	@Test
	void whenUserPutsConnectorFirstLeavesItAlone() throws Exception {
		try (ConfigurableApplicationContext context = start(
				new Class<?>[] { Application.class, FirstConnector.class })) {
			assertThat(connectors(context)).extracting(Connector::getClass)
				.containsExactly(ServerConnector.class, ConnectionSourceServerConnector.class);
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
		}
	}

	@Test
	void whenUserLimitsTheConnectorTheNextConnectionWaits() throws Exception {
		try (ConfigurableApplicationContext context = start(
				new Class<?>[] { Application.class, LimitedConnector.class }); Socket second = waitForSecond(context)) {
			assertThat(read(second.getInputStream())).endsWith("hello");
		}
	}

	@Test
	void whenConnectorIsConfiguredKeepsItsSettings() {
		try (ConfigurableApplicationContext context = start(
				new Class<?>[] { Application.class, ConfiguredConnector.class }, "--server.jetty.threads.selectors=3",
				"--server.http2.enabled=true")) {
			ServerConnector connector = (ServerConnector) connectors(context)[0];
			assertThat(connector).isInstanceOf(ConnectionSourceServerConnector.class);
			assertThat(connector.getName()).isEqualTo("named");
			assertThat(connector.getIdleTimeout()).isEqualTo(12345);
			assertThat(connector.getShutdownIdleTimeout()).isEqualTo(2345);
			assertThat(connector.getAcceptQueueSize()).isEqualTo(77);
			assertThat(connector.getAcceptedTcpNoDelay()).isFalse();
			assertThat(connector.getAcceptedReceiveBufferSize()).isEqualTo(20_000);
			assertThat(connector.getAcceptedSendBufferSize()).isEqualTo(30_000);
			assertThat(connector.getSelectorManager().getSelectorCount()).isEqualTo(3);
			assertThat(connector.getDefaultProtocol()).isEqualTo("http/1.1");
			assertThat(connector.getProtocols()).containsExactly("http/1.1", "h2c");
			assertThat(connector.getBean(ConnectionListener.class)).isNotNull();
			assertThat(connector.getExecutor()).isSameAs(connector.getServer().getThreadPool());
			assertThat(connector.isManaged(connector.getExecutor())).isFalse();
			assertThat(connector.getLocalPort()).isPositive();
			assertThat(connector.isOpen()).isTrue();
			assertThat(connector.getTransport()).isNotNull();
		}
	}

	@Test
	void whenKeyAliasIsMissingFails() throws Exception {
		String[] arguments = tls("--server.ssl.key-alias=missing");
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(arguments))
			.havingRootCause()
			.withMessage("Keystore does not contain alias 'missing'");
	}

	@Test
	void whenConnectionLimitIsReachedTheNextConnectionWaits() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.jetty.max-connections=1");
				Socket second = waitForSecond(context)) {
			assertThat(read(second.getInputStream())).endsWith("hello");
		}
	}

	private Socket waitForSecond(ConfigurableApplicationContext context) throws Exception {
		assertThat(context.isRunning()).isTrue();
		try (Socket first = connect()) {
			exchange(first);
			Socket second = connect();
			second.setSoTimeout(500);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> exchange(second));
			second.setSoTimeout(10_000);
			return second;
		}
	}

	@Test
	void whenEveryConnectionSlotIsTakenStopsWithoutWaitingForOne() throws Exception {
		assertStopWaitsForNoSlot("--server.jetty.max-connections=1");
	}

	@Test
	void whenServerIsStoppedAndStartedServesAgain() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.http2.enabled=true")) {
			String uri = "http://127.0.0.1:" + port() + "/";
			WebServer server = webServer(context);
			for (int i = 0; i < 3; i++) {
				assertThat(get(uri).version()).isEqualTo(Version.HTTP_2);
				server.stop();
				CompletableFuture<HttpResponse<String>> queued = getAsync(uri);
				Thread.sleep(300);
				assertThat(queued).isNotDone();
				server.start();
				assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
				try (Socket socket = connect()) {
					assertThat(exchange(socket)).endsWith("hello").doesNotContain("Connection: close");
				}
			}
		}
	}

	@Test
	void whenUpgradedWhileDrainingDoesNotSayClose() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(), "--qsu.socket.drain-timeout=10s");
		assertThat(upgradeWhileDraining(
				"GET /late/upgrade HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n" + "Upgrade: late", context))
			.startsWith("http/1.1 101")
			.contains("connection: upgrade\r\n")
			.doesNotContain("close");
	}

	@Test
	void whenConnectionWasUpgradedStopDoesNotWaitForIt() throws Exception {
		ConfigurableApplicationContext context = start(new Class<?>[] { Application.class, WebSocket.class },
				"--qsu.socket.drain-timeout=20s");
		try (Socket socket = connect()) {
			write(socket, "GET /socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
					+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
			byte[] text = { (byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o' };
			socket.getOutputStream().write(text);
			assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 101");
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
		}
	}

	private static Connector[] connectors(ConfigurableApplicationContext context) {
		return ((JettyWebServer) webServer(context)).getServer().getConnectors();
	}

	@Configuration(proxyBeanMethods = false)
	static class ForeignConnector {

		@Bean
		JettyServerCustomizer foreignConnector() {
			return (server) -> server.setConnectors(new Connector[] { new OtherConnector(server) });
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondConnector {

		@Bean
		JettyServerCustomizer secondConnector() {
			return (server) -> server.addConnector(new ServerConnector(server));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConfiguredConnector {

		@Bean
		JettyServerCustomizer configuredConnector() {
			return (server) -> {
				ServerConnector connector = (ServerConnector) server.getConnectors()[0];
				connector.setName("named");
				connector.setIdleTimeout(12345);
				connector.setShutdownIdleTimeout(2345);
				connector.setAcceptQueueSize(77);
				connector.setAcceptedTcpNoDelay(false);
				connector.setAcceptedReceiveBufferSize(20_000);
				connector.setAcceptedSendBufferSize(30_000);
				connector.addBean(new ConnectionListener());
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebSocket {

		@Bean(destroyMethod = "")
		ServerContainer webSocketContainer(ServletContext servletContext) throws DeploymentException {
			ServerContainer container = (ServerContainer) servletContext.getAttribute(ServerContainer.class.getName());
			container.addEndpoint(Echo.class);
			return container;
		}

	}

	@ServerEndpoint("/socket")
	public static class Echo {

		@OnMessage
		public String echo(String message) {
			return message;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Keeping {

		@Bean(destroyMethod = "")
		RetainedListeners retained() {
			return RetainedListeners.ofThisProcess();
		}

	}

	static class ConnectionListener implements Connection.Listener {

	}

	static class OtherConnector extends ServerConnector {

		OtherConnector(Server server) {
			super(server);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FirstConnector {

		@Bean
		JettyServerCustomizer first() {
			return (server) -> server
				.setConnectors(new Connector[] { new ServerConnector(server), server.getConnectors()[0] });
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LimitedConnector {

		@Bean
		JettyServerCustomizer limit() {
			return (server) -> server.addBean(new NetworkConnectionLimit(1, server.getConnectors()));
		}

	}

}
