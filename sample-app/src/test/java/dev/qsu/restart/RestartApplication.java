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

package dev.qsu.restart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/**
 * Application that is restarted while clients use it.
 */
@SpringBootApplication
public class RestartApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(RestartApplication.class, args);
		if (Arrays.asList(args).contains("exit")) {
			SpringApplication.exit(context);
			System.out.println("EXITED");
			LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
		}
	}

	@EventListener(ApplicationReadyEvent.class)
	@Order(0)
	void failWhenReady() {
		if (isThere("failing-ready")) {
			throw new IllegalStateException("the file is there when ready");
		}
	}

	/**
	 * Fails as long as a certain file exists.
	 * @return any object
	 */
	@Bean
	Object failing() {
		if (isThere("failing")) {
			throw new IllegalStateException("the file is there");
		}
		return Duration.ZERO;
	}

	private static boolean isThere(String property) {
		String file = System.getProperty(property);
		return file != null && Files.exists(Path.of(file));
	}

}
