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

package dev.qsu.sample.app;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Runs other applications before {@link ScenarioApplication}, as the first argument says:
 * one that is closed, one whose runner closes it, one that fails, or its parent.
 */
public final class SeveralApplications {

	private SeveralApplications() {
	}

	public static void main(String[] args) {
		switch (args[0]) {
			case "closed" -> first(PluginApplication.class).run("--spring.config.location=").close();
			case "closing" -> first(Closing.class).run("--spring.config.location=");
			case "failing" -> fail();
			case "parent" -> {
				first(PluginApplication.class).child(ScenarioApplication.class)
					.web(WebApplicationType.SERVLET)
					.run(args);
				return;
			}
			default -> throw new IllegalArgumentException(args[0]);
		}
		SpringApplication.run(ScenarioApplication.class, args);
	}

	private static SpringApplicationBuilder first(Class<?> source) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE);
	}

	private static void fail() {
		try {
			first(Failing.class).run("--spring.config.location=");
		}
		catch (IllegalStateException ex) {
			System.out.println("FIRST FAILED");
		}
	}

	@EnableAutoConfiguration
	static class Closing {

		@Bean
		static CommandLineRunner closing(ConfigurableApplicationContext context) {
			return (arguments) -> context.close();
		}

	}

	@EnableAutoConfiguration
	static class Failing {

		@Bean
		static CommandLineRunner failing() {
			return (arguments) -> {
				throw new IllegalStateException("The first one fails");
			};
		}

	}

}
