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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Value;

/**
 * Injects an inherited socket, as a {@link java.nio.channels.ServerSocketChannel}, a
 * {@link java.nio.channels.SocketChannel}, a {@link java.nio.channels.DatagramChannel} or
 * a {@link UnixDatagramSocket}. Injecting a socket takes it, so the web server does not
 * serve it. If there is no such socket, the application fails to start unless the
 * injection point is optional.
 * <p>
 * Works wherever {@link Value @Value} does, which it is: on fields, on parameters of
 * constructors, of {@code @Bean} methods and of {@code @Autowired} methods.
 *
 * @since 0.1.0
 * @see InheritedSockets
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.FIELD, ElementType.PARAMETER })
@Value(InheritedSocketInjection.EXPRESSION)
public @interface InheritedSocket {

	/**
	 * Name of the socket, or its zero-based index.
	 * @return the name or index
	 */
	String value();

}
