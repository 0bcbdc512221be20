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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.qsu.boot.TestEffort;
import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.InheritedSocket;
import dev.qsu.boot.socket.InheritedSocketException;
import dev.qsu.boot.socket.InheritedSockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Base class for tests of web servers with real inherited listeners.
 */
@EnabledOnOs(OS.LINUX)
public abstract class AbstractWebServerTests {

	/** How long a server that drains waits for another request. */
	private static final long IDLE_GRACE_NANOSECONDS = 500_000_000;

	@TempDir
	private Path directory;

	private final String server;

	private final WebApplicationType type;

	private ServerSocketChannel listener;

	private Inheritance inheritance;

	protected AbstractWebServerTests(String server, WebApplicationType type) {
		this.server = server;
		this.type = type;
	}

	@BeforeEach
	void open() throws IOException {
		this.listener = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(loopback());
		this.inheritance = Inheritance.of("http", this.listener);
	}

	@AfterEach
	void close() throws IOException {
		this.inheritance.close();
	}

	@Test
	void servesListenerAndTellsItsPort() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.port=1")) {
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(context.getEnvironment().getProperty("local.server.port")).isEqualTo(Integer.toString(port()));
			assertThat(webServer(context).getPort()).isEqualTo(port());
		}
	}

	@Test
	void servesIpv4AndIpv6AndDualStack() throws Exception {
		ServerSocketChannel ipv6 = ServerSocketChannel.open(StandardProtocolFamily.INET6)
			.bind(new InetSocketAddress(InetAddress.getByName("::1"), 0));
		ServerSocketChannel dual = ServerSocketChannel.open(StandardProtocolFamily.INET6)
			.bind(new InetSocketAddress(0));
		this.inheritance.and("six", ipv6).and("dual", dual);
		try (ConfigurableApplicationContext context = start()) {
			assertThat(context.isRunning()).isTrue();
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(get("http://[::1]:" + port(ipv6) + "/").body()).isEqualTo("hello");
			assertThat(get("http://[::1]:" + port(dual) + "/").body()).isEqualTo("hello");
			assertThat(get("http://127.0.0.1:" + port(dual) + "/").body()).isEqualTo("hello");
		}
	}

	@Test
	void servesTls() throws Exception {
		try (ConfigurableApplicationContext context = start(tls("--server.http2.enabled=true"))) {
			assertThat(context.isRunning()).isTrue();
			HttpResponse<String> response = get("https://localhost:" + port() + "/");
			assertThat(response.body()).isEqualTo("hello");
			assertThat(response.version()).isEqualTo(Version.HTTP_2);
		}
	}

	@Test
	void servesHttp2WithoutTls() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.http2.enabled=true")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(get("http://127.0.0.1:" + port() + "/").version()).isEqualTo(Version.HTTP_2);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void servesOnVirtualThreads() throws Exception {
		try (ConfigurableApplicationContext context = start("--spring.threads.virtual.enabled=true")) {
			assertThat(context.isRunning()).isTrue();
			assertThat(get("http://127.0.0.1:" + port() + "/thread").body()).contains("VirtualThread");
		}
	}

	@Test
	void whenManagementSocketIsThereServesIt() throws Exception {
		ServerSocketChannel management = ServerSocketChannel.open().bind(loopback());
		this.inheritance.and("management", management);
		try (ConfigurableApplicationContext context = start("--management.server.port=0")) {
			assertThat(context.getEnvironment().getProperty("local.management.port"))
				.isEqualTo(Integer.toString(port(management)));
			assertThat(get("http://127.0.0.1:" + port(management) + "/actuator/health").body()).contains("UP");
			assertThat(get("http://127.0.0.1:" + port(management) + "/").statusCode()).isEqualTo(404);
			assertThat(get("http://127.0.0.1:" + port() + "/actuator/health").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void whenSocketOfServerIsMissingFailsInsteadOfBinding() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start("--qsu.socket.server=web"))
			.havingRootCause()
			.isInstanceOf(InheritedSocketException.class)
			.withMessageContaining("No socket with the name or index 'web' was inherited");
	}

	@Test
	void whenApplicationTakesListenerServerBindsItsOwnPort() throws Exception {
		try (ConfigurableApplicationContext context = start(new Class<?>[] { Application.class, Taking.class },
				"--server.port=0")) {
			int own = webServer(context).getPort();
			assertThat(own).isNotEqualTo(port()).isPositive();
			assertThat(get("http://127.0.0.1:" + own + "/").body()).isEqualTo("hello");
		}
	}

	@Test
	void whenStoppedAnswersRequestInFlight() throws Exception {
		assertStopAnswersRequestThatTakes(1500);
	}

	@Test
	void whenStoppedAnswersRequestThatTakesLongerThanTheDrain() throws Exception {
		assertStopAnswersRequestThatTakes(4500);
	}

	private void assertStopAnswersRequestThatTakes(int milliseconds) throws Exception {
		ConfigurableApplicationContext context = start();
		CompletableFuture<HttpResponse<String>> response = getAsync(
				"http://127.0.0.1:" + port() + "/slow?ms=" + milliseconds);
		assertThat(context.getBean(CommonController.class).entered.await(10, TimeUnit.SECONDS)).isTrue();
		context.close();
		assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("slow");
	}

	@Test
	void whenStoppedAnswersRequestThatArrivesAfterItsConnectionWasAccepted() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=20s");
		try (Socket socket = connect()) {
			awaitAccepted();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(300);
			assertThat(closed).isNotDone();
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			String answer = read(socket.getInputStream());
			assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("Connection: close").endsWith("hello");
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedAnswersRequestThatArrivesAfterItsTlsHandshake() throws Exception {
		ConfigurableApplicationContext context = start(tls("--qsu.socket.drain-timeout=20s"));
		try (Socket socket = trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port())) {
			socket.setSoTimeout(20_000);
			((SSLSocket) socket).startHandshake();
			Thread.sleep(200);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(300);
			assertThat(closed).isNotDone();
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 200").endsWith("hello");
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenConnectionIsIdleAfterItsRequestStopDoesNotWaitForIt() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=20s");
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(read(socket.getInputStream())).endsWith("hello");
			Thread.sleep(200);
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
		}
	}

	@Test
	void whenConnectionStaysSilentStopIsNotHeldUpForLong() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=300ms");
		try (Socket socket = connect()) {
			awaitAccepted();
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void whenContextIsStoppedAndStartedServesAgain() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			for (int i = 0; i < 2; i++) {
				assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
				context.stop();
				CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
				Thread.sleep(200);
				assertThat(queued).isNotDone();
				context.start();
				assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
			}
		}
	}

	@Test
	void whenStoppedLeavesQueueToNextServer() throws Exception {
		start().close();
		CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
		Thread.sleep(500);
		assertThat(queued).isNotDone();
		assertAnsweredByNextServer(queued);
	}

	@Test
	void whenContextBeginsToCloseAcceptsNothingMore() throws Exception {
		ConfigurableApplicationContext context = start();
		CompletableFuture<HttpResponse<String>> inFlight = getAsync("http://127.0.0.1:" + port() + "/slow?ms=2000");
		assertThat(context.getBean(CommonController.class).entered.await(10, TimeUnit.SECONDS)).isTrue();
		CountDownLatch stopped = new CountDownLatch(1);
		context.getBean(AcceptGate.class).add(new AcceptGate.Acceptor() {

			@Override
			public void stopAccepting() {
				stopped.countDown();
			}

			@Override
			public void drain() {
			}

		});
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
		assertThat(inFlight.get(10, TimeUnit.SECONDS).body()).isEqualTo("slow");
		closed.get(30, TimeUnit.SECONDS);
		assertThat(queued).isNotDone();
		assertAnsweredByNextServer(queued);
	}

	@Test
	void whenOtherBeansStopBeforeTheServerAcceptsNothingMore() throws Exception {
		ConfigurableApplicationContext context = start(new Class<?>[] { Application.class, SlowStop.class });
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		context.getBean(SlowStop.Slow.class).stopping.await(10, TimeUnit.SECONDS);
		CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
		Thread.sleep(700);
		assertThat(queued).isNotDone();
		closed.get(30, TimeUnit.SECONDS);
		assertAnsweredByNextServer(queued);
	}

	@Test
	protected void whenPortIsNegativeServesNothing() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.port=-1")) {
			assertThat(context.isRunning()).isTrue();
			CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
			Thread.sleep(300);
			assertThat(queued).isNotDone();
		}
	}

	@Test
	void whenInheritedSocketsAreDisabledBindsPort() throws Exception {
		try (ConfigurableApplicationContext context = application(Application.class).run("--qsu.socket.enabled=false",
				"--server.port=0")) {
			assertThat(context.getBean(InheritedSockets.class).list()).isEmpty();
			int own = webServer(context).getPort();
			assertThat(get("http://127.0.0.1:" + own + "/").body()).isEqualTo("hello");
		}
	}

	@Test
	void servesUnixListenerAndKeepsItsPath() throws Exception {
		Path path = this.directory.resolve("unix");
		try (Inheritance unix = Inheritance.of("unix", bind(path))) {
			for (int i = 0; i < 2; i++) {
				try (ConfigurableApplicationContext context = start(unix, new Class<?>[] { Application.class })) {
					assertThat(context.isRunning()).isTrue();
					assertThat(get(path)).startsWith("HTTP/1.1 200").endsWith("hello");
				}
				assertThat(path).exists();
			}
		}
	}

	@Test
	void servesUnixListenerAndTcpListenerAtOnce() throws Exception {
		Path path = this.directory.resolve("unix");
		this.inheritance.and("unix", bind(path));
		try (ConfigurableApplicationContext context = start()) {
			assertThat(get(path)).startsWith("HTTP/1.1 200").endsWith("hello");
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(webServer(context).getPort()).isEqualTo(port());
		}
	}

	@Test
	void whenStoppedTellsKeptAliveConnectionWithItsNextResponse() throws Exception {
		ConfigurableApplicationContext context = start();
		try (Socket socket = connect()) {
			assertThat(exchange(socket)).doesNotContainIgnoringCase("Connection: close");
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			String last = exchangeUntilClose(socket);
			assertThat(last).startsWith("http/1.1 200").contains("connection: close").endsWith("hello");
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedEndsIdleConnectionsWithoutReset() throws Exception {
		ConfigurableApplicationContext context = start();
		try (Socket first = connect(); Socket second = connect()) {
			exchange(first);
			exchange(second);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			assertThat(first.getInputStream().read()).isEqualTo(-1);
			assertThat(second.getInputStream().read()).isEqualTo(-1);
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenConnectionHasBeenEndedItsNextRequestIsNotExecuted() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=4s");
		CommonController controller = context.getBean(CommonController.class);
		CompletableFuture<Void> closed;
		try (Socket socket = connect(); Socket silent = connect()) {
			exchange(socket);
			closed = CompletableFuture.runAsync(context::close);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			assertThat(closed).as("waits for " + silent).isNotDone();
			int before = controller.hellos.get();
			write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
			Thread.sleep(500);
			assertThat(controller.hellos.get()).isEqualTo(before);
		}
		closed.get(30, TimeUnit.SECONDS);
	}

	@Test
	void whenStoppedAnswersRequestWhoseBodyIsStillArriving() throws Exception {
		String body = "qsu/".repeat(4096);
		ConfigurableApplicationContext context = start();
		try (Socket socket = connect()) {
			exchange(socket);
			write(socket, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
					+ "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, 8192));
			Thread.sleep(200);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(800);
			assertThat(closed).isNotDone();
			write(socket, body.substring(8192));
			String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
			assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + body);
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedAnswersRequestWhoseHeaderIsStillArriving() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=20s");
		try (Socket silent = connect(); Socket keptAlive = connect()) {
			exchange(keptAlive);
			for (Socket socket : List.of(silent, keptAlive)) {
				write(socket, "GET / HTTP/1.1\r\nHo");
			}
			Thread.sleep(200);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(1000);
			assertThat(closed).isNotDone();
			for (Socket socket : List.of(silent, keptAlive)) {
				write(socket, "st: localhost\r\n\r\n");
				assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 200").endsWith("hello");
				assertThat(socket.getInputStream().read()).isEqualTo(-1);
			}
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedAnswersRequestThatBeganToArriveWithTheOneBefore() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=10s");
		try (Socket socket = connect()) {
			write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET / HTTP/1.1\r\nHo");
			assertThat(read(socket.getInputStream())).endsWith("hello");
			Thread.sleep(200);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(1000);
			assertThat(closed).isNotDone();
			write(socket, "st: localhost\r\n\r\n");
			assertThat(read(socket.getInputStream())).containsIgnoringCase("Connection: close").endsWith("hello");
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedAnswersRequestThatBeganToArriveDuringTheOneBefore() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=10s");
		try (Socket socket = connect()) {
			write(socket, "GET /slow?ms=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
			Thread.sleep(300);
			write(socket, "GET / HTTP/1.1\r\nHo");
			assertThat(read(socket.getInputStream(), "slow")).startsWith("HTTP/1.1 200");
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(800);
			assertThat(closed).isNotDone();
			write(socket, "st: localhost\r\n\r\n");
			assertThat(read(socket.getInputStream())).containsIgnoringCase("Connection: close").endsWith("hello");
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	/**
	 * The answers are given while the server drains, or long after.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "10s", "300ms" })
	void whenAnswerIsGivenAfterDrainingBeganItSaysClose(String drainTimeout) throws Exception {
		ConfigurableApplicationContext context = start(lateSources(), "--server.compression.enabled=true",
				"--qsu.socket.drain-timeout=" + drainTimeout);
		assertLateAnswersSayClose(context, port(), drainTimeout);
	}

	@Test
	void whenListenerIsKeptLateAnswersSayClose() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(Taking.class, Keeping.class), "--server.port=0",
				"--server.compression.enabled=true", "--qsu.socket.drain-timeout=300ms");
		int own = webServer(context).getPort();
		assertThat(own).isNotEqualTo(port());
		assertLateAnswersSayClose(context, own, "300ms");
	}

	private void assertLateAnswersSayClose(ConfigurableApplicationContext context, int port, String drainTimeout)
			throws Exception {
		LateController controller = context.getBean(LateController.class);
		List<String> requests = lateRequests();
		List<Socket> sockets = new ArrayList<>();
		try (Socket probe = connect(port)) {
			for (String request : requests) {
				sockets.add(connect(port));
				write(sockets.get(sockets.size() - 1),
						request + "\r\nHost: localhost\r\nConnection: keep-alive\r\nAccept-Encoding: gzip\r\n\r\n");
			}
			assertThat(controller.awaitEntered(requests.size())).isTrue();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			awaitDraining(probe);
			if (!drainTimeout.equals("10s")) {
				Thread.sleep(1500);
			}
			assertThat(closed).isNotDone();
			controller.release();
			for (int i = 0; i < requests.size(); i++) {
				assertLateAnswerSaysClose(requests.get(i), sockets.get(i).getInputStream().readAllBytes());
			}
			closed.get(30, TimeUnit.SECONDS);
		}
		finally {
			controller.release();
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	/**
	 * Return requests that the {@link LateController} holds.
	 */
	protected List<String> lateRequests() {
		List<String> requests = new ArrayList<>();
		for (String way : List.of("sync", "async")) {
			for (String kind : List.of("text", "long", "empty", "none", "unchanged", "error")) {
				requests.add("GET /late/" + way + "/" + kind + " HTTP/1.1");
			}
			requests.add("HEAD /late/" + way + "/text HTTP/1.1");
			requests.add("GET /late/" + way + "/text HTTP/1.0");
			requests.add("GET /late/" + way + "/none HTTP/1.0");
		}
		requests.add("GET /late/async/stream HTTP/1.1");
		if (this.type == WebApplicationType.SERVLET) {
			requests.add("GET /late/sync/stream HTTP/1.1");
			requests.add("GET /late/sync/flushed HTTP/1.1");
		}
		return requests;
	}

	/**
	 * An answer of HTTP/1.0 is the last one unless it says otherwise.
	 */
	private void assertLateAnswerSaysClose(String request, byte[] answer) throws IOException {
		String text = new String(answer, StandardCharsets.ISO_8859_1);
		int end = text.indexOf("\r\n\r\n");
		assertThat(end).as(request + ": " + text).isPositive();
		String head = text.substring(0, end).toLowerCase(Locale.ROOT);
		List<String> connection = head.lines().filter((line) -> line.startsWith("connection:")).toList();
		if (!head.startsWith("http/1.0") || !connection.isEmpty()) {
			assertThat(connection).as(request + ": " + text).containsExactly("connection: close");
		}
		String body = body(head, Arrays.copyOfRange(answer, end + 4, answer.length));
		if (request.startsWith("HEAD")) {
			assertThat(body).as(request).isEmpty();
		}
		else if (request.contains("/text")) {
			assertThat(body).as(request).isEqualTo("late");
		}
		else if (request.contains("/stream")) {
			assertThat(head).doesNotContain("trailer");
			assertThat(head.contains("transfer-encoding: chunked")).isEqualTo(!this.server.startsWith("Jetty"));
			assertThat(body).as(request).isEqualTo("latelast");
		}
		else if (request.contains("/long")) {
			assertThat(head).as(request).contains("content-encoding: gzip");
			assertThat(body).as(request).isEqualTo("late".repeat(2000));
		}
		else if (request.contains("/error")) {
			assertThat(head).as(request).startsWith("http/1.1 404");
		}
		else if (request.contains("/file")) {
			assertThat(body).as(request).contains("<artifactId>").endsWith("</project>\n");
		}
		else {
			assertThat(body).as(request).isEmpty();
		}
	}

	private static String body(String head, byte[] content) throws IOException {
		byte[] body = (head.contains("transfer-encoding: chunked")) ? unchunk(new ByteArrayInputStream(content))
				: content;
		if (head.contains("content-encoding: gzip")) {
			body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
		}
		return new String(body, StandardCharsets.ISO_8859_1);
	}

	private static byte[] unchunk(InputStream chunks) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		int length = -1;
		while (length != 0) {
			length = Integer.parseInt(read(chunks, "\r\n").strip(), 16);
			body.writeBytes(chunks.readNBytes(length));
			assertThat(read(chunks, "\r\n")).isEqualTo("\r\n");
		}
		return body.toByteArray();
	}

	/**
	 * Ask until an answer says that it is the last one, or the connection has been ended
	 * because nothing was asked for too long.
	 */
	private static void awaitDraining(Socket probe) throws Exception {
		try {
			assertThat(exchangeUntilClose(probe)).matches((answer) -> answer.isEmpty() || answer.contains("close"));
		}
		catch (IOException ex) {
			// only a server that drains ends it
		}
	}

	private static String exchangeUntilClose(Socket socket) throws Exception {
		String answer = exchange(socket).toLowerCase(Locale.ROOT);
		for (int i = 0; i < 500 && !answer.isEmpty() && !answer.contains("connection: close"); i++) {
			Thread.sleep(10);
			answer = exchange(socket).toLowerCase(Locale.ROOT);
		}
		return answer;
	}

	/**
	 * Wait until the server has accepted the connections made so far: it does so in
	 * order.
	 */
	private void awaitAccepted() throws Exception {
		try (Socket socket = connect()) {
			assertThat(exchange(socket)).endsWith("hello");
		}
	}

	/**
	 * HTTP/2 knows no such header.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "sync", "async" })
	void whenAnswerOfHttp2IsGivenAfterDrainingBeganItDoesNotSayClose(String way) throws Exception {
		ConfigurableApplicationContext context = start(lateSources(), "--server.http2.enabled=true",
				"--qsu.socket.drain-timeout=10s");
		LateController controller = context.getBean(LateController.class);
		CompletableFuture<Void> closed;
		try (Http2Connection connection = new Http2Connection(port()); Socket probe = connect()) {
			connection.send("/late/" + way + "/text");
			assertThat(controller.awaitEntered(1)).isTrue();
			closed = CompletableFuture.runAsync(context::close);
			awaitDraining(probe);
			controller.release();
			assertThat(connection.receive()).isEqualTo("late");
			assertThat(connection.headerNames()).contains(":status").doesNotContain("connection", "transfer-encoding");
		}
		closed.get(30, TimeUnit.SECONDS);
	}

	@Test
	void whenAnswerHasBegunBeforeTheStopItIsCompleted() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(), "--qsu.socket.drain-timeout=300ms");
		LateController controller = context.getBean(LateController.class);
		try (Socket socket = connect(); Socket probe = connect()) {
			write(socket, "GET /late/begun HTTP/1.1\r\nHost: localhost\r\n\r\n");
			assertThat(read(socket.getInputStream(), "first")).doesNotContainIgnoringCase("Connection: close");
			assertThat(controller.awaitEntered(1)).isTrue();
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			awaitDraining(probe);
			Thread.sleep(700);
			controller.release();
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)).contains("last")
				.endsWith("\r\n0\r\n\r\n");
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	/**
	 * Test that a connection can leave HTTP/1.1 while the server drains.
	 * @param request the request to do so, which the {@link LateController} holds
	 * @param context the application
	 * @return the head of the answer
	 */
	protected final String upgradeWhileDraining(String request, ConfigurableApplicationContext context)
			throws Exception {
		LateController controller = context.getBean(LateController.class);
		CompletableFuture<Void> closed;
		String answer;
		try (Socket socket = connect(); Socket probe = connect()) {
			write(socket, request + "\r\n\r\n");
			assertThat(controller.awaitEntered(1)).isTrue();
			closed = CompletableFuture.runAsync(context::close);
			awaitDraining(probe);
			controller.release();
			answer = read(socket.getInputStream(), "\r\n\r\n");
		}
		closed.get(30, TimeUnit.SECONDS);
		return answer.toLowerCase(Locale.ROOT);
	}

	protected Class<?>[] lateSources(Class<?>... more) {
		Class<?> late = (this.type == WebApplicationType.SERVLET) ? LateServletController.class
				: LateReactiveController.class;
		return Stream.concat(Stream.of(Application.class, late), Stream.of(more)).toArray(Class<?>[]::new);
	}

	@Test
	void whenStoppedTellsHttp2ClientToGoAway() throws Exception {
		ConfigurableApplicationContext context = start("--server.http2.enabled=true");
		try (Http2Connection connection = new Http2Connection(port())) {
			connection.send("/");
			assertThat(connection.receive()).isEqualTo("hello");
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			connection.receiveGoAway();
			connection.receiveEnd();
			closed.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenStoppedTellsHttp2ClientToGoAwayAndAnswersRequestInFlight() throws Exception {
		ConfigurableApplicationContext context = start("--server.http2.enabled=true");
		CompletableFuture<Void> closed;
		try (Http2Connection connection = new Http2Connection(port())) {
			connection.send("/slow?ms=2500");
			assertThat(context.getBean(CommonController.class).entered.await(10, TimeUnit.SECONDS)).isTrue();
			closed = CompletableFuture.runAsync(context::close);
			connection.receiveGoAway();
			assertThat(connection.receive()).isEqualTo("slow");
		}
		closed.get(30, TimeUnit.SECONDS);
	}

	/**
	 * A client may retry a request if the server reports that it has not processed it.
	 */
	@Test
	void whenStoppedAnswersOrRefusesHttp2RequestThatArrivesAfterItsConnectionWasAccepted() throws Exception {
		ConfigurableApplicationContext context = start("--server.http2.enabled=true", "--qsu.socket.drain-timeout=20s");
		get("http://127.0.0.1:" + port() + "/");
		CompletableFuture<Void> closed;
		try (Http2Connection connection = new Http2Connection(port())) {
			Thread.sleep(200);
			closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(300);
			connection.send("/");
			assertThat(connection.receive()).isIn("hello", null);
		}
		closed.get(30, TimeUnit.SECONDS);
	}

	@Test
	void whenHttp2BeginsWhileDrainingAnswersOrRefusesWhatTheClientSendsMeanwhile() throws Exception {
		ConfigurableApplicationContext context = start("--server.http2.enabled=true", "--qsu.socket.drain-timeout=20s");
		CompletableFuture<Void> closed;
		try (Socket accepted = connect()) {
			awaitAccepted();
			closed = CompletableFuture.runAsync(context::close);
			Thread.sleep(300);
			Http2Connection connection = new Http2Connection(accepted);
			connection.send("/");
			assertThat(connection.receive()).isIn("hello", null);
			Thread.sleep(300);
			connection.send("/");
			assertThat(connection.receive()).isIn("hello", null);
			assertThat(connection.isGoneAway()).isTrue();
		}
		closed.get(30, TimeUnit.SECONDS);
	}

	@Test
	void whenReplacedUnderLoadLosesNoRequestOfHttp2() throws Exception {
		ConfigurableApplicationContext context = start("--server.http2.enabled=true");
		AtomicBoolean ended = new AtomicBoolean();
		AtomicInteger answers = new AtomicInteger();
		List<CompletableFuture<Void>> clients = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			clients.add(runAsync(() -> useHttp2(ended, answers)));
		}
		try {
			for (int i = 0; i < 3; i++) {
				awaitMore(answers);
				context.close();
				context = start("--server.http2.enabled=true");
			}
			awaitMore(answers);
		}
		finally {
			ended.set(true);
			CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			context.close();
		}
	}

	@Test
	void whenReplacedUnderLoadLosesNoRequestOfHttp1() throws Exception {
		ConfigurableApplicationContext context = start();
		AtomicBoolean ended = new AtomicBoolean();
		AtomicInteger answers = new AtomicInteger();
		List<CompletableFuture<Void>> clients = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			clients.add(runAsync(() -> useHttp1(ended, answers)));
		}
		try {
			for (int i = 0; i < 3; i++) {
				awaitMore(answers);
				context.close();
				context = start();
			}
			awaitMore(answers);
		}
		finally {
			ended.set(true);
			CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			context.close();
		}
	}

	private static void awaitMore(AtomicInteger answers) throws InterruptedException {
		int before = answers.get();
		for (int i = 0; i < 500 && answers.get() < before + 100; i++) {
			Thread.sleep(20);
		}
		assertThat(answers.get()).isGreaterThanOrEqualTo(before + 100);
	}

	private void useHttp2(AtomicBoolean ended, AtomicInteger answers) throws Exception {
		while (!ended.get()) {
			try (Http2Connection connection = new Http2Connection(port())) {
				while (!ended.get() && !connection.isGoneAway()) {
					connection.send("/");
					String answer = connection.receive();
					if (answer != null) {
						assertThat(answer).isEqualTo("hello");
						answers.incrementAndGet();
						Thread.sleep(2);
					}
				}
			}
		}
	}

	private void useHttp1(AtomicBoolean ended, AtomicInteger answers) throws Exception {
		while (!ended.get()) {
			try (Socket socket = connect()) {
				long asked = System.nanoTime();
				String answer = exchange(socket);
				while (!wasIdle(answer, asked)) {
					assertThat(answer).startsWith("HTTP/1.1 200").endsWith("hello");
					answers.incrementAndGet();
					if (ended.get() || answer.toLowerCase(Locale.ROOT).contains("connection: close")) {
						break;
					}
					Thread.sleep(2);
					long previous = asked;
					asked = System.nanoTime();
					answer = exchangeUnlessEnded(socket, previous);
					asked = (answer.isEmpty()) ? previous : asked;
				}
			}
		}
	}

	private static boolean wasIdle(String answer, long asked) {
		return answer.isEmpty() && System.nanoTime() - asked >= IDLE_GRACE_NANOSECONDS;
	}

	/**
	 * A server that drains ends a connection on which nothing was asked for a while. A
	 * client has to ask again on another one.
	 */
	private static String exchangeUnlessEnded(Socket socket, long asked) throws IOException {
		try {
			return exchange(socket);
		}
		catch (IOException ex) {
			if (wasIdle("", asked)) {
				return "";
			}
			throw ex;
		}
	}

	private static CompletableFuture<Void> runAsync(ThrowingRunnable task) {
		CompletableFuture<Void> future = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				task.run();
				future.complete(null);
			}
			catch (Throwable ex) {
				future.completeExceptionally(ex);
			}
		}, "client");
		thread.setDaemon(true);
		thread.start();
		return future;
	}

	protected final void assertStopWaitsForNoSlot(String oneConnection) throws Exception {
		ConfigurableApplicationContext context = start(oneConnection, "--qsu.socket.drain-timeout=200ms");
		try (Socket first = connect(); Socket second = connect()) {
			Thread.sleep(300);
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).as("with %s and %s", first, second)
				.isLessThan(Duration.ofSeconds(4));
		}
	}

	protected final Socket connect() throws IOException {
		return connect(port());
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(20_000);
		return socket;
	}

	protected static String exchange(Socket socket) throws IOException {
		write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
		return read(socket.getInputStream());
	}

	protected static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static ServerSocketChannel bind(Path path) throws IOException {
		return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
	}

	protected static String get(Path path) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
			channel.write(StandardCharsets.US_ASCII.encode("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
			return read(Channels.newInputStream(channel));
		}
	}

	@Test
	void whenContextIsRestartedManyTimesLeaksNoFileDescriptorAndNoThread() throws Exception {
		for (int i = 0; i < TestEffort.times(20, 4); i++) {
			restart();
		}
		long fds = openFds();
		int threads = threads();
		for (int i = 0; i < TestEffort.times(100, 8); i++) {
			restart();
		}
		assertThat(openFds()).isLessThanOrEqualTo(fds);
		for (int i = 0; i < 20 && threads() > threads; i++) {
			Thread.sleep(500);
		}
		assertThat(threads()).as(() -> Thread.getAllStackTraces().keySet().toString()).isLessThanOrEqualTo(threads);
	}

	private void assertAnsweredByNextServer(CompletableFuture<HttpResponse<String>> queued) throws Exception {
		try (ConfigurableApplicationContext next = start()) {
			assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
			assertThat(next.isRunning()).isTrue();
		}
	}

	private void restart() throws IOException {
		try (ConfigurableApplicationContext context = start("--spring.main.banner-mode=off",
				"--logging.level.root=error", "--qsu.socket.drain-timeout=100ms",
				"--spring.reactor.netty.shutdown-quiet-period=0");
				Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
			socket.getOutputStream()
				.write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(read(socket.getInputStream())).endsWith("hello");
			assertThat(context.isRunning()).isTrue();
		}
	}

	protected static long openFds() throws IOException, InterruptedException {
		Thread.sleep(500);
		try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
			return fds.count();
		}
	}

	protected static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	protected final ConfigurableApplicationContext start(String... arguments) {
		return start(new Class<?>[] { Application.class }, arguments);
	}

	protected final ConfigurableApplicationContext start(Class<?>[] sources, String... arguments) {
		return start(this.inheritance, sources, arguments);
	}

	private ConfigurableApplicationContext start(Inheritance inheritance, Class<?>[] sources, String... arguments) {
		return application(sources)
			.initializers(
					(context) -> context.getBeanFactory().registerSingleton("testSocketClaims", inheritance.claims()))
			.run(arguments);
	}

	protected final SpringApplicationBuilder application(Class<?>... sources) {
		List<Class<?>> all = new ArrayList<>(List.of(sources));
		all.add((this.type == WebApplicationType.SERVLET) ? Controller.class : ReactiveController.class);
		return new SpringApplicationBuilder(all.toArray(Class<?>[]::new)).web(this.type)
			.properties("spring.autoconfigure.exclude=" + String.join(",", others()))
			// only delays the end of each test
			.properties("spring.reactor.netty.shutdown-quiet-period=0")
			.registerShutdownHook(false);
	}

	/**
	 * Return the auto-configurations of the other servers.
	 */
	private List<String> others() {
		return Stream
			.of("tomcat.autoconfigure.servlet.TomcatServlet", "tomcat.autoconfigure.reactive.TomcatReactive",
					"jetty.autoconfigure.servlet.JettyServlet", "jetty.autoconfigure.reactive.JettyReactive",
					"reactor.netty.autoconfigure.NettyReactive")
			.filter((server) -> !server.contains(this.server))
			.flatMap((server) -> Stream.of(server + "WebServerAutoConfiguration",
					server.replaceFirst("autoconfigure\\..*?([A-Z])", "autoconfigure.actuate.web.server.$1")
							+ "ManagementContextAutoConfiguration"))
			.map((name) -> "org.springframework.boot." + name)
			.toList();
	}

	protected static WebServer webServer(ConfigurableApplicationContext context) {
		WebServer server = ((WebServerApplicationContext) context).getWebServer();
		assertThat(server).isNotNull();
		return server;
	}

	protected final String[] tls(String... arguments) {
		return Stream
			.concat(Stream.of("--server.ssl.key-store=" + TestKeyStore.path(),
					"--server.ssl.key-store-password=" + TestKeyStore.PASSWORD), Stream.of(arguments))
			.toArray(String[]::new);
	}

	private static SSLContext trusting() throws Exception {
		SSLContext ssl = SSLContext.getInstance("TLS");
		ssl.init(null, new TrustManager[] { new TrustEverything() }, null);
		return ssl;
	}

	protected final Inheritance inheritance() {
		return this.inheritance;
	}

	protected final int port() throws IOException {
		return port(this.listener);
	}

	protected static int port(ServerSocketChannel channel) throws IOException {
		return ((InetSocketAddress) channel.getLocalAddress()).getPort();
	}

	protected static InetSocketAddress loopback() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	protected static HttpResponse<String> get(String uri) throws Exception {
		return getAsync(uri).get(20, TimeUnit.SECONDS);
	}

	protected static CompletableFuture<HttpResponse<String>> getAsync(String uri) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofSeconds(15)).build();
		return HttpClient.newBuilder().sslContext(trusting()).build().sendAsync(request, BodyHandlers.ofString());
	}

	/**
	 * Read one response that has a Content-Length.
	 */
	protected static String read(InputStream input) throws IOException {
		return read(input, "hello");
	}

	private static String read(InputStream input, String end) throws IOException {
		StringBuilder response = new StringBuilder();
		int next = input.read();
		while (next != -1) {
			response.append((char) next);
			next = (response.toString().endsWith(end)) ? -1 : input.read();
		}
		return response.toString();
	}

	private interface ThrowingRunnable {

		void run() throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application {

	}

	static class CommonController {

		final CountDownLatch entered = new CountDownLatch(1);

		final AtomicInteger hellos = new AtomicInteger();

		@GetMapping("/")
		String hello() {
			this.hellos.incrementAndGet();
			return "hello";
		}

		@PostMapping("/echo")
		byte[] echo(@RequestBody byte[] body) {
			return body;
		}

		@GetMapping("/thread")
		String thread() {
			return Thread.currentThread().toString();
		}

	}

	@RestController
	static class ReactiveController extends CommonController {

		@GetMapping("/slow")
		Mono<String> slow(@RequestParam int ms) {
			this.entered.countDown();
			return Mono.delay(Duration.ofMillis(ms)).thenReturn("slow");
		}

	}

	@RestController
	static class Controller extends CommonController {

		@GetMapping("/slow")
		String slow(@RequestParam int ms) throws InterruptedException {
			this.entered.countDown();
			Thread.sleep(ms);
			return "slow";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SlowStop {

		@Bean
		Slow slow() {
			return new Slow();
		}

		static class Slow implements SmartLifecycle {

			private final CountDownLatch stopping = new CountDownLatch(1);

			private volatile boolean running;

			@Override
			public void start() {
				this.running = true;
			}

			@Override
			public void stop() {
				this.stopping.countDown();
				try {
					Thread.sleep(1500);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				this.running = false;
			}

			@Override
			public boolean isRunning() {
				return this.running;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	public static class Taking {

		@Bean
		Object taker(@InheritedSocket("http") ServerSocketChannel channel) {
			return channel.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Keeping {

		@Bean(destroyMethod = "")
		RetainedListeners retainedListeners() {
			return RetainedListeners.ofThisProcess();
		}

	}

	static class TrustEverything extends X509ExtendedTrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
