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

package dev.qsu.boot;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The private parts of Spring Boot, the web servers and the JDK that the code relies on:
 * where, on what, and what it does without. One that fails here after an upgrade is to be
 * replaced there.
 */
class InternalsTests {

	static Stream<Arguments> internals() {
		return Stream.of(springBoot(), webServers(), jdk(), jdkForChannels()).flatMap((rows) -> rows);
	}

	private static Stream<Arguments> springBoot() {
		return Stream.of(row("ApplicationRun", "SpringApplication.properties.isRegisterShutdownHook()",
				"handles no signals, leaves the end of the process alone, and warns", () -> {
					Field properties = SpringApplication.class.getDeclaredField("properties");
					Method method = properties.getType().getDeclaredMethod("isRegisterShutdownHook");
					assertThat(method.getReturnType()).isEqualTo(boolean.class);
				}), row("ApplicationRun", "stack of Spring's test framework", "takes the process of a test for its own",
						() -> {
							assertClass(
									"org.springframework.test.context.cache.DefaultCacheAwareContextLoaderDelegate");
							assertClass("org.springframework.boot.test.context.SpringBootContextLoader");
						}),
				row("LoggingLifecycle", "bean springBootLoggingLifecycle",
						"warns that a pause may clean up the logging",
						() -> assertSingleton("springBootLoggingLifecycle")),
				row("ServiceArguments", "bean springApplicationArguments",
						"warns that the arguments are those of the process",
						() -> assertSingleton("springApplicationArguments")),
				row("ServiceArguments", "fields of DefaultApplicationArguments can be written",
						"warns that the arguments are those of the process", InternalsTests::assertWritable),
				row("CloseReason", "stack of SpringApplication.exit()", "does not know an exit code of 0",
						() -> assertMethod("org.springframework.boot.SpringApplication", "exit")),
				row("CloseReason", "stack of DevTools' Restarter", "takes a restart for an end",
						() -> assertMethod("org.springframework.boot.devtools.restart.Restarter", "restart")),
				row("RestartObserver", "class Restarter", "keeps no port across restarts",
						() -> assertClass("org.springframework.boot.devtools.restart.Restarter")),
				row("ManagementPortEnvironmentPostProcessor", "class ManagementServerProperties",
						"needs management.server.port to be set",
						() -> assertClass(
								"org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties")),
				row("FailureErrno", "class PortInUseException", "reports no ERRNO for a port in use",
						() -> assertClass("org.springframework.boot.web.server.PortInUseException")));
	}

	private static Stream<Arguments> webServers() {
		return Stream.of(
				row("NettySocketsCustomizer", "NettyReactiveWebServerFactory.resourceFactory",
						"uses the bean ReactorResourceFactory, and warns",
						() -> assertField(NettyReactiveWebServerFactory.class, "resourceFactory",
								ReactorResourceFactory.class)),
				row("JettySocketsCustomizer", "class SslServerCustomizer$SslValidatingServerConnector",
						"fails or warns: the connector cannot serve inherited sockets",
						() -> assertThat(sslConnector()).isAssignableTo(ServerConnector.class)),
				row("ConnectionSourceServerConnector",
						"that connector checks the alias of the key in doStart(), and no more",
						"misses what else it does",
						() -> assertThat(sslConnector().getDeclaredMethods()).extracting(Method::getName)
							.containsExactly("doStart")),
				row("ConnectionSourceEndPoint", "class HTTP2Connection", "does not tell clients of HTTP/2 to go away",
						() -> assertClass("org.eclipse.jetty.http2.HTTP2Connection")));
	}

	private static Stream<Arguments> jdk() {
		return Stream.of(row("SignalHandlers", "sun.misc.Signal", "handles no signals, and warns", () -> {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			signal.getConstructor(String.class);
			signal.getMethod("handle", signal, handler);
			assertThat(signal.getMethod("getNumber").getReturnType()).isEqualTo(int.class);
			assertThat(handler.getField("SIG_IGN").getType()).isEqualTo(handler);
		}), row("CloseReason", "stack of java.lang.Shutdown.shutdown()",
				"does not know the exit code of a process whose last thread has ended",
				() -> assertMethod("java.lang.Shutdown", "shutdown")),
				row("ShutdownHooks", "field ApplicationShutdownHooks.hooks",
						"warns that the end is reported without waiting for other shutdown hooks",
						() -> assertThat(Map.class).isAssignableFrom(Class.forName("java.lang.ApplicationShutdownHooks")
							.getDeclaredField("hooks")
							.getType())),
				row("ServiceThread", "stack of Runtime.exit()", "reports the end 2 s late",
						() -> assertMethod("java.lang.Runtime", "exit")),
				row("Devices", "system property sun.arch.data.model", "takes the JVM for one of 64 bits",
						() -> assertThat(System.getProperty("sun.arch.data.model")).isIn("32", "64")),
				row("WorkingDirectory", "field of type java.io.FileSystem in File, and its userDir",
						"warns that relative paths start elsewhere", () -> {
							assertThat(File.class.getDeclaredFields()).extracting((field) -> field.getType().getName())
								.contains("java.io.FileSystem");
							assertField(
									Class.forName(isOnWindows() ? "java.io.WinNTFileSystem" : "java.io.UnixFileSystem"),
									"userDir", String.class);
						}),
				row("WorkingDirectory", "WindowsFileSystem.defaultDirectory and defaultRoot",
						"warns that relative paths start elsewhere", () -> {
							Assumptions.assumeTrue(isOnWindows(), "Only the JDK for Windows has them");
							Class<?> type = FileSystems.getDefault().getClass();
							assertField(type, "defaultDirectory", String.class);
							assertField(type, "defaultRoot", String.class);
						}));
	}

