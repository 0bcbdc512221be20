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

package dev.qsu.boot.socket.activation;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SystemfdServer}.
 */
class SystemfdServerTests {

	private static final String SECRET = FakeSystemfd.SECRET;

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:41251, 127.0.0.1, 41251", "127.1.2.3:1, 127.1.2.3, 1", "[::1]:65535, ::1, 65535" })
	void whenAddressIsLoopbackKeepsItAndTheSecret(String value, String host, int port) {
		SystemfdServer server = parse(value, SECRET);
		assertThat(server.address()).isEqualTo(new InetSocketAddress(host, port));
		assertThat(server.secret()).isEqualTo(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:99999",
			"127.0.0.1:x", "127.0.0.1:+1", "127.0.0.1:1 ", " 127.0.0.1:1", "127.0.0.256:1", "127.0.1:1", "localhost:1",
			"0.0.0.0:1", "10.0.0.1:1", "192.0.2.1:80", "::1:1", "[::]:1", "[::2]:1", "[::ffff:127.0.0.1]:1",
			"example.com:80", "127.0.0.1.example.com:80", "127.0.0.1:1\n" })
	void whenAddressIsNoLoopbackLiteralReportsIt(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(value, SECRET))
			.withMessage("SYSTEMFD_SOCKET_SERVER='" + value.replace('\n', '?')
					+ "' is not a loopback address with a port, such as 127.0.0.1:50000."
					+ " Only systemfd should set it; unset it if this process was not started by systemfd");
	}

	@Test
	void whenVariablesAreMixedUpDoesNotRevealTheSecret() {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(SECRET, "127.0.0.1:1"))
			.withMessageStartingWith("SYSTEMFD_SOCKET_SERVER='(a UUID)' is not a loopback address with a port");
	}

	@Test
	void whenSecretIsAbsentReportsIt() {
		assertThatIllegalArgumentException().isThrownBy(() -> parse("127.0.0.1:1", null))
			.withMessage("SYSTEMFD_SOCKET_SECRET is not set, but SYSTEMFD_SOCKET_SERVER is."
					+ " systemfd sets both: pass the environment on to this process unchanged");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "secret", "1-1-1-1-1", "0f14d0ab96054a62a9e45ed26688389b",
			"0f14d0ab-9605-4a62-a9e4-5ed26688389b\n", "0f14d0ab-9605-4a62-a9e4-5ed26688389b|1",
			"0f14d0ab-9605-4a62-a9e4-5ed26688389g", "{0f14d0ab-9605-4a62-a9e4-5ed26688389b}" })
	void whenSecretIsNoUuidReportsItWithoutRevealingIt(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse("127.0.0.1:1", value))
			.withMessage("SYSTEMFD_SOCKET_SECRET is not a UUID."
					+ " systemfd sets both: pass the environment on to this process unchanged");
	}

	@Test
	void toStringDoesNotRevealTheSecret() {
		assertThat(parse("[::1]:41251", SECRET)).hasToString("systemfd at [::1]:41251");
	}

	private static SystemfdServer parse(String server, @Nullable String secret) {
		Map<String, String> environment = new HashMap<>(Map.of("SYSTEMFD_SOCKET_SERVER", server));
		if (secret != null) {
			environment.put("SYSTEMFD_SOCKET_SECRET", secret);
		}
		return SystemfdServer.parse(environment);
	}

}
