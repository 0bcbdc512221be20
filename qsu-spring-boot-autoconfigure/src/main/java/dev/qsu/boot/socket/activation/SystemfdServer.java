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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.SocketAddresses;
import dev.qsu.boot.launch.Printable;

/**
 * The server from which systemfd on Windows hands out its sockets.
 *
 * @param address the address, always a loopback address
 * @param secret the secret that the server requires, a UUID
 * @see <a href="https://github.com/mitsuhiko/systemfd">systemfd</a>
 */
public record SystemfdServer(InetSocketAddress address, String secret) {

	/** Environment variable with the address of the server. */
	public static final String SERVER = "SYSTEMFD_SOCKET_SERVER";

	static final String SECRET = "SYSTEMFD_SOCKET_SECRET";

	/** Only literals: anything else would be resolved as a host name. */
	private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

	private static final Pattern ADDRESS = Pattern.compile("(127(?:\\." + OCTET + "){3}|\\[::1\\]):([0-9]{1,5})");

	private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

	/**
	 * Parse the variables.
	 * @param environment the environment variables, including that with the address
	 * @return the server
	 * @throws IllegalArgumentException if a variable is missing or malformed; the message
	 * states why and what to do, and does not contain the secret
	 */
	static SystemfdServer parse(Map<String, String> environment) {
		return new SystemfdServer(address(environment.getOrDefault(SERVER, "")), secret(environment.get(SECRET)));
	}

	private static InetSocketAddress address(String value) {
		// The secret must not leave this host, so only loopback addresses are accepted
		Matcher matcher = ADDRESS.matcher(value);
		InetAddress host = (matcher.matches()) ? host(matcher.group(1)) : null;
		int port = (host != null) ? Integer.parseInt(matcher.group(2)) : 0;
		if (host == null || port < 1 || port > 65_535) {
			throw new IllegalArgumentException(SERVER + "='" + Printable.ascii(withoutSecret(value))
					+ "' is not a loopback address with a port, such as 127.0.0.1:50000."
					+ " Only systemfd should set it; unset it if this process was not started by systemfd");
		}
		return new InetSocketAddress(host, port);
	}

	private static String withoutSecret(String value) {
		// If the variables are mixed up, the value is the secret
		return UUID.matcher(value).replaceAll("(a UUID)");
	}

	private static @Nullable InetAddress host(String literal) {
		try {
			return InetAddress.getByName(literal);
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	private static String secret(@Nullable String value) {
		if (value == null || !UUID.matcher(value).matches()) {
			throw new IllegalArgumentException(
					SECRET + ((value != null) ? " is not a UUID" : " is not set, but " + SERVER + " is")
							+ ". systemfd sets both: pass the environment on to this process unchanged");
		}
		return value;
	}

	@Override
	public String toString() {
		// Without the secret, as it is logged
		return "systemfd at " + SocketAddresses.text(this.address);
	}

}