	private static Stream<Arguments> jdkForChannels() {
		String whenGone = "fails, naming the JDK: no channel can be made of an inherited socket";
		return Stream.of(
				row("SocketChannels", "constructor of ServerSocketChannelImpl", whenGone,
						() -> channel("ServerSocketChannelImpl").getDeclaredConstructor(SelectorProvider.class,
								ProtocolFamily.class, FileDescriptor.class, boolean.class)),
				row("SocketChannels", "constructor of SocketChannelImpl", whenGone,
						() -> channel("SocketChannelImpl").getDeclaredConstructor(SelectorProvider.class,
								ProtocolFamily.class, FileDescriptor.class, SocketAddress.class)),
				row("SocketChannels", "constructor of DatagramChannelImpl", whenGone,
						() -> channel("DatagramChannelImpl").getDeclaredConstructor(SelectorProvider.class,
								FileDescriptor.class)),
				row("SocketChannels", "FileDescriptor.fd", whenGone,
						() -> assertField(FileDescriptor.class, "fd", int.class)),
				row("SocketChannels", "fdVal of the channels", "fails: a listener cannot be kept or handed on", () -> {
					for (String type : List.of("ServerSocketChannelImpl", "SocketChannelImpl", "DatagramChannelImpl")) {
						assertField(channel(type), "fdVal", int.class);
					}
				}), row("JniFunctions", "AccessibleObject.override", "warns that relative paths start elsewhere",
						() -> assertThat(descriptor(AccessibleObject.class, "override")).isEqualTo("Z")));
	}

	@ParameterizedTest(name = "{0} relies on: {1}; without it {2}")
	@MethodSource("internals")
	void internalIsThere(String where, String what, String whenGone, Executable check) throws Throwable {
		check.execute();
	}

	private static Arguments row(String where, String what, String whenGone, Executable check) {
		return Arguments.of(where, what, whenGone, check);
	}

	private static void assertClass(String name) throws ClassNotFoundException {
		assertThat(Class.forName(name, false, InternalsTests.class.getClassLoader())).isPublic();
	}

	private static void assertMethod(String type, String name) throws ClassNotFoundException {
		assertThat(Class.forName(type).getDeclaredMethods()).extracting(Method::getName).contains(name);
	}

	private static void assertField(Class<?> owner, String name, Class<?> type) throws NoSuchFieldException {
		assertThat(owner.getDeclaredField(name).getType()).isEqualTo(type);
	}

	private static void assertSingleton(String name) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(InternalsTests.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run()) {
			assertThat(context.getBeanFactory().containsSingleton(name)).isTrue();
		}
	}

	private static void assertWritable() throws ReflectiveOperationException {
		DefaultApplicationArguments source = new DefaultApplicationArguments("--new");
		DefaultApplicationArguments target = new DefaultApplicationArguments("--old");
		for (Field field : DefaultApplicationArguments.class.getDeclaredFields()) {
			if (!Modifier.isStatic(field.getModifiers())) {
				field.setAccessible(true);
				field.set(target, field.get(source));
			}
		}
		assertThat(target.getSourceArgs()).containsExactly("--new");
		assertThat(target.getOptionNames()).containsExactly("new");
	}

	private static Class<?> sslConnector() throws ClassNotFoundException {
		return Class.forName("org.springframework.boot.jetty.SslServerCustomizer$SslValidatingServerConnector");
	}

	private static Class<?> channel(String name) throws ClassNotFoundException {
		return Class.forName("sun.nio.ch." + name);
	}

	private static boolean isOnWindows() {
		return OS.current() == OS.WINDOWS;
	}

	/**
	 * Reflection hides some fields of the JDK.
	 */
	private static @Nullable String descriptor(Class<?> type, String field) throws IOException {
		@Nullable String[] found = new String[1];
		try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
			assertThat(bytes).isNotNull();
			new ClassReader(bytes).accept(new ClassVisitor(SpringAsmInfo.ASM_VERSION) {

				@Override
				public @Nullable FieldVisitor visitField(int access, String name, String descriptor,
						@Nullable String signature, @Nullable Object value) {
					if (name.equals(field)) {
						found[0] = descriptor;
					}
					return null;
				}

			}, ClassReader.SKIP_CODE);
		}
		return found[0];
	}

}
