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

import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/**
 * Starts a web application, prints how long that took since the start of the JVM and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainApplication {

	public static void main(String[] args) {
		SpringApplication.run(PlainApplication.class, "--server.port=0", "--spring.main.banner-mode=off",
				"--logging.level.root=warn");
		System.out.println("READY " + ManagementFactory.getRuntimeMXBean().getUptime());
		Runtime.getRuntime().halt(0);
	}

}
