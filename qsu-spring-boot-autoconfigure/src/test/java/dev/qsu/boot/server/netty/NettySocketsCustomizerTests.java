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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import dev.qsu.boot.server.AcceptGate;
import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettySocketsCustomizer}.
 */
@ExtendWith(OutputCaptureExtension.class)
@EnabledOnOs(OS.LINUX)
class NettySocketsCustomizerTests {

	private static final String WARNING = "cannot be read in this version of Spring Boot, so Reactor Netty runs on"
			+ " those of the bean ReactorResourceFactory";

	private final ReactorResourceFactory bean = resources();

	private final ReactorResourceFactory given = resources();

	@SuppressWarnings("NullAway.Init")
	private Inheritance inheritance;

	@BeforeEach
	void inherit() throws IOException {
		this.inheritance = Inheritance.of("http",
				ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
	}

	@AfterEach
	void close() throws IOException {
		this.bean.getLoopResources().dispose();
		this.given.getLoopResources().dispose();
		this.inheritance.close();
	}

	@Test
	void serverRunsOnTheResourcesOfItsFactory(CapturedOutput output) {
		assertThat(loops("resourceFactory", this.given)).isSameAs(this.given.getLoopResources());
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void whenFactoryHasNoResourcesServerRunsOnItsOwn(CapturedOutput output) {
		assertThat(loops("resourceFactory", null)).isNotSameAs(this.bean.getLoopResources());
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void whenFactoryCannotBeReadServerRunsOnTheBeanAndThatIsLogged(CapturedOutput output) {
		assertThat(loops("gone", this.bean)).isSameAs(this.bean.getLoopResources());
		assertThat(output).contains(WARNING);
	}

	@Test
	void whenFieldIsAnotherOneServerRunsOnTheBeanAndThatIsLogged(CapturedOutput output) {
		assertThat(loops("lifecycleTimeout", this.bean)).isSameAs(this.bean.getLoopResources());
		assertThat(output).contains(WARNING);
	}

	private LoopResources loops(String field, @Nullable ReactorResourceFactory resources) {
		StaticListableBeanFactory beanFactory = new StaticListableBeanFactory();
		beanFactory.addBean("resources", this.bean);
		NettySocketsCustomizer customizer = new NettySocketsCustomizer(
				new WebServerSocketsFactory(this.inheritance.claims(), new SocketProperties(), new AcceptGate(), null)
					.forServer(),
				beanFactory.getBeanProvider(ReactorResourceFactory.class), field);
		NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory(0);
		factory.setResourceFactory(resources);
		customizer.customize(factory);
		HttpServer server = HttpServer.create();
		for (NettyServerCustomizer serverCustomizer : factory.getServerCustomizers()) {
			server = serverCustomizer.apply(server);
		}
		LoopResources loops = server.configuration().loopResources();
		assertThat(loops).isInstanceOf(ConnectionSourceLoopResources.class);
		return ((ConnectionSourceLoopResources) loops).delegate();
	}

	private static ReactorResourceFactory resources() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.afterPropertiesSet();
		return resources;
	}

}
