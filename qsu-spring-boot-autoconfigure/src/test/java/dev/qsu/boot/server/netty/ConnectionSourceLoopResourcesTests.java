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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannelConfig;
import io.netty.channel.socket.nio.NioDatagramChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.qsu.boot.server.AcceptGate;
import dev.qsu.boot.server.RetainedListeners;
import dev.qsu.boot.server.WebServerSockets;
import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectionSourceLoopResources}.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionSourceLoopResourcesTests {

	private EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	@AfterEach
	void stop() throws InterruptedException {
		this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
	}

	@Test
	void whenLoopsAreNotOfNioInheritedSocketsCannotBeServed() throws Exception {
		stop();
		this.loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
		try (Inheritance inheritance = inheritance()) {
			ConnectionSourceLoopResources resources = resources(inheritance.claims(), null);
			assertThatExceptionOfType(FailureAnalyzedException.class)
				.isThrownBy(() -> resources.onChannel(io.netty.channel.socket.ServerSocketChannel.class, this.loops))
				.withMessageStartingWith("Reactor Netty is configured with event loops other than NIO, which"
						+ " cannot serve the inherited sockets [#0 'http'")
				.satisfies((ex) -> assertThat(ex.analysis().getAction()).contains("qsu.socket.enabled=false"));
		}
	}

	@Test
	void whenHttp3IsConfiguredInheritedSocketsCannotBeServed() throws Exception {
		try (Inheritance inheritance = inheritance()) {
			ConnectionSourceLoopResources resources = resources(inheritance.claims(), null);
			assertThatExceptionOfType(FailureAnalyzedException.class)
				.isThrownBy(() -> resources.onChannel(DatagramChannel.class, this.loops))
				.withMessageContaining("configured with HTTP/3, which cannot serve the inherited sockets");
		}
	}

	@Test
	void whenHttp3IsConfiguredListenerIsNotKept(CapturedOutput output) {
		ConnectionSourceLoopResources resources = resources(SocketClaims.none(), RetainedListeners.ofThisProcess());
		assertThat(resources.onChannel(DatagramChannel.class, this.loops)).isInstanceOf(NioDatagramChannel.class);
		assertThat(output)
			.contains("The listener is not kept across restarts because Reactor Netty is configured with HTTP/3");
	}

	@Test
	void whenOptionsOfListenerAreSetOnlyBacklogCounts() throws Exception {
		try (Inheritance inheritance = inheritance()) {
			ServerSocketChannelConfig config = resources(inheritance.claims(), null)
				.onChannel(io.netty.channel.socket.ServerSocketChannel.class, this.loops)
				.config();
			config.setBacklog(7).setReuseAddress(false).setReceiveBufferSize(1024);
			assertThat(config.getBacklog()).isEqualTo(7);
			assertThat(config.isReuseAddress()).isTrue();
			assertThat(config.getReceiveBufferSize()).isZero();
		}
	}

	private ConnectionSourceLoopResources resources(SocketClaims inherited, RetainedListeners retained) {
		WebServerSockets sockets = new WebServerSocketsFactory(inherited, new SocketProperties(), new AcceptGate(),
				retained)
			.forServer();
		return new ConnectionSourceLoopResources(() -> (useNative) -> this.loops, sockets,
				new ListenAddress(sockets, null, 0));
	}

	private static Inheritance inheritance() throws IOException {
		return Inheritance.of("http",
				ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

}
