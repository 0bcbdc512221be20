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

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.qsu.boot.server.AbstractWebServerTests;
import dev.qsu.boot.server.LateController;
import dev.qsu.boot.server.RetainedListeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for Tomcat with a servlet application.
 */
class TomcatServletTests extends AbstractWebServerTests {

	TomcatServletTests() {
		super("TomcatServlet", WebApplicationType.SERVLET);
	}

	@Test
	void whenProtocolIsAnotherOneFails() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> start(new Class<?>[] { Application.class, AjpConfiguration.class }))
			.havingRootCause()
			.withMessageContaining("cannot serve the inherited sockets [#0 'http'");
	}

	@Test
	void whenEveryConnectionSlotIsTakenStopsWithoutWaitingForOne() throws Exception {
		assertStopWaitsForNoSlot("--server.tomcat.max-connections=1");
	}

	@Test
	void whenConnectorIsPausedAndResumedServesAgain() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			Connector connector = ((TomcatWebServer) webServer(context)).getTomcat().getConnector();
			get("http://127.0.0.1:" + port() + "/");
			connector.pause();
			CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
			Thread.sleep(300);
			assertThat(queued).isNotDone();
			connector.resume();
			assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
		}
	}

	@Test
	void whenContextIsStoppedAndStartedTheConnectionLimitHolds() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.tomcat.max-connections=1")) {
			for (int i = 0; i < 2; i++) {
				try (Socket first = connect(); Socket second = connect()) {
					assertThat(exchange(first)).endsWith("hello");
					second.setSoTimeout(500);
					assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> exchange(second));
				}
				context.stop();
				context.start();
			}
		}
	}

	@Override
	protected List<String> lateRequests() {
		List<String> requests = super.lateRequests();
		requests.add("GET /late/sync/file HTTP/1.1");
		requests.add("GET /valve HTTP/1.1");
		return requests;
	}

	@Override
	protected Class<?>[] lateSources(Class<?>... more) {
		return Stream.concat(Stream.of(super.lateSources(more)), Stream.of(LateValve.class)).toArray(Class<?>[]::new);
	}

	@Test
	void whenAnswerIsSentAfterItsServletIsDoneIsNotCut() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(SlowSending.class),
				"--qsu.socket.drain-timeout=100ms");
		context.getBean(LateController.class).release();
		try (Socket socket = connect()) {
			write(socket, "GET /late/sync/none HTTP/1.1\r\nHost: localhost\r\n\r\n");
			context.getBean(SlowSending.class).done.await(10, TimeUnit.SECONDS);
			context.close();
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.startsWith("HTTP/1.1 204")
				.contains("Connection: close");
		}
	}

	@Test
	void whenUpgradedWhileDrainingDoesNotSayClose() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(), "--qsu.socket.drain-timeout=10s");
		assertThat(upgradeWhileDraining("GET /late/upgrade HTTP/1.1\r\nHost: localhost", context))
			.startsWith("http/1.1 101")
			.contains("connection: upgrade\r\n")
			.doesNotContain("close");
	}

	@Test
	void whenUnixSocketIsConfiguredToBeKeptFails() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> application(Application.class, UnixSocket.class).run("--qsu.socket.enabled=false"))
			.havingRootCause()
			.withMessage("Tomcat is configured with the Unix socket '/tmp/qsu-test', which cannot be kept across"
					+ " restarts.");
	}

	@Configuration(proxyBeanMethods = false)
	static class AjpConfiguration {

		@Bean
		WebServerFactoryCustomizer<TomcatWebServerFactory> ajp() {
			return (factory) -> factory.setProtocol("org.apache.coyote.http11.Http11Nio2Protocol");
		}

	}

	/**
	 * Answers before any servlet is asked.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateValve {

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> lateValve(LateController controller) {
			return (factory) -> factory.addEngineValves(new ValveBase(true) {

				@Override
				public void invoke(Request request, Response response) throws IOException, ServletException {
					if (request.getRequestURI().equals("/valve")) {
						controller.hold();
						response.setStatus(HttpServletResponse.SC_NO_CONTENT);
						response.flushBuffer();
					}
					else {
						getNext().invoke(request, response);
					}
				}

			});
		}

	}

	/**
	 * Takes time when no servlet is at work any more.
	 */
	@Configuration(proxyBeanMethods = false)
	static class SlowSending {

		private final CountDownLatch done = new CountDownLatch(1);

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowValve() {
			return (factory) -> factory.addEngineValves(new ValveBase(true) {

				@Override
				public void invoke(Request request, Response response) throws IOException, ServletException {
					getNext().invoke(request, response);
					SlowSending.this.done.countDown();
					try {
						Thread.sleep(700);
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}

			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnixSocket {

		@Bean
		RetainedListeners retainedListeners() {
			return RetainedListeners.ofThisProcess();
		}

		@Bean
		TomcatConnectorCustomizer unixSocket() {
			return (connector) -> ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
				.setProperty("unixDomainSocketPath", "/tmp/qsu-test");
		}

	}

}
