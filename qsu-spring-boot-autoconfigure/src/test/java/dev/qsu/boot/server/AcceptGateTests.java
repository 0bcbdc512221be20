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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptGate}.
 */
class AcceptGateTests {

	private final AcceptGate gate = new AcceptGate();

	private final List<String> calls = new ArrayList<>();

	@Test
	void closeLetsNoServerAcceptBeforeTheFirstDrains() {
		this.gate.add(new RecordingServer("main"));
		this.gate.add(new RecordingServer("management"));
		this.gate.close();
		assertThat(this.calls).containsExactly("main stops accepting", "management stops accepting", "main drains",
				"management drains");
	}

	@Test
	void closeLeavesRemovedServersAlone() {
		RecordingServer server = new RecordingServer("main");
		this.gate.add(server);
		this.gate.remove(server);
		this.gate.close();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void whenServerIsAddedTwiceClosesItOnce() {
		RecordingServer server = new RecordingServer("main");
		this.gate.add(server);
		this.gate.add(server);
		this.gate.close();
		assertThat(this.calls).containsExactly("main stops accepting", "main drains");
	}

	private final class RecordingServer implements AcceptGate.Acceptor {

		private final String name;

		RecordingServer(String name) {
			this.name = name;
		}

		@Override
		public void stopAccepting() {
			AcceptGateTests.this.calls.add(this.name + " stops accepting");
		}

		@Override
		public void drain() {
			AcceptGateTests.this.calls.add(this.name + " drains");
		}

	}

}
