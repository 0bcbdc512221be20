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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.devtools.restart.ConditionalOnInitializedRestarter;
import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.qsu.boot.server.RestartedListener;
import dev.qsu.boot.server.RetainedListeners;
import dev.qsu.boot.socket.SocketProperties;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for listeners that stay open while
 * DevTools restarts the application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = SocketAutoConfiguration.class)
@ConditionalOnClass(Restarter.class)
@ConditionalOnInitializedRestarter
@ConditionalOnBooleanProperty(name = "qsu.socket.keep-across-restarts", matchIfMissing = true)
@EnableConfigurationProperties(SocketProperties.class)
public final class DevToolsSocketAutoConfiguration {

	@Bean(destroyMethod = "")
	RetainedListeners retainedListeners(SocketProperties properties) {
		RetainedListeners listeners = RetainedListeners.ofThisProcess();
		listeners.setRestartTimeout(properties.getRestartTimeout());
		return listeners;
	}

	@Bean
	RestartedListener restartedListener(ApplicationContext context, RetainedListeners listeners) {
		return new RestartedListener(context, listeners);
	}

}
