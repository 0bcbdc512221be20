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

package dev.qsu.boot.autoconfigure.service;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceReporter;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.lifecycle.LifecycleProgress;
import dev.qsu.boot.service.lifecycle.ServiceRuntime;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the service.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@EnableConfigurationProperties(ServiceProperties.class)
public final class ServiceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ServiceInfo serviceInfo() {
		return ServiceRuntime.ofThisProcess().getInfo();
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceReporter serviceReporter() {
		return ServiceRuntime.ofThisProcess().getReporter();
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceRequests serviceRequests() {
		return ServiceRuntime.ofThisProcess().getRequests();
	}

	@Bean
	LifecycleProgress lifecycleProgress(ConfigurableListableBeanFactory beanFactory) {
		return new LifecycleProgress(beanFactory);
	}

}
