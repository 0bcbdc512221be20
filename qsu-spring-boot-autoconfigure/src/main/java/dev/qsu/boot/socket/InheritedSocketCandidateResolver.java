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
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

/**
 * Resolves dependencies that are annotated with {@link InheritedSocket}.
 */
class InheritedSocketCandidateResolver extends ContextAnnotationAutowireCandidateResolver {

	private static final Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> TYPES = types();

	@Override
	public @Nullable Object getSuggestedValue(DependencyDescriptor descriptor) {
		InheritedSocket annotation = descriptor.getAnnotation(InheritedSocket.class);
		BeanFactory beanFactory = getBeanFactory();
		if (annotation == null || beanFactory == null) {
			return super.getSuggestedValue(descriptor);
		}
		return resolve(annotation.value(), descriptor, beanFactory.getBean(InheritedSockets.class));
	}

	private static Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> types() {
		Map<Class<?>, BiFunction<InheritedSockets, String, Channel>> types = new LinkedHashMap<>();
		types.put(ServerSocketChannel.class, InheritedSockets::takeServerSocketChannel);
		types.put(SocketChannel.class, InheritedSockets::takeSocketChannel);
		types.put(DatagramChannel.class, InheritedSockets::takeDatagramChannel);
		types.put(UnixDatagramSocket.class, InheritedSockets::takeUnixDatagramSocket);
		return types;
	}

	private @Nullable Object resolve(String name, DependencyDescriptor descriptor, InheritedSockets sockets) {
		if (!isRequired(descriptor) && sockets.find(name).isEmpty()) {
			return null;
		}
		Class<?> type = descriptor.getDependencyType();
		BiFunction<InheritedSockets, String, Channel> take = TYPES.get(type);
		if (take == null) {
			throw new InheritedSocketException(
					"@InheritedSocket(\"" + name + "\") cannot inject a " + type.getName() + ".",
					"Declare the injection point as one of "
							+ TYPES.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", "))
							+ ".");
		}
		return take.apply(sockets, name);
	}

}
