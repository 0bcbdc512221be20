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

package dev.qsu.boot.server;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What only WebFlux can do.
 */
@RestController
public class LateReactiveController extends LateController {

	@GetMapping(path = "/late/async/stream", produces = MediaType.TEXT_PLAIN_VALUE)
	Flux<String> stream() {
		return Mono.fromFuture(held()).thenMany(Flux.just("late", "last"));
	}

	@GetMapping(path = "/late/begun", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> begun() {
		return Flux.concat(Mono.just("first"), Mono.fromFuture(this::held).thenReturn("last"));
	}

}
