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

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.CustomAutowireConfigurer;
import org.springframework.beans.factory.annotation.QualifierAnnotationAutowireCandidateResolver;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.AutowireCandidateResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

import dev.qsu.boot.socket.Inheritance;
import dev.qsu.boot.socket.InheritedSocket;
import dev.qsu.boot.socket.InheritedSocketInjection;
import dev.qsu.boot.socket.InheritedSockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link InheritedSocketInjection}, together with whatever else an application
 * does to injection.
 */
class InheritedSocketInjectionTests {

	@SuppressWarnings("NullAway.Init")
	private Inheritance inheritance;

	@SuppressWarnings("NullAway.Init")
	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void inherit() throws IOException {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		this.inheritance = Inheritance.of("dns", DatagramChannel.open().bind(address))
			.and("web", ServerSocketChannel.open().bind(address))
			.and("admin", ServerSocketChannel.open().bind(address))
			.and("log", DatagramChannel.open().bind(address));
		this.contextRunner = new ApplicationContextRunner()
			.withBean(InheritedSockets.class, () -> this.inheritance.sockets())
			.withConfiguration(AutoConfigurations.of(SocketAutoConfiguration.class, LateConfiguration.class));
	}

	@AfterEach
	void close() throws IOException {
		this.inheritance.close();
	}

