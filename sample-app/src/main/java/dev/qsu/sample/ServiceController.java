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

package dev.qsu.sample;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.service.ServiceInfo;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.SocketInfo;
import dev.qsu.boot.systemd.SystemdNotifier;
import dev.qsu.sample.ReceivedEvents.ReceivedEvent;

/**
 * REST API of the sample: information about the service, and endpoints for tests.
 */
@RestController
@RequestMapping("/api")
class ServiceController {

	private static final int MAX_DELAY = 600_000;

	private final ServiceInfo service;

	private final InheritedSockets sockets;

	private final SystemdNotifier notifier;

	private final ReceivedEvents events;

	ServiceController(ServiceInfo service, InheritedSockets sockets, SystemdNotifier notifier, ReceivedEvents events) {
		this.service = service;
		this.sockets = sockets;
		this.notifier = notifier;
		this.events = events;
	}

	@GetMapping("/service")
	ServiceView service() {
		return new ServiceView(this.service.getLaunch().launcher(), this.service.getState(), pid(),
				this.service.getGeneration(), this.notifier.isEnabled(),
				this.sockets.list().stream().map(SocketView::of).toList(), this.events.list(), this.service.getName());
	}

	@GetMapping(path = "/slow", produces = MediaType.TEXT_PLAIN_VALUE)
	ResponseEntity<String> slow(@RequestParam int ms) throws InterruptedException {
		if (ms < 0 || ms > MAX_DELAY) {
			return ResponseEntity.badRequest().body("'ms' must be from 0 to " + MAX_DELAY + "\n");
		}
		Thread.sleep(ms);
		return ResponseEntity.ok(pid() + "\n");
	}

	@PostMapping("/echo")
	ResponseEntity<byte[]> echo(@RequestBody(required = false) byte[] body, @RequestHeader(name = "Content-Type",
			defaultValue = MediaType.APPLICATION_OCTET_STREAM_VALUE) String type) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(type))
			.body((body != null) ? body : new byte[0]);
	}

	@GetMapping(path = "/pid", produces = MediaType.TEXT_PLAIN_VALUE)
	String pidText() {
		return pid() + "\n";
	}

	private static long pid() {
		return ProcessHandle.current().pid();
	}

	/**
	 * The service.
	 *
	 * @param launcher who started the process
	 * @param state the state
	 * @param pid the process id
	 * @param generation the number of context starts in this process
	 * @param notifies whether the state is reported to systemd
	 * @param sockets the inherited sockets
	 * @param events the latest events, the oldest first
	 * @param name the name of the service
	 */
	record ServiceView(Launcher launcher, ServiceState state, long pid, int generation,
			@JsonProperty("notify") boolean notifies, List<SocketView> sockets, List<ReceivedEvent> events,
			String name) {

	}

	/**
	 * An inherited socket.
	 *
	 * @param name the name
	 * @param index the position among the inherited sockets
	 * @param type the kind of socket
	 * @param address the address to which it is bound
	 */
	record SocketView(String name, int index, String type, String address) {

		static SocketView of(SocketInfo socket) {
			return new SocketView(socket.name(), socket.index(), socket.kind().name(), socket.addressText());
		}

	}

}
