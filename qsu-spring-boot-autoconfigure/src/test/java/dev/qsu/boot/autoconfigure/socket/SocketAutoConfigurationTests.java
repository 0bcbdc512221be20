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

package dev.qsu.boot.autoconfigure.socket;

import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

import dev.qsu.boot.server.AcceptGate;
import dev.qsu.boot.server.AcceptGateCloser;
import dev.qsu.boot.server.UnusedSocketReporter;
import dev.qsu.boot.socket.InheritedSocket;
import dev.qsu.boot.socket.InheritedSocketException;
import dev.qsu.boot.socket.InheritedSocketInjection;
import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.SocketClaims;
import dev.qsu.boot.socket.SocketProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SocketAutoConfiguration}.
 */
class SocketAutoConfigurationTests {

	private static final String MISSING = "No socket with the name or index 'dns' was inherited."
			+ " No socket was inherited at all.";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class));

	@Test
	void whenNothingWasInheritedBeansExistAndAreInert() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(InheritedSocketInjection.class)
				.hasSingleBean(AcceptGate.class)
				.hasSingleBean(AcceptGateCloser.class)
				.hasSingleBean(UnusedSocketReporter.class)
				.hasSingleBean(InheritedSockets.class);
			InheritedSockets sockets = context.getBean(InheritedSockets.class);
			assertThat(sockets.list()).isEmpty();
			assertThat(sockets.problem()).isNull();
		});
	}

	@Test
	void whenDisabledThereAreNoSockets() {
		this.contextRunner.withPropertyValues("qsu.socket.enabled=false")
			.run((context) -> assertThatExceptionOfType(InheritedSocketException.class)
				.isThrownBy(() -> context.getBean(InheritedSockets.class).takeDatagramChannel("dns"))
				.withMessageContaining("inherited sockets are disabled"));
	}

	@Test
	void whenUserHasOtherSocketsThoseAreUsed() {
		InheritedSockets sockets = mock(InheritedSockets.class);
		this.contextRunner.withBean("userSockets", InheritedSockets.class, () -> sockets).run((context) -> {
			assertThat(context).getBeanNames(InheritedSockets.class).containsExactly("userSockets");
			assertThat(context.getBean(InheritedSockets.class)).isSameAs(sockets);
		});
	}

	@Test
	void inAChildContextSocketsAreThoseOfTheParent() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.run((context) -> assertThat(context.getBean(InheritedSockets.class))
				.isSameAs(parent.getBean(InheritedSockets.class))));
	}

	@Test
	void inAChildContextClaimsAreThoseOfTheParent() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.run((context) -> assertThat(context.getBean(SocketClaims.class))
				.isSameAs(parent.getBean(SocketClaims.class))));
	}

	@Test
	void whenChildContextWithServersOfItsOwnClosesThoseOfTheParentGoOn() {
		RecordingServer server = new RecordingServer();
		RecordingServer ofChild = new RecordingServer();
		this.contextRunner.run((parent) -> {
			parent.getBean(AcceptGate.class).add(server);
			this.contextRunner.withParent(parent).run((context) -> context.getBean(AcceptGate.class).add(ofChild));
			assertThat(ofChild.calls).startsWith("stopAccepting", "drain");
			assertThat(server.calls).isEmpty();
		});
	}

	@Test
	void inWebApplicationBeansExist() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(InheritedSockets.class)
				.hasSingleBean(AcceptGate.class));
	}

	@Test
	void whenThereIsNoWebServerBeansExist() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(TomcatWebServerFactory.class))
			.run((context) -> assertThat(context).hasSingleBean(InheritedSockets.class)
				.hasSingleBean(AcceptGate.class));
	}

	@Test
	void propertiesAreBound() {
		this.contextRunner
			.withPropertyValues("qsu.socket.server=http,1", "qsu.socket.management=admin",
					"qsu.socket.drain-timeout=500ms", "qsu.socket.search-ancestors=off")
			.run((context) -> {
				SocketProperties properties = context.getBean(SocketProperties.class);
				assertThat(properties.getServer()).containsExactly("http", "1");
				assertThat(properties.getManagement()).containsExactly("admin");
				assertThat(properties.getDrainTimeout()).isEqualTo(Duration.ofMillis(500));
				assertThat(properties.getSearchAncestors()).isEqualTo(SocketProperties.SearchAncestors.OFF);
			});
	}

	/**
	 * YAML reads {@code off} as {@code false}.
	 */
	@Test
	void whenSearchOfAncestorsIsFalseItIsOff() {
		this.contextRunner.withPropertyValues("qsu.socket.search-ancestors=false")
			.run((context) -> assertThat(context.getBean(SocketProperties.class).getSearchAncestors())
				.isEqualTo(SocketProperties.SearchAncestors.OFF));
	}

	@Test
	void propertiesHaveDefaults() {
		this.contextRunner.run((context) -> {
			SocketProperties properties = context.getBean(SocketProperties.class);
			assertThat(properties.isEnabled()).isTrue();
			assertThat(properties.getServer()).isEmpty();
			assertThat(properties.getManagement()).isEmpty();
			assertThat(properties.getDrainTimeout()).isEqualTo(Duration.ofSeconds(2));
			assertThat(properties.getSearchAncestors()).isEqualTo(SocketProperties.SearchAncestors.AUTO);
		});
	}

	@Test
	void whenSocketWasNotInheritedInjectionFails() {
		this.contextRunner.withUserConfiguration(ParameterConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InheritedSocketException.class, SocketAutoConfigurationTests::assertMissing));
	}

	@Test
	void whenSocketWasNotInheritedInjectionIntoFieldFails() {
		this.contextRunner.withBean(FieldBean.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InheritedSocketException.class, SocketAutoConfigurationTests::assertMissing));
	}

	@Test
	void whenDisabledInjectionFails() {
		this.contextRunner.withUserConfiguration(ParameterConfiguration.class)
			.withPropertyValues("qsu.socket.enabled=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("cannot be used, because inherited sockets are disabled"));
	}

	@Test
	void whenTypeOfInjectionPointIsNoChannelInjectionFails() {
		this.contextRunner.withUserConfiguration(WrongTypeConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InheritedSocketException.class, (ex) -> {
					assertThat(ex).hasMessage("@InheritedSocket(\"dns\") cannot inject a java.lang.String.");
					assertThat(ex.analysis().getAction()).isEqualTo("Declare the injection point as one of"
							+ " ServerSocketChannel, SocketChannel, DatagramChannel, UnixDatagramSocket.");
				}));
	}

	@Test
	void whenSocketWasNotInheritedOptionalInjectionPointsAreEmpty() {
		this.contextRunner.withUserConfiguration(OptionalConfiguration.class).run((context) -> {
			assertThat(context).hasNotFailed();
			OptionalSockets sockets = context.getBean(OptionalSockets.class);
			assertThat(sockets.optional()).isEmpty();
			assertThat(sockets.nullable()).isNull();
			assertThat(sockets.notRequired()).isNull();
			assertThat(sockets.provider().getIfAvailable()).isNull();
			assertThatExceptionOfType(BeansException.class).isThrownBy(() -> sockets.provider().getObject())
				.havingRootCause()
				.isInstanceOf(InheritedSocketException.class)
				.withMessage(MISSING);
		});
	}

	@Test
	void otherInjectionPointsAreResolvedAsEver() {
		this.contextRunner.withBean("first", String.class, () -> "first")
			.withBean("second", String.class, () -> "second")
			.withPropertyValues("test.value=42")
			.withUserConfiguration(OtherConfiguration.class)
			.run((context) -> assertThat(context.getBean(StringBuilder.class)).hasToString("second 42"));
	}

	@Test
	void whenContextClosesGateIsClosed() {
		RecordingServer server = new RecordingServer();
		this.contextRunner.run((context) -> {
			context.getBean(AcceptGate.class).add(server);
			assertThat(server.calls).isEmpty();
		});
		assertThat(server.calls).startsWith("stopAccepting", "drain");
	}

	@Test
	void whenContextClosesGateIsClosedBeforeListenersOfTheApplication() {
		RecordingServer server = new RecordingServer();
		this.contextRunner.withInitializer(
				(context) -> context.addApplicationListener((ContextClosedEvent event) -> server.calls.add("listener")))
			.run((context) -> context.getBean(AcceptGate.class).add(server));
		assertThat(server.calls).startsWith("stopAccepting", "drain", "listener");
	}

	@Test
	void whenChildContextClosesGateStaysOpen() {
		RecordingServer server = new RecordingServer();
		this.contextRunner.run((context) -> {
			context.getBean(AcceptGate.class).add(server);
			GenericApplicationContext child = new GenericApplicationContext(context);
			child.refresh();
			child.close();
			assertThat(server.calls).isEmpty();
		});
	}

	private static void assertMissing(InheritedSocketException ex) {
		assertThat(ex).hasMessage(MISSING);
		assertThat(ex.analysis().getDescription()).isEqualTo(MISSING);
		assertThat(ex.analysis().getAction()).isEqualTo("Start the application with that socket: in a systemd .socket"
				+ " unit set FileDescriptorName=dns and start the service by the socket; systemfd gives no names,"
				+ " so with it use the index, from 0.");
	}

	@Configuration(proxyBeanMethods = false)
	static class ParameterConfiguration {

		@Bean
		String server(@InheritedSocket("dns") DatagramChannel channel) {
			return channel.toString();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongTypeConfiguration {

		@Bean
		StringBuilder server(@InheritedSocket("dns") String channel) {
			return new StringBuilder(channel);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OptionalConfiguration {

		@Bean
		OptionalSockets optionalSockets(@InheritedSocket("dns") Optional<DatagramChannel> optional,
				@InheritedSocket("dns") @Nullable ServerSocketChannel nullable,
				@Autowired(required = false) @InheritedSocket("dns") DatagramChannel notRequired,
				@InheritedSocket("dns") ObjectProvider<DatagramChannel> provider) {
			return new OptionalSockets(optional, nullable, notRequired, provider);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherConfiguration {

		@Bean
		StringBuilder joined(@Qualifier("second") String string, @Value("${test.value}") int value) {
			return new StringBuilder(string).append(' ').append(value);
		}

	}

	record OptionalSockets(Optional<DatagramChannel> optional, @Nullable ServerSocketChannel nullable,
			@Nullable DatagramChannel notRequired, ObjectProvider<DatagramChannel> provider) {

	}

	static class FieldBean {

		@Autowired
		@InheritedSocket("dns")
		private ServerSocketChannel channel;

		ServerSocketChannel getChannel() {
			return this.channel;
		}

	}

	private static final class RecordingServer implements AcceptGate.Acceptor {

		private final List<String> calls = new ArrayList<>();

		@Override
		public void stopAccepting() {
			this.calls.add("stopAccepting");
		}

		@Override
		public void drain() {
			this.calls.add("drain");
		}

	}

}
