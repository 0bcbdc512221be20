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

package dev.qsu.boot.server.netty;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;

import dev.qsu.boot.server.AbstractWebServerTests;
import dev.qsu.boot.server.LateController;
import dev.qsu.boot.server.RetainedListeners;
import dev.qsu.boot.socket.InheritedSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for Reactor Netty with a reactive application.
 */
@ExtendWith(OutputCaptureExtension.class)
class NettyReactiveTests extends AbstractWebServerTests {

	private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

	@TempDir
	private Path directory;

	NettyReactiveTests() {
		super("NettyReactive", WebApplicationType.REACTIVE);
	}

	/**
	 * Spring Boot fails with such a port on Reactor Netty, which does not change here.
	 */
	@Test
	@Override
	protected void whenPortIsNegativeServesNothing() throws Exception {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start("--server.port=-1"))
			.havingRootCause()
			.withMessageContaining("port out of range");
		CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
		Thread.sleep(300);
		assertThat(queued).isNotDone();
	}

	@Test
	void whenOnlyTheServerStopsAnswersRequestWhoseHeaderHasArrivedInPart() throws Exception {
		try (ConfigurableApplicationContext context = start("--server.shutdown=immediate",
				"--qsu.socket.drain-timeout=20s"); Socket socket = connect()) {
			write(socket, REQUEST.substring(0, 20));
			Thread.sleep(200);
			CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> webServer(context).stop());
			Thread.sleep(1200);
			assertThat(stopped).isNotDone();
			write(socket, REQUEST.substring(20));
			assertThat(read(socket.getInputStream())).containsIgnoringCase("Connection: close").endsWith("hello");
			stopped.get(30, TimeUnit.SECONDS);
		}
	}

	@Test
	void whenListenerIsKeptClientsWaitForNextStart() throws Exception {
		ConfigurableApplicationContext context = start(sources(Keeping.class), "--server.port=0",
				"--server.shutdown=immediate");
		int own = webServer(context).getPort();
		assertThat(get("http://127.0.0.1:" + own + "/").body()).isEqualTo("hello");
		webServer(context).stop();
		CompletableFuture<HttpResponse<String>> waiting = getAsync("http://127.0.0.1:" + own + "/");
		Thread.sleep(200);
		assertThat(waiting).isNotDone();
		webServer(context).start();
		assertThat(waiting.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
		context.close();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), own).close());
	}

	@Test
	void whenLineEndFollowsRequestStopDoesNotWaitForMore() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=10s");
		try (Socket socket = connect()) {
			exchange(socket);
			write(socket, "\r\n");
			Thread.sleep(200);
			assertEndedSoon(context, socket);
		}
	}

	@Test
	void whenBodyArrivesAfterResponseStopDoesNotWaitForMore() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=10s");
		try (Socket socket = connect()) {
			write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n");
			assertThat(read(socket.getInputStream())).endsWith("hello");
			Thread.sleep(200);
			write(socket, "x".repeat(20000));
			Thread.sleep(200);
			assertEndedSoon(context, socket);
		}
	}

	@Test
	void whenHeaderArrivedInPartsStopDoesNotWaitForMore() throws Exception {
		ConfigurableApplicationContext context = start("--qsu.socket.drain-timeout=10s");
		try (Socket socket = connect()) {
			exchange(socket);
			write(socket, REQUEST.substring(0, 20));
			Thread.sleep(200);
			write(socket, REQUEST.substring(20));
			assertThat(read(socket.getInputStream())).endsWith("hello");
			assertEndedSoon(context, socket);
		}
	}

	private static void assertEndedSoon(ConfigurableApplicationContext context, Socket socket) throws Exception {
		long begin = System.nanoTime();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
		assertThat(socket.getInputStream().read()).isEqualTo(-1);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
		closed.get(30, TimeUnit.SECONDS);
	}

	@Test
	void whenOwnPortIsInUseReportsIt() throws Exception {
		try (ServerSocket other = new ServerSocket(0)) {
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> start(sources(Keeping.class), "--server.port=" + other.getLocalPort()))
				.havingCause()
				.isInstanceOf(PortInUseException.class)
				.withMessageContaining("Port " + other.getLocalPort() + " is already in use");
		}
	}

	@Test
	void whenAddressIsUnixPathListenerIsNotKept(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(sources(Keeping.class, UnixAddress.class))) {
			assertThat(context.isRunning()).isTrue();
			assertThat(get(UnixAddress.PATH)).endsWith("hello");
		}
		assertThat(output).contains(
				"The listener is not kept across restarts because Reactor Netty is configured with the address '");
	}

	@Test
	void whenAddressIsUnixPathInheritedSocketsWin() throws Exception {
		try (ConfigurableApplicationContext context = start(sources(UnixAddress.class))) {
			assertThat(get("http://127.0.0.1:" + port() + "/").body()).isEqualTo("hello");
			assertThat(webServer(context).getPort()).isEqualTo(port());
			assertThat(UnixAddress.PATH).doesNotExist();
		}
	}

	@Test
	void whenStoppedIdleTlsConnectionGetsCloseNotify() throws Exception {
		ConfigurableApplicationContext context = start(tls());
		BlockingQueue<Object> events = new LinkedBlockingQueue<>();
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
		try {
			SslContext ssl = SslContextBuilder.forClient()
				.trustManager(InsecureTrustManagerFactory.INSTANCE)
				.endpointIdentificationAlgorithm(null)
				.build();
			Channel client = new Bootstrap().group(loops)
				.channel(NioSocketChannel.class)
				.handler(tlsClient(ssl, events))
				.connect(InetAddress.getLoopbackAddress(), port())
				.sync()
				.channel();
			client.writeAndFlush(Unpooled.copiedBuffer(REQUEST, StandardCharsets.US_ASCII)).sync();
			assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo("response");
			context.close();
			assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo(SslCloseCompletionEvent.SUCCESS);
		}
		finally {
			loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
		}
	}

	private static ChannelInitializer<Channel> tlsClient(SslContext ssl, BlockingQueue<Object> events) {
		return new ChannelInitializer<>() {

			@Override
			protected void initChannel(Channel channel) {
				channel.pipeline().addLast(ssl.newHandler(channel.alloc()), new ChannelInboundHandlerAdapter() {

					@Override
					public void channelRead(ChannelHandlerContext context, Object message) {
						ReferenceCountUtil.release(message);
						events.add("response");
					}

					@Override
					public void userEventTriggered(ChannelHandlerContext context, Object event) {
						if (event instanceof SslCloseCompletionEvent) {
							events.add(event);
						}
					}

				});
			}

		};
	}

	@Test
	void whenWebSocketIsOpenDrainDoesNotWaitForIt() throws Exception {
		ConfigurableApplicationContext context = start(sources(WebSockets.class), "--qsu.socket.drain-timeout=20s",
				"--server.shutdown=immediate");
		try (Socket socket = connect()) {
			write(socket, "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
					+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
			assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
				.isEqualTo("HTTP/1.1 101");
			long begin = System.nanoTime();
			context.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(18));
		}
	}

	@Test
	void whenUpgradedWhileDrainingDoesNotSayClose() throws Exception {
		ConfigurableApplicationContext context = start(lateSources(LateWebSockets.class),
				"--qsu.socket.drain-timeout=10s");
		assertThat(upgradeWhileDraining("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
				+ "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
				context))
			.startsWith("http/1.1 101")
			.contains("connection: upgrade\r\n")
			.doesNotContain("close");
	}

	/**
	 * Requests may block the event loops, so each connection needs its own.
	 */
	@Override
	protected Class<?>[] lateSources(Class<?>... more) {
		return Stream.concat(Stream.of(super.lateSources(more)), Stream.of(ManyLoops.class)).toArray(Class<?>[]::new);
	}

	@Test
	void whenReadingIsSuspendedAcceptsNothing() throws Exception {
		try (ConfigurableApplicationContext context = start(sources(Bound.class))) {
			Channel channel = context.getBean(Bound.class).server.get(10, TimeUnit.SECONDS).channel();
			ChannelConfig config = channel.config();
			config.setAutoRead(false);
			CompletableFuture<HttpResponse<String>> queued = getAsync("http://127.0.0.1:" + port() + "/");
			Thread.sleep(300);
			assertThat(queued).isNotDone();
			channel.read();
			assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
			queued = getAsync("http://127.0.0.1:" + port() + "/");
			Thread.sleep(300);
			assertThat(queued).isNotDone();
			config.setAutoRead(true);
			assertThat(queued.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
			config.setAutoRead(false);
		}
	}

	@Test
	void runsOnResourcesOfFactory() throws Exception {
		try (ConfigurableApplicationContext context = start(sources(OwnResources.class))) {
			assertThat(context.getBeansOfType(ReactorResourceFactory.class)).hasSize(2);
			assertThat(get("http://127.0.0.1:" + port() + "/thread").body()).contains("mine-");
		}
	}

	@Test
	void whenFactoryHasNoResourcesRunsOnThoseOfCustomizer() throws Exception {
		try (ConfigurableApplicationContext context = start(sources(OwnLoops.class))) {
			assertThat(context.isRunning()).isTrue();
			assertThat(get("http://127.0.0.1:" + port() + "/thread").body()).contains("custom-");
		}
	}

	private static Class<?>[] sources(Class<?>... sources) {
		return Stream.concat(Stream.of(Application.class), Stream.of(sources)).toArray(Class<?>[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	static class Keeping {

		@Bean
		RetainedListeners retainedListeners() {
			return RetainedListeners.ofThisProcess();
		}

		@Bean
		Object taker(@InheritedSocket("http") ServerSocketChannel channel) {
			return channel.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnixAddress {

		static final Path PATH = Path.of(System.getProperty("java.io.tmpdir"), "qsu-" + ProcessHandle.current().pid());

		@Bean
		NettyServerCustomizer unixAddress() {
			return (server) -> server.bindAddress(() -> new DomainSocketAddress(PATH.toString()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnResources {

		@Bean
		ReactorResourceFactory serverResources() {
			return resources("mine");
		}

		@Bean
		ReactorResourceFactory clientResources() {
			return resources("client");
		}

		@Bean
		NettyReactiveWebServerFactory factory(@Qualifier("serverResources") ReactorResourceFactory resources) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.setResourceFactory(resources);
			return factory;
		}

		private static ReactorResourceFactory resources(String prefix) {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setLoopResourcesSupplier(() -> LoopResources.create(prefix));
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnLoops {

		@Bean(destroyMethod = "dispose")
		LoopResources loops() {
			return LoopResources.create("custom");
		}

		@Bean
		NettyReactiveWebServerFactory factory(LoopResources loops) {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.runOn(loops));
			return factory;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebSockets {

		@Bean
		NettyRouteProvider webSockets() {
			return (routes) -> routes.ws("/ws", (in, out) -> in.receive().then());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LateWebSockets {

		@Bean
		NettyRouteProvider lateWebSockets(LateController controller) {
			return (routes) -> routes.get("/ws", (request, response) -> Mono.fromFuture(controller::held)
				.then(response.sendWebsocket((in, out) -> in.receive().then())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ManyLoops {

		@Bean
		ReactorResourceFactory manyLoops() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setLoopResourcesSupplier(() -> LoopResources.create("many", 64, true));
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Bound {

		private final CompletableFuture<DisposableServer> server = new CompletableFuture<>();

		@Bean
		NettyServerCustomizer bound() {
			return (server) -> server.doOnBound(this.server::complete);
		}

	}

}
