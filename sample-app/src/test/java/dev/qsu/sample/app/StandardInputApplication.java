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

import java.io.IOException;
import java.util.Arrays;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.qsu.sample.SampleApplication;

/**
 * The sample, which stops when its standard input ends. With an argument, its servers are
 * restarted before.
 */
public final class StandardInputApplication {

	private StandardInputApplication() {
	}

	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, args);
		if (Arrays.asList(args).contains("restart")) {
			context.stop();
			context.start();
			System.out.println("RESTARTED");
		}
		System.in.readAllBytes();
		context.close();
	}

}
