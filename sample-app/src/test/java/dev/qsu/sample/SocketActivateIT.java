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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with the real {@code systemd-socket-activate}.
 */
@RequiresPeer(Peer.SOCKET_ACTIVATE)
class SocketActivateIT {

	@Test
	void whenFirstConnectionArrivesStartsAndAnswersIt() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(List.of("-l", "127.0.0.1:" + port))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get(port, "/api/service")).contains("\"launcher\":\"SYSTEMFD\"")
				.contains("\"address\":\"127.0.0.1:" + port + "\"");
			process.signal("TERM");
			assertThat(process.awaitExit()).isZero();
		}
	}

	@Test
	void whenSocketsAreNamedServesMainAndManagement() throws IOException {
		int main = Http.freePort();
		int management = Http.freePort();
		try (TestProcess process = activate(
				List.of("-l", "127.0.0.1:" + main, "-l", "127.0.0.1:" + management, "--fdname=http:management"))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get(main, "/api/service")).contains("\"name\":\"management\",\"index\":1");
			process.awaitOutput("Started SampleApplication");
			assertThat(Http.awaitHealth(management)).isTrue();
		}
	}

	@Test
	void whenSocketIsDualStackServesBothFamilies() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(List.of("-l", Integer.toString(port)))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get("127.0.0.1", port, "/api/service")).contains("\"address\":\"[::]:" + port + "\"");
			assertThat(Http.get("::1", port, "/api/pid")).containsPattern("\\d+");
		}
	}

	@Test
	void whenSocketIsUnixListenerLeavesItAlone() throws IOException {
		int port = Http.freePort();
		try (TestProcess process = activate(
				List.of("-l", "127.0.0.1:" + port, "-l", "@qsu-" + ProcessHandle.current().pid()))) {
			process.awaitOutput("Listening on");
			assertThat(Http.get(port, "/api/service")).contains("\"type\":\"UNIX_LISTENER\"");
			process.awaitOutput("Nobody uses the inherited sockets [#1 'unknown' (Unix listener)]");
		}
	}

	private static TestProcess activate(List<String> options) {
		List<String> command = new ArrayList<>(List.of(Peer.find("systemd-socket-activate")));
		command.addAll(options);
		command.addAll(TestProcess.sample("--server.port=1"));
		return TestProcess.start(Map.of(), command);
	}

}