	@Test
	void socketsAreInjectedWhereverValuesAre() {
		this.contextRunner.withBean(Everywhere.class)
			.withUserConfiguration(MethodConfiguration.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Everywhere everywhere = context.getBean(Everywhere.class);
				assertThat(everywhere.constructor.getLocalAddress()).isNotNull();
				assertThat(everywhere.field.getLocalAddress()).isNotNull();
				assertThat(everywhere.method).isNotNull();
				assertThat(context.getBean(Server.class).channel().isOpen()).isTrue();
				assertThat(context.getBean(InheritedSockets.class).free()).isEmpty();
			});
	}

	@Test
	void socketIsInjectedInAChildContext() {
		this.contextRunner.run((context) -> {
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(context);
				child.register(MethodConfiguration.class);
				child.refresh();
				assertThat(child.getBean(Server.class).channel().isOpen()).isTrue();
			}
		});
	}

	/**
	 * Some applications and libraries look at all beans.
	 */
	@Test
	void everyBeanCanBeAskedFor() {
		this.contextRunner.run((context) -> assertThat(context.getBeansOfType(Object.class)).isNotEmpty());
	}

	@Test
	void whenNothingIsInjectedThereIsNoSocketToTake() {
		this.contextRunner.run((context) -> assertThatIllegalStateException()
			.isThrownBy(() -> context.getBean(InheritedSocketInjection.class).take())
			.withMessageContaining("InjectionPoint"));
	}

	static Stream<Arguments> others() {
		return Stream.of(Other.values())
			.flatMap((other) -> Stream.of(Moment.values()).map((moment) -> Arguments.of(other, moment)));
	}

	@ParameterizedTest(name = "{0} {1}")
	@MethodSource("others")
	void whatTheApplicationDoesToInjectionWorksToo(Other other, Moment moment) {
		moment.apply(this.contextRunner, other.installer)
			.withUserConfiguration(FastConfiguration.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				FastServer server = context.getBean(FastServer.class);
				assertThat(server.text()).hasToString("fast");
				assertThat(server.channel().isOpen()).isTrue();
			});
	}

	/**
	 * As with {@code @Value}, which such an application cannot use either.
	 */
	@Test
	void whenTheApplicationKnowsNoValuesItsResolverIsKeptAndInjectionFails() {
		Moment.BEFORE_AUTO_CONFIGURATION.apply(this.contextRunner, replace((replaced) -> new FastOnly()))
			.withUserConfiguration(FastConfiguration.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(NoSuchBeanDefinitionException.class,
						(ex) -> assertThat(ex.getBeanType()).isEqualTo(DatagramChannel.class)));
	}

	private static void install(Object beanFactory, Consumer<DefaultListableBeanFactory> installer) {
		installer.accept((DefaultListableBeanFactory) beanFactory);
	}

	private static @Nullable Object fast(DependencyDescriptor descriptor) {
		return (descriptor.getAnnotation(Fast.class) != null) ? new StringBuilder("fast") : null;
	}

	private static void configure(DefaultListableBeanFactory beanFactory) {
		CustomAutowireConfigurer configurer = new CustomAutowireConfigurer();
		configurer.setCustomQualifierTypes(Set.of(Fast.class));
		configurer.postProcessBeanFactory(beanFactory);
	}

	private static Consumer<DefaultListableBeanFactory> replace(UnaryOperator<AutowireCandidateResolver> resolver) {
		return (beanFactory) -> beanFactory
			.setAutowireCandidateResolver(resolver.apply(beanFactory.getAutowireCandidateResolver()));
	}

	/**
	 * What else an application may do.
	 */
	enum Other {

		QUALIFIER(InheritedSocketInjectionTests::configure),

		RESOLVER_OF_CONTEXTS(replace((replaced) -> new FastContextResolver())),

		RESOLVER_OF_QUALIFIERS(replace((replaced) -> new FastQualifierResolver())),

		RESOLVER_THAT_DECORATES(replace(FastDecorator::new));

		private final Consumer<DefaultListableBeanFactory> installer;

		Other(Consumer<DefaultListableBeanFactory> installer) {
			this.installer = installer;
		}

	}

	/**
	 * When it does so. What is set before the bean factory is post-processed, Spring
	 * replaces itself.
	 */
	enum Moment {

		BEFORE_AUTO_CONFIGURATION {

			@Override
			ApplicationContextRunner apply(ApplicationContextRunner runner,
					Consumer<DefaultListableBeanFactory> installer) {
				return runner.withBean(BeanFactoryPostProcessor.class,
						() -> (beanFactory) -> install(beanFactory, installer));
			}

		},

		AFTER_AUTO_CONFIGURATION {

			@Override
			ApplicationContextRunner apply(ApplicationContextRunner runner,
					Consumer<DefaultListableBeanFactory> installer) {
				return runner.withBean(Late.class, () -> new Late(installer));
			}

		};

		abstract ApplicationContextRunner apply(ApplicationContextRunner runner,
				Consumer<DefaultListableBeanFactory> installer);

	}

	@Retention(RetentionPolicy.RUNTIME)
	@Target({ ElementType.PARAMETER, ElementType.METHOD })
	@interface Fast {

	}

	static class FastContextResolver extends ContextAnnotationAutowireCandidateResolver {

		@Override
		public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
			Object fast = fast(descriptor);
			return (fast != null) ? fast : super.getSuggestedValue(descriptor);
		}

	}

	static class FastQualifierResolver extends QualifierAnnotationAutowireCandidateResolver {

		@Override
		public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
			Object fast = fast(descriptor);
			return (fast != null) ? fast : super.getSuggestedValue(descriptor);
		}

	}

	static class FastOnly implements AutowireCandidateResolver {

		@Override
		public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
			return fast(descriptor);
		}

	}

	static class FastDecorator implements AutowireCandidateResolver {

		private final AutowireCandidateResolver decorated;

		FastDecorator(AutowireCandidateResolver decorated) {
			this.decorated = decorated;
		}

		@Override
		public boolean isAutowireCandidate(BeanDefinitionHolder holder, DependencyDescriptor descriptor) {
			return this.decorated.isAutowireCandidate(holder, descriptor);
		}

		@Override
		public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
			Object fast = fast(descriptor);
			return (fast != null) ? fast : this.decorated.getSuggestedValue(descriptor);
		}

	}

	record Late(Consumer<DefaultListableBeanFactory> installer) {

	}

	@AutoConfiguration(after = SocketAutoConfiguration.class)
	static class LateConfiguration {

		@Bean
		static BeanFactoryPostProcessor late() {
			return (beanFactory) -> beanFactory.getBeanProvider(Late.class)
				.ifAvailable((late) -> install(beanFactory, late.installer()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FastConfiguration {

		@Bean
		@Fast
		StringBuilder fast() {
			return new StringBuilder("fast");
		}

		@Bean
		StringBuilder slow() {
			return new StringBuilder("slow");
		}

		@Bean
		FastServer fastServer(@Fast StringBuilder text, @InheritedSocket("dns") DatagramChannel channel) {
			return new FastServer(text, channel);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MethodConfiguration {

		@Bean
		Server server(@InheritedSocket("dns") DatagramChannel channel) {
			return new Server(channel);
		}

	}

	static class Everywhere {

		private final ServerSocketChannel constructor;

		@InheritedSocket("admin")
		@SuppressWarnings("NullAway.Init")
		private ServerSocketChannel field;

		private @Nullable DatagramChannel method;

		Everywhere(@InheritedSocket("web") ServerSocketChannel channel) {
			this.constructor = channel;
		}

		@Autowired
		void setMethod(@InheritedSocket("3") DatagramChannel channel) {
			this.method = channel;
		}

	}

	record Server(DatagramChannel channel) {

	}

	record FastServer(StringBuilder text, DatagramChannel channel) {

	}

}
