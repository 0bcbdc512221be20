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

package dev.qsu.boot.jna;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketAddresses}. The bytes are those of a little-endian machine.
 */
class SocketAddressesTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			0200 1f90 7f000001 0000000000000000, 127.0.0.1,       8080
			0200 0050 00000000 0000000000000000, 0.0.0.0,         80
			0200 ffff c0a8ff01 0000000000000000, 192.168.255.1,   65535
			0200 8000 ffffffff,                  255.255.255.255, 32768
			0a00 1f90 00000000 00000000000000000000000000000000 00000000, ::,  8080
			0a00 01bb 00000000 00000000000000000000000000000001 00000000, ::1, 443
			0a00 01bb 00000000 00000000000000000000000000000001,          ::1, 443
			0a00 ff01 ffffffff 20010db8000000000000000000000abc 00000000, 2001:db8::abc, 65281
			""")
	void internetAddressIsRead(String hex, String host, int port) throws Exception {
		assertThat(parse(hex)).isEqualTo(new InetSocketAddress(InetAddress.getByName(host), port));
	}

	@Test
	void scopeOfInternetAddressIsLeftOut() {
		SocketAddress address = parse("0a00 1f90 00000000 fe800000000000000000000000000001 02000000");
		assertThat(SocketAddresses.text(address)).isEqualTo("[fe80:0:0:0:0:0:0:1]:8080");
	}

	@Test
	void unixPathIsReadUpToTheFirstNul() {
		assertThat(parse("0100 2f72756e2f612e736f636b 00 ffff")).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
	}

	@Test
	void unixPathWithoutNulIsReadToTheEnd() {
		assertThat(parse("0100 2f72756e2f612e736f636b")).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
	}

	@Test
	void unixPathIsReadAsUtf8() {
		String hex = HexFormat.of().formatHex("/run/\u00e9".getBytes(StandardCharsets.UTF_8));
		assertThat(parse("0100" + hex + "00")).hasToString("/run/\u00e9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "02", "0100", "010000", "010000 616273747261637400", "0200 1f90 7f0000",
			"0a00 1f90 00000000 000000000000000000000000000000", "0000 1f90 7f000001", "1000 0000 00000000 00000000",
			"2800 0000 d2040000 03000000" })
	void addressThatJavaDoesNotKnowIsNull(String hex) {
		assertThat(parse(hex)).isNull();
	}

	@Test
	void textOfInternetAddressIsHostAndPort() throws Exception {
		assertThat(SocketAddresses.text(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 8080)))
			.isEqualTo("127.0.0.1:8080");
		assertThat(SocketAddresses.text(new InetSocketAddress(InetAddress.getByName("::1"), 8080)))
			.isEqualTo("[::1]:8080");
		assertThat(SocketAddresses.text(new InetSocketAddress(InetAddress.getByName("::"), 80))).isEqualTo("[::]:80");
	}

	@Test
	void textOfUnixAddressIsThePath() {
		assertThat(SocketAddresses.text(UnixDomainSocketAddress.of("/run/a.sock"))).isEqualTo("/run/a.sock");
	}

	@Test
	void textOfNoAddressIsEmpty() {
		assertThat(SocketAddresses.text(null)).isEmpty();
	}

	@Test
	void addressOfPeerHasScopeOfLinkLocalAddress() throws Exception {
		String hex = "0a00 1f90 00000000 fe800000000000000000000000000001";
		InetSocketAddress scoped = (InetSocketAddress) parsePeer(hex + "02000000");
		assertThat(((Inet6Address) scoped.getAddress()).getScopeId()).isEqualTo(2);
		assertThat(scoped.getPort()).isEqualTo(8080);
		InetSocketAddress plain = (InetSocketAddress) parsePeer(hex + "00000000");
		assertThat(((Inet6Address) plain.getAddress()).getScopeId()).isZero();
		assertThat(parsePeer(hex)).isEqualTo(plain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0100", "010000", "010000 616273747261637400" })
	void addressOfPeerWithoutPathIsEmpty(String hex) {
		assertThat(parsePeer(hex)).isEqualTo(UnixDomainSocketAddress.of(""));
	}

	@Test
	void addressOfOtherPeerIsThatOfAnySocket() throws Exception {
		assertThat(parsePeer("0200 1f90 7f000001 0000000000000000"))
			.isEqualTo(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 8080));
		assertThat(parsePeer("0100 2f72756e2f612e736f636b 00")).isEqualTo(UnixDomainSocketAddress.of("/run/a.sock"));
	}

	@Test
	void bytesOfPathAreThoseThatTheKernelReads() {
		assertThat(SocketAddresses.bytes(Path.of("/run/a"))).isEqualTo(HexFormat.of().parseHex("01002f72756e2f6100"));
		assertThat(SocketAddresses.bytes(Path.of("/" + "x".repeat(106)))).hasSize(110);
	}

	private static SocketAddress parsePeer(String hex) {
		return SocketAddresses.parsePeer(HexFormat.of().parseHex(hex.replace(" ", "")), AddressFamily::ofLinux);
	}

	private static SocketAddress parse(String hex) {
		return SocketAddresses.parse(HexFormat.of().parseHex(hex.replace(" ", "")), AddressFamily::ofLinux);
	}

	@ParameterizedTest
	@CsvSource({ "1700 1f90 00000000 fe800000000000000000000000000001 00000000, fe80::1",
			"0200 1f90 7f000001 0000000000000000, 127.0.0.1" })
	void whenFamilyHasTheNumberOfWindowsInternetAddressIsRead(String hex, String host) throws Exception {
		assertThat(SocketAddresses.parse(HexFormat.of().parseHex(hex.replace(" ", "")), AddressFamily::ofWindows))
			.isEqualTo(new InetSocketAddress(InetAddress.getByName(host), 8080));
	}

	@Test
	void whenAddressIsCutShortFamilyIsUnknown() {
		assertThat(SocketAddresses.family(new byte[] { 23 }, AddressFamily::ofWindows)).isSameAs(AddressFamily.OTHER);
		assertThat(SocketAddresses.parse(new byte[] { 23, 0, 1 }, AddressFamily::ofWindows)).isNull();
	}

}
