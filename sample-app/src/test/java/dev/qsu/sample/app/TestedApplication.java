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

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextManager;

import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.SvcEvent;

/**
 * Runs two tests of an application, as JUnit does, and stays alive afterwards.
 */
public final class TestedApplication {

	private TestedApplication() {
	}

	public static void main(String[] args) throws Exception {
		TestContext first = new TestContextManager(FirstTest.class).getTestContext();
		TestContext second = new TestContextManager(SecondTest.class).getTestContext();
		print(first.getApplicationContext());
		fail();
		print(second.getApplicationContext());
		first.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
		System.out.println("TESTED");
		Thread.sleep(60_000);
	}

	/**
	 * Fail as a test does whose context cannot be loaded.
	 */
	private static void fail() {
		try {
			new TestContextManager(FailingTest.class).getTestContext().getApplicationContext();
		}
		catch (IllegalStateException ex) {
			System.out.println("TEST FAILED");
		}
	}

	private static void print(ApplicationContext context) {
		System.out.println("TEST on port " + context.getEnvironment().getProperty("local.server.port") + " "
				+ context.getBean(ServiceInfo.class).getState());
		Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("qsu-") && !name.startsWith("qsu-acceptor-"))
			.forEach((name) -> System.out.println("THREAD " + name));
	}

	@EnableAutoConfiguration
	static class Application {

		@EventListener
		void print(SvcEvent event) {
			System.out.println("EVENT " + event.getClass().getSimpleName());
		}

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
	static class FirstTest {

	}

	@SpringBootTest(classes = { Application.class, ScenarioApplication.FailingStart.class },
			webEnvironment = WebEnvironment.NONE, properties = "spring.profiles.active=failing-start")
	static class FailingTest {

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = "test.second=true")
	static class SecondTest {

	}

}
