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

import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.annotation.Bean;

import dev.qsu.boot.server.WebServerSocketsFactory;
import dev.qsu.boot.server.tomcat.TomcatSocketsCustomizer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for inherited sockets on Tomcat.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SocketAutoConfiguration.class)
@ConditionalOnClass({ TomcatWebServerFactory.class, Http11NioProtocol.class })
@ConditionalOnWebApplication
public final class TomcatSocketAutoConfiguration {

	@Bean
	TomcatSocketsCustomizer tomcatSocketsCustomizer(WebServerSocketsFactory sockets) {
		return new TomcatSocketsCustomizer(sockets.forServer());
	}

}
