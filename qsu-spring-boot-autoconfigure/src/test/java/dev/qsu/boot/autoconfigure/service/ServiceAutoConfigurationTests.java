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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.ServiceProperties.RunningFrom;
import dev.qsu.boot.service.ServiceReporter;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.lifecycle.LifecycleProgress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ServiceAutoConfiguration}.
 */
class ServiceAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceAutoConfiguration.class));

	@Test
	void outsideOfAServiceBeansExist() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ServiceInfo.class)
			.hasSingleBean(ServiceReporter.class)
			.hasSingleBean(LifecycleProgress.class)
			.hasSingleBean(ServiceProperties.class));
	}

	@Test
	void inWebApplicationBeansExist() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(ServiceAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(ServiceInfo.class)
				.hasSingleBean(ServiceReporter.class)
				.hasSingleBean(LifecycleProgress.class));
	}

	@Test
	void whenUserHasBeansBacksOff() {
		this.contextRunner.withUserConfiguration(UserConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeanNames(ServiceInfo.class)
				.containsExactly("userInfo"))
			.run((context) -> assertThat(context).getBeanNames(ServiceReporter.class).containsExactly("userReporter"))
			.run((context) -> assertThat(context).getBeanNames(ServiceRequests.class).containsExactly("userRequests"));
	}

	/**
	 * It looks at the phases of its own context only.
	 */
	@Test
	void inAChildContextProgressIsItsOwn() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent).run((context) -> {
			assertThat(context.getBean(LifecycleProgress.class)).isNotSameAs(parent.getBean(LifecycleProgress.class));
			assertThat(context.getBean(ServiceInfo.class)).isSameAs(parent.getBean(ServiceInfo.class));
		}));
	}

	@Test
	void whenUserHasOneBeanTheOthersExist() {
		this.contextRunner.withBean("userInfo", ServiceInfo.class, () -> mock(ServiceInfo.class)).run((context) -> {
			assertThat(context).getBeanNames(ServiceInfo.class).containsExactly("userInfo");
			assertThat(context).hasSingleBean(ServiceReporter.class).hasSingleBean(LifecycleProgress.class);
		});
	}

	@Test
	void propertiesAreBound() {
		this.contextRunner
			.withPropertyValues("qsu.service.name=demo", "qsu.service.start-timeout=5s", "qsu.service.stop-timeout=6m",
					"qsu.service.signals=false", "qsu.service.running-from=started")
			.run((context) -> {
				ServiceProperties properties = context.getBean(ServiceProperties.class);
				assertThat(properties.getName()).isEqualTo("demo");
				assertThat(properties.getStartTimeout()).isEqualTo(Duration.ofSeconds(5));
				assertThat(properties.getStopTimeout()).isEqualTo(Duration.ofMinutes(6));
				assertThat(properties.getSignals()).isEmpty();
				assertThat(properties.getRunningFrom()).isEqualTo(RunningFrom.STARTED);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "qsu.service.start-timeout=0s", "qsu.service.start-timeout=400d",
			"qsu.service.stop-timeout=-1s", "qsu.service.stop-timeout=1000000d", "qsu.service.signals=TERM,KILL",
			"qsu.service.signals=true,TERM" })
	void whenPropertyIsOutOfRangeFails(String property) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IllegalArgumentException.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			true           | HUP,INT,TERM,USR1
			false          |
			term           | TERM
			SIGUSR2, SIGHUP | USR2,HUP
			""")
	void signalsAreNames(String value, @Nullable String names) {
		this.contextRunner.withPropertyValues("qsu.service.signals=" + value)
			.run((context) -> assertThat(context.getBean(ServiceProperties.class).getSignals())
				.containsExactly((names != null) ? names.split(",") : new String[0]));
	}

	@Test
	void propertiesHaveDefaults() {
		this.contextRunner.run((context) -> {
			ServiceProperties properties = context.getBean(ServiceProperties.class);
			assertThat(properties.getName()).isNull();
			assertThat(properties.getStartTimeout()).isEqualTo(Duration.ofMinutes(1));
			assertThat(properties.getStopTimeout()).isEqualTo(Duration.ofMinutes(1));
			assertThat(properties.getSignals()).containsExactly("HUP", "INT", "TERM", "USR1");
			assertThat(properties.getRunningFrom()).isEqualTo(RunningFrom.READY);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UserConfiguration {

		@Bean
		ServiceInfo userInfo() {
			return mock(ServiceInfo.class);
		}

		@Bean
		ServiceReporter userReporter() {
			return mock(ServiceReporter.class);
		}

		@Bean
		ServiceRequests userRequests() {
			return mock(ServiceRequests.class);
		}

	}

}
