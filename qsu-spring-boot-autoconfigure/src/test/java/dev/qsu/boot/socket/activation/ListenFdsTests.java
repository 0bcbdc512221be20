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

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.qsu.boot.launch.FileDescriptorName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link ListenFds}.
 */
class ListenFdsTests {

	private static final long PID = 4711;

	private static final @Nullable Long NO_PIDFS = null;

	@Test
	void whenNothingIsSetAnnouncesNothing() {
		assertThat(parse()).isEqualTo(ListenFds.NONE);
	}

	@Test
	void noneHasNeitherNamesNorProblem() {
		assertThat(ListenFds.NONE).isEqualTo(new ListenFds(3, Collections.emptyList(), null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "LISTEN_PID=4711", "LISTEN_PID=4712", "LISTEN_PID=x", "LISTEN_PIDFDID=x",
			"LISTEN_FDS_FIRST_FD=x", "LISTEN_FDNAMES=a:b" })
	void whenListenFdsIsAbsentLooksAtNothingElse(String assignment) {
		assertThat(parse(assignment)).isEqualTo(ListenFds.NONE);
	}

	@Test
	void whenPidIsOwnAnnouncesFileDescriptorsFromThree() {
		assertAnnounced(3, List.of("unknown", "unknown"), "LISTEN_FDS=2", "LISTEN_PID=4711");
	}

	@Test
	void whenPidIsAbsentAppliesToAnyProcess() {
		assertAnnounced(3, List.of("unknown"), "LISTEN_FDS=1");
	}

	@Test
	void whenPidIsEmptyAppliesToAnyProcess() {
		assertAnnounced(3, List.of("unknown"), "LISTEN_FDS=1", "LISTEN_PID=");
	}

	@Test
	void whenPidIsForeignReportsWhatToDo() {
		assertProblem(
				"LISTEN_PID=4712 names another process than this one, whose id is 4711."
						+ " A wrapper between the launcher and this process, such as sh, mvn or gradle, changes the id:"
						+ " start java directly (in a shell with exec), or use 'systemfd --no-pid'",
				"LISTEN_FDS=1", "LISTEN_PID=4712");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			0,                    LISTEN_PID='0' is not a process id
			-4711,                LISTEN_PID='-4711' is not a process id
			+4711,                LISTEN_PID='+4711' is not a process id
			" 4711",              LISTEN_PID=' 4711' is not a process id
			"4711 ",              LISTEN_PID='4711 ' is not a process id
			" ",                  LISTEN_PID=' ' is not a process id
			4711x,                LISTEN_PID='4711x' is not a process id
			0x1267,               LISTEN_PID='0x1267' is not a process id
			47-11,                LISTEN_PID='47-11' is not a process id
			-,                    LISTEN_PID='-' is not a process id
			99999999999999999999, LISTEN_PID='99999999999999999999' is not a process id
			\u0664\u0667\u0661\u0661, LISTEN_PID='????' is not a process id
			""")
	void whenPidIsMalformedReportsIt(String pid, String problem) {
		assertProblem(problem, "LISTEN_FDS=1", "LISTEN_PID=" + pid);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			"",                   LISTEN_FDS='' is not a number of sockets
			" ",                  LISTEN_FDS=' ' is not a number of sockets
			" 1",                 LISTEN_FDS=' 1' is not a number of sockets
			"1 ",                 LISTEN_FDS='1 ' is not a number of sockets
			"\t1",                LISTEN_FDS='?1' is not a number of sockets
			+1,                   LISTEN_FDS='+1' is not a number of sockets
			1.0,                  LISTEN_FDS='1.0' is not a number of sockets
			0x1,                  LISTEN_FDS='0x1' is not a number of sockets
			one,                  LISTEN_FDS='one' is not a number of sockets
			1-1,                  LISTEN_FDS='1-1' is not a number of sockets
			--1,                  LISTEN_FDS='--1' is not a number of sockets
			%s,                   LISTEN_FDS='%s' is not a number of sockets
			\u0661,               LISTEN_FDS='?' is not a number of sockets
			\uff11,               LISTEN_FDS='?' is not a number of sockets
			99999999999999999999, LISTEN_FDS='99999999999999999999' is not a number of sockets
			0,                    LISTEN_FDS='0' must be at least 1; unset it if there are no sockets
			-1,                   LISTEN_FDS='-1' must be at least 1; unset it if there are no sockets
			65537,                LISTEN_FDS='65537' is more than the 65536 sockets that are allowed
			2147483647,           LISTEN_FDS='2147483647' is more than the 65536 sockets that are allowed
			2147483648,           LISTEN_FDS='2147483648' is more than the 65536 sockets that are allowed
			9223372036854775807,  LISTEN_FDS='9223372036854775807' is more than the 65536 sockets that are allowed
			""")
	void whenCountIsUnusableReportsIt(String count, String problem) {
		assertProblem(problem, "LISTEN_FDS=" + count, "LISTEN_PID=4711");
	}

	@Test
	void whenCountIsTheLargestAllowedAnnouncesThemAll() {
		ListenFds fds = parse("LISTEN_FDS=65536", "LISTEN_PID=4711");
		assertThat(fds.problem()).isNull();
		assertThat(fds.names()).hasSize(65_536);
	}

	@Test
	void whenCountHasLeadingZerosReadsItAsDecimal() {
		assertThat(parse("LISTEN_FDS=010").names()).hasSize(10);
	}

	@Test
	void whenMalformedValueIsLongShortensIt() {
		assertProblem("LISTEN_FDS='" + "x".repeat(100) + "...' is not a number of sockets",
				"LISTEN_FDS=" + "x".repeat(101));
	}

	@Test
	void whenFirstIsGivenAnnouncesFileDescriptorsFromThere() {
		assertAnnounced(5, List.of("unknown", "unknown"), "LISTEN_FDS=2", "LISTEN_FDS_FIRST_FD=5");
	}

	@Test
	void whenFirstIsGivenBySystemdItIsTheDefault() {
		assertAnnounced(3, List.of("unknown"), "LISTEN_FDS=1", "LISTEN_FDS_FIRST_FD=3");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			"",                   LISTEN_FDS_FIRST_FD='' is not a file descriptor
			" 3",                 LISTEN_FDS_FIRST_FD=' 3' is not a file descriptor
			three,                LISTEN_FDS_FIRST_FD='three' is not a file descriptor
			\u0663,               LISTEN_FDS_FIRST_FD='?' is not a file descriptor
			99999999999999999999, LISTEN_FDS_FIRST_FD='99999999999999999999' is not a file descriptor
			-3,                   LISTEN_FDS_FIRST_FD='-3' is not a file descriptor of 3 or more
			0,                    LISTEN_FDS_FIRST_FD='0' is not a file descriptor of 3 or more
			2,                    LISTEN_FDS_FIRST_FD='2' is not a file descriptor of 3 or more
			2147483647,           LISTEN_FDS_FIRST_FD='2147483647' is not a file descriptor of 3 or more
			4294967299,           LISTEN_FDS_FIRST_FD='4294967299' is not a file descriptor of 3 or more
			""")
	void whenFirstIsUnusableReportsIt(String first, String problem) {
		assertProblem(problem, "LISTEN_FDS=1", "LISTEN_FDS_FIRST_FD=" + first);
	}

	@Test
	void whenFirstIsTheLargestAllowedNoFileDescriptorOverflows() {
		int first = Integer.MAX_VALUE - 65_536;
		ListenFds fds = parse("LISTEN_FDS=65536", "LISTEN_FDS_FIRST_FD=" + first);
		assertThat(fds.problem()).isNull();
		assertThat(fds.first() + fds.names().size() - 1).isPositive();
	}

	@Test
	void whenUniqueIdIsOwnAnnouncesFileDescriptors() {
		assertThat(parse(281_474_976_711_234L, "LISTEN_FDS=1", "LISTEN_PID=4711", "LISTEN_PIDFDID=281474976711234"))
			.isEqualTo(new ListenFds(3, List.of("unknown"), null));
	}

	@Test
	void whenUniqueIdIsForeignReportsIt() {
		assertThat(parse(281_474_976_711_235L, "LISTEN_FDS=1", "LISTEN_PID=4711", "LISTEN_PIDFDID=281474976711234"))
			.isEqualTo(problem("LISTEN_PIDFDID=281474976711234 names another process than this one,"
					+ " whose pidfd id is 281474976711235"));
	}

	@Test
	void whenUniqueIdHasAllBitsComparesItUnsigned() {
		assertThat(parse(-1L, "LISTEN_FDS=1", "LISTEN_PIDFDID=18446744073709551615").problem()).isNull();
	}

	@Test
	void whenKernelHasNoUniqueIdsIgnoresAValidOne() {
		assertThat(parse(NO_PIDFS, "LISTEN_FDS=1", "LISTEN_PID=4711", "LISTEN_PIDFDID=1").problem()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", " 1", "+1", "-1", "x", "0x1", "18446744073709551616" })
	void whenUniqueIdIsMalformedReportsItOnAnyKernel(String id) {
		ListenFds expected = problem("LISTEN_PIDFDID='" + id + "' is not a pidfd id");
		assertThat(parse(1L, "LISTEN_FDS=1", "LISTEN_PIDFDID=" + id)).isEqualTo(expected);
		assertThat(parse(NO_PIDFS, "LISTEN_FDS=1", "LISTEN_PIDFDID=" + id)).isEqualTo(expected);
	}

	@Test
	void whenUniqueIdIsNotPrintableReportsIt() {
		assertProblem("LISTEN_PIDFDID='?' is not a pidfd id", "LISTEN_FDS=1", "LISTEN_PIDFDID=\u0661");
	}

	@Test
	void whenNoUniqueIdIsGivenDoesNotAskTheKernel() {
		Map<String, String> environment = Map.of("LISTEN_FDS", "1", "LISTEN_PID", "4711");
		assertThat(ListenFds.parse(environment, PID, () -> fail("asked")).names()).hasSize(1);
	}

	@Test
	void whenPidIsForeignDoesNotAskTheKernel() {
		Map<String, String> environment = Map.of("LISTEN_FDS", "1", "LISTEN_PID", "1", "LISTEN_PIDFDID", "1");
		assertThat(ListenFds.parse(environment, PID, () -> fail("asked")).problem()).startsWith("LISTEN_PID=1 names");
	}

	@Test
	void whenNamesAreGivenKeepsTheirOrder() {
		assertAnnounced(3, List.of("http", "management"), "LISTEN_FDS=2", "LISTEN_FDNAMES=http:management");
	}

	@Test
	void whenNamesAreRepeatedKeepsThemAll() {
		assertAnnounced(3, List.of("http", "http", "http"), "LISTEN_FDS=3", "LISTEN_FDNAMES=http:http:http");
	}

	@Test
	void whenNamesAreEmptyKeepsThemAll() {
		assertAnnounced(3, List.of("", "", "http", ""), "LISTEN_FDS=4", "LISTEN_FDNAMES=::http:");
	}

	@Test
	void whenTheOneNameIsEmptyKeepsIt() {
		assertAnnounced(3, List.of(""), "LISTEN_FDS=1", "LISTEN_FDNAMES=");
	}

	@Test
	void namesAreNotUnescaped() {
		assertAnnounced(3, List.of("a\\x3ab \"c\" %d"), "LISTEN_FDS=1", "LISTEN_FDNAMES=a\\x3ab \"c\" %d");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			1, http:management, "LISTEN_FDNAMES='http:management' has 2 names, but LISTEN_FDS is 1"
			3, http:management, "LISTEN_FDNAMES='http:management' has 2 names, but LISTEN_FDS is 3"
			1, :,               "LISTEN_FDNAMES=':' has 2 names, but LISTEN_FDS is 1"
			2, "",              "LISTEN_FDNAMES='' has 1 names, but LISTEN_FDS is 2"
			2, \u00e9,          "LISTEN_FDNAMES='?' has 1 names, but LISTEN_FDS is 2"
			""")
	void whenNumberOfNamesIsWrongReportsIt(String count, String names, String problem) {
		assertProblem(problem, "LISTEN_FDS=" + count, "LISTEN_FDNAMES=" + names);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			http\u00e9,  http?
			"ht\ttp",    ht?tp
			\u007f,      ?
			"a\nb",      a?b
			""")
	void whenNameHasOtherThanPrintableAsciiReportsIt(String name, String printed) {
		assertProblem(
				"LISTEN_FDNAMES has the name '" + printed + "', which is not up to 255 printable ASCII characters",
				"LISTEN_FDS=2", "LISTEN_FDNAMES=http:" + name);
	}

	@Test
	void whenNameIsTooLongReportsIt() {
		assertProblem(
				"LISTEN_FDNAMES has the name '" + "n".repeat(100)
						+ "...', which is not up to 255 printable ASCII characters",
				"LISTEN_FDS=1", "LISTEN_FDNAMES=" + "n".repeat(256));
	}

	@Test
	void whenNameIsAsLongAsAllowedKeepsIt() {
		assertAnnounced(3, List.of("n".repeat(255)), "LISTEN_FDS=1", "LISTEN_FDNAMES=" + "n".repeat(255));
	}

	@Test
	void namesCannotBeChanged() {
		List<String> names = parse("LISTEN_FDS=2", "LISTEN_FDNAMES=a:b").names();
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> names.set(0, "c"));
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			"",        true
			unknown,   true
			" !~ ",    true
			a:b,       false
			"\t",      false
			\u007f,    false
			\u00e9,    false
			""")
	void nameIsValidWhenPrintableAsciiWithoutColon(String name, boolean expected) {
		assertThat(FileDescriptorName.isValid(name)).isEqualTo(expected);
	}

	@Test
	void nameIsValidUpToALength() {
		assertThat(FileDescriptorName.isValid("n".repeat(255))).isTrue();
		assertThat(FileDescriptorName.isValid("n".repeat(256))).isFalse();
	}

	private static void assertAnnounced(int first, List<String> names, String... assignments) {
		assertThat(parse(assignments)).isEqualTo(new ListenFds(first, names, null));
	}

	private static void assertProblem(String problem, String... assignments) {
		assertThat(parse(assignments)).isEqualTo(problem(problem));
	}

	private static ListenFds problem(String problem) {
		return new ListenFds(3, Collections.emptyList(), problem);
	}

	private static ListenFds parse(String... assignments) {
		return parse(NO_PIDFS, assignments);
	}

	private static ListenFds parse(@Nullable Long uniqueId, String... assignments) {
		Map<String, String> environment = new HashMap<>();
		for (String assignment : assignments) {
			String[] nameAndValue = assignment.split("=", 2);
			environment.put(nameAndValue[0], nameAndValue[1]);
		}
		return ListenFds.parse(environment, PID, () -> uniqueId);
	}

}
