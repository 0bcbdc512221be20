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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.socket.activation.Ancestor.Descriptor;
import dev.qsu.boot.socket.activation.ProcParser.Stat;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ancestor}.
 */
class AncestorTests {

	private static final String USER = "1000";

	private static final Map<String, String> PROMISE = environment("LISTEN_FDS=2 LISTEN_FDS_FIRST_FD=7");

	private static final Descriptor SOCKET = new Descriptor(true, false);

	private static final Descriptor TAKEN = new Descriptor(true, true);

	private static final Descriptor FILE = new Descriptor(false, true);

	private final Ancestor launched = ancestor(10, USER, PROMISE, SOCKET, SOCKET);

	@Test
	void nearestThatHasAllSocketsIsChosen() {
		Ancestor wrapper = ancestor(20, USER, PROMISE, FILE);
		Ancestor shell = ancestor(15, USER, PROMISE, SOCKET, SOCKET);
		assertThat(choose(wrapper, shell, this.launched)).isSameAs(shell);
		assertThat(choose(wrapper, this.launched, shell)).isSameAs(this.launched);
	}

	@Test
	void whenThereAreNoAncestorsNoneIsChosen() {
		assertThat(choose()).isNull();
	}

	@Test
	void whenSomeSocketsAreMissingLooksFurther() {
		assertThat(choose(ancestor(20, USER, PROMISE, SOCKET, FILE), this.launched)).isSameAs(this.launched);
		assertThat(choose(ancestor(20, USER, PROMISE, SOCKET), this.launched)).isSameAs(this.launched);
		assertThat(choose(ancestor(20, USER, PROMISE), this.launched)).isSameAs(this.launched);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1001", "0" })
	void whenUserIsAnotherLooksFurther(String user) {
		assertThat(choose(ancestor(20, user, PROMISE, SOCKET, SOCKET), this.launched)).isSameAs(this.launched);
		assertThat(choose(ancestor(20, null, PROMISE, SOCKET, SOCKET))).isNull();
	}

	@Test
	void whenOwnUserIsUnknownNoneIsChosen() {
		assertThat(Ancestor.choose(List.of(this.launched), PROMISE, null, 2)).isNull();
		assertThat(Ancestor.choose(List.of(ancestor(20, null, PROMISE, SOCKET, SOCKET)), PROMISE, null, 2)).isNull();
	}

	/**
	 * Another application, which started this one, serves them.
	 */
	@Test
	void whenAncestorHasTakenSocketsNoneIsChosen() {
		assertThat(choose(ancestor(20, USER, PROMISE, TAKEN, TAKEN), this.launched)).isNull();
		assertThat(choose(ancestor(20, USER, PROMISE, SOCKET, TAKEN), this.launched)).isNull();
		assertThat(choose(ancestor(20, USER, PROMISE, TAKEN, FILE), this.launched)).isNull();
	}

	@Test
	void whenAncestorOfAnotherAnnouncementHasTakenSocketsLooksFurther() {
		assertThat(choose(ancestor(20, USER, Map.of(), TAKEN, TAKEN), this.launched)).isSameAs(this.launched);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "LISTEN_FDS=2", "LISTEN_FDS=1 LISTEN_FDS_FIRST_FD=7",
			"LISTEN_FDS=2 LISTEN_FDS_FIRST_FD=8", "LISTEN_FDS=2 LISTEN_FDS_FIRST_FD=7 LISTEN_FDNAMES=a:b",
			"LISTEN_FDS_FIRST_FD=7", "LISTEN_FDS=2 LISTEN_FDS_FIRST_FD=7 LISTEN_PID=20",
			"LISTEN_FDS=2 LISTEN_FDS_FIRST_FD=7 LISTEN_PIDFDID=20" })
	void whenAnnouncementIsAnotherLooksFurther(String announcement) {
		assertThat(choose(ancestor(20, USER, environment(announcement), SOCKET, SOCKET))).isNull();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			LISTEN_FDS=1,                       true
			LISTEN_FDS=1 LISTEN_PID=,           true
			LISTEN_FDS=1 LISTEN_FDNAMES=http,   true
			'',                                 false
			LISTEN_PID=,                        false
			LISTEN_FDS=1 LISTEN_PID=4711,       false
			LISTEN_FDS=1 LISTEN_PID=x,          false
			LISTEN_FDS=1 LISTEN_PIDFDID=4711,   false
			LISTEN_FDS=1 LISTEN_PIDFDID=,       false
			""")
	void announcementIsForAnyProcessIfItNamesNone(String announcement, boolean expected) {
		assertThat(Ancestor.isForAnyProcess(environment(announcement))).isEqualTo(expected);
	}

	@Test
	void whenAnnouncementNamesAProcessItIsNeverTheSame() {
		Map<String, String> environment = environment("LISTEN_FDS=1 LISTEN_PID=4711");
		assertThat(Ancestor.isSameAnnouncement(environment, environment)).isFalse();
		assertThat(Ancestor.isSameAnnouncement(environment, environment("LISTEN_FDS=1"))).isFalse();
		assertThat(Ancestor.isSameAnnouncement(environment("LISTEN_FDS=1"), environment)).isFalse();
		assertThat(Ancestor.isSameAnnouncement(environment("LISTEN_FDS=1 LISTEN_PID="), environment("LISTEN_FDS=1")))
			.isTrue();
	}

	@Test
	void toStringIsProcessIdAndPrintableName() {
		assertThat(new Ancestor(new Stat(20, "a\nb (c)", 1, "5"), USER, Map.of(), List.of()))
			.hasToString("process 20 (a?b (c))");
	}

	private static Ancestor choose(Ancestor... ancestors) {
		return Ancestor.choose(Arrays.asList(ancestors), PROMISE, USER, 2);
	}

	private static Ancestor ancestor(long pid, String user, Map<String, String> environment,
			Descriptor... descriptors) {
		return new Ancestor(new Stat(pid, "java", 1, "5"), user, environment, Arrays.asList(descriptors));
	}

	private static Map<String, String> environment(String assignments) {
		Map<String, String> environment = new HashMap<>();
		for (String assignment : assignments.split(" ")) {
			int equals = assignment.indexOf('=');
			if (equals > 0) {
				environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
			}
		}
		return environment;
	}

}
