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

import java.time.Duration;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import dev.qsu.boot.service.ServiceInfo;

/**
 * Controller that works on every server.
 */
@RestController
class RestartController {

	private final ServiceInfo service;

	RestartController(ServiceInfo service) {
		this.service = service;
	}

	@GetMapping("/api/generation")
	String generation() {
		return ProcessHandle.current().pid() + "." + this.service.getGeneration();
	}

	@GetMapping("/api/slow")
	Mono<String> slow(@RequestParam long ms) {
		return Mono.delay(Duration.ofMillis(ms)).thenReturn(generation());
	}

	/**
	 * Run another application within this one.
	 * @return anything
	 */
	@GetMapping("/api/side")
	String side() {
		new SpringApplicationBuilder(Side.class).web(WebApplicationType.NONE).run().close();
		return "done";
	}

	@PostMapping("/api/echo")
	byte[] echo(@RequestBody byte[] body) {
		return body;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Side {

	}

}
