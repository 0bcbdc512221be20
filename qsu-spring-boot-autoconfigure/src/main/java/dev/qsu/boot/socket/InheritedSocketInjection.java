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

package dev.qsu.boot.socket;

import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;

/**
 * Takes the socket for the injection point that is being resolved. The expression that
 * {@link InheritedSocket @InheritedSocket} stands for calls the bean of this type, so
 * nothing of the bean factory has to be replaced.
 */
public final class InheritedSocketInjection {

	/**
	 * Expression that takes the socket. It names the bean.
	 */
	static final String EXPRESSION = "#{@inheritedSocketInjection.take()}";

	private static final Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> TYPES = types();

	private final AutowireCapableBeanFactory beanFactory;

	private final InheritedSockets sockets;

	public InheritedSocketInjection(AutowireCapableBeanFactory beanFactory, InheritedSockets sockets) {
		this.beanFactory = beanFactory;
		this.sockets = sockets;
	}

	/**
	 * Take the socket for the current injection point.
	 * @return the socket, or {@code null} if there is none and the injection point is
	 * optional
	 * @throws InheritedSocketException if the socket cannot be taken
	 */
	public @Nullable Channel take() {
		DependencyDescriptor descriptor = currentDescriptor();
		InheritedSocket annotation = descriptor.getAnnotation(InheritedSocket.class);
		if (annotation == null) {
			throw new IllegalStateException(descriptor + " is not annotated with @InheritedSocket");
		}
		if (!isRequired(descriptor) && this.sockets.find(annotation.value()).isEmpty()) {
			return null;
		}
		return take(annotation.value(), descriptor.getDependencyType());
	}

	private DependencyDescriptor currentDescriptor() {
		// Spring tells the InjectionPoint to constructors only. Were this bean a
		// prototype to have one of its own, whoever asks for the beans of every type
		// would fail to create it.
		return ((Target) this.beanFactory.autowire(Target.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR,
				false))
			.descriptor();
	}

	private static boolean isRequired(DependencyDescriptor descriptor) {
		Autowired autowired = descriptor.getAnnotation(Autowired.class);
		return descriptor.isRequired() && (autowired == null || autowired.required());
	}

	private Channel take(String name, Class<?> type) {
		BiFunction<InheritedSockets, String, Channel> take = TYPES.get(type);
		if (take == null) {
			throw new InheritedSocketException(
					"@InheritedSocket(\"" + name + "\") cannot inject a " + type.getName() + ".",
					"Declare the injection point as one of "
							+ TYPES.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "))
							+ ".");
		}
		return take.apply(this.sockets, name);
	}

	private static Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> types() {
		Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> types = new LinkedHashMap<>();
		types.put(ServerSocketChannel.class, InheritedSockets::takeServerSocketChannel);
		types.put(SocketChannel.class, InheritedSockets::takeSocketChannel);
		types.put(DatagramChannel.class, InheritedSockets::takeDatagramChannel);
		types.put(UnixDatagramSocket.class, InheritedSockets::takeUnixDatagramSocket);
		return types;
	}

	/**
	 * Created for one injection point.
	 *
	 * @param descriptor the injection point
	 */
	private record Target(DependencyDescriptor descriptor) {

	}

}
