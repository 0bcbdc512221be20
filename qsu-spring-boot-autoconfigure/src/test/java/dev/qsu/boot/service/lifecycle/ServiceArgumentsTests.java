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

package dev.qsu.boot.service.lifecycle;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceArguments}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ServiceArgumentsTests {

	private static final String WARNING = "Failed to replace the application arguments; runners and beans see those of the process";

	private final ServiceArguments arguments = new ServiceArguments(List.of("run-service", "--color=red"), List.of());

	private final DefaultApplicationArguments known = new DefaultApplicationArguments("run-service", "--color=red");

	private final GenericApplicationContext context = new GenericApplicationContext();

	ServiceArgumentsTests() {
		this.arguments.prepare(new StandardEnvironment());
		this.context.getBeanFactory().registerSingleton("springApplicationArguments", this.known);
	}

	@Test
	void argumentsOfTheApplicationAreReplaced(CapturedOutput output) {
		this.arguments.replaceIn(this.context);
		assertThat(this.known.getSourceArgs()).containsExactly("--color=red");
		assertThat(this.known.getNonOptionArgs()).isEmpty();
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void whenSpringBootHasNoSuchBeanThatIsLogged(CapturedOutput output) {
		this.arguments.replaceIn(this.context, "gone");
		assertThat(this.known.getSourceArgs()).containsExactly("run-service", "--color=red");
		assertThat(output).contains(WARNING).contains("No bean named 'gone' available");
	}

	@Test
	void whenBeanIsOfAnotherTypeThatIsLogged(CapturedOutput output) {
		this.context.getBeanFactory().registerSingleton("other", "other");
		this.arguments.replaceIn(this.context, "other");
		assertThat(output).contains(WARNING);
	}

}
