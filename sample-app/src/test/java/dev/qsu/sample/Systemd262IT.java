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
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.qsu.sample.peer.Http;
import dev.qsu.sample.peer.JavaRuntime;
import dev.qsu.sample.peer.Peer;
import dev.qsu.sample.peer.RequiresPeer;
import dev.qsu.sample.peer.TestProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with systemd 262 or newer, and with what came with it since 257.
 */
@RequiresPeer(Peer.SYSTEMD_262)
class Systemd262IT extends AbstractSystemdIT {

	Systemd262IT() {
		super("sid", 262);
	}

	/**
	 * Since systemd 259, on Linux 6.9 or newer.
	 */
	@Test
	void whenSocketsAreForThePidfdOfThisProcessServesThem() throws IOException {
		int port = Http.freePort();
		unit("pidfd.service", "Type=notify", TestProcess.sample());
		box().unit("pidfd.socket", "[Socket]\nListenStream=127.0.0.1:" + port + "\nFileDescriptorName=http\n");
		box().systemctl("start", "pidfd.socket");
		assertThat(Http.get(port, "/api/service")).contains("\"name\":\"http\"");
		String pid = box().show("pidfd.service", "MainPID");
		assertThat(box().run("cat", "/proc/" + pid + "/environ").output()).contains("LISTEN_PID=" + pid)
			.containsPattern("LISTEN_PIDFDID=\\d+");
		box().systemctl("stop", "pidfd.socket", "pidfd.service");
	}

	/**
	 * As if the process id had been used again.
	 */
	@Test
	void whenSocketsAreForThePidfdOfAnotherProcessLeavesThem() throws IOException {
		int port = Http.freePort();
		box().unit("wrapper.sh", "sh -c 'LISTEN_PID=$$ exec "
				+ String.join(" ", TestProcess.sample("--server.port=" + port)) + "' &\nwait\n");
		unit("otherpidfd.service", "Type=notify\nNotifyAccess=all",
				List.of("/bin/sh", "/etc/systemd/system/wrapper.sh"));
		box().unit("otherpidfd.socket", "[Socket]\nListenStream=127.0.0.1:" + Http.freePort() + "\n");
		box().systemctl("start", "otherpidfd.socket");
		box().systemctl("start", "otherpidfd.service");
		assertThat(Http.get(port, "/api/service")).contains("\"sockets\":[]");
		assertThat(box().journal())
			.containsPattern("Inherited sockets cannot be used: LISTEN_PIDFDID=\\d+ names another"
					+ " process than this one, whose pidfd id is \\d+");
		box().systemctl("stop", "otherpidfd.socket", "otherpidfd.service");
	}

	/**
	 * Since systemd 262. Without that option the JVM itself catches the signal from its
	 * start on.
	 */
	@Test
	void whenReloadSignalIsNotCaughtUnitIsRefused() {
		List<String> command = TestProcess.sample("--server.port=0");
		command.add(1, "-Xrs");
		unit("uncaught.service", "Type=notify-reload", command);
		assertThat(box().run("systemctl", "start", "uncaught.service").exitCode()).isNotZero();
		assertThat(box().show("uncaught.service", "Result")).isEqualTo("protocol");
		assertThat(box().journal()).contains("lacks handler for reload signal");
	}

	@Test
	@RequiresPeer(Peer.JAVA_25_DENY)
	void whenNativeAccessIsDeniedStartFailsAtOnce() {
		unit("denied.service", "Type=notify\nTimeoutStartSec=300", JavaRuntime.JAVA_25
			.run(TestProcess.sampleWithoutNativeAccess("--server.port=0"), "--illegal-native-access=deny"));
		assertThat(box().run("systemctl", "start", "denied.service").exitCode()).isNotZero();
		assertThat(box().show("denied.service", "Result")).isEqualTo("exit-code");
		assertThat(box().journal()).contains("systemd wants to be notified at ")
			.contains("Start java with --enable-native-access=ALL-UNNAMED");
	}

}
