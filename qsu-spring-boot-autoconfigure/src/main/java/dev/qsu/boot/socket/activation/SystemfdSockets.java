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

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The sockets that systemfd on Windows passes to this process.
 *
 * @param sockets the sockets, in the order in which they were passed
 * @param problem why the sockets are not available, or {@code null}
 */
public record SystemfdSockets(List<ProtocolInfo> sockets, @Nullable String problem) {

	static final SystemfdSockets NONE = new SystemfdSockets(Collections.emptyList(), null);

	/**
	 * Request the sockets if the environment variables name a server. Call this once in a
	 * process: each response contains new duplicates of the sockets.
	 * @param environment the environment variables
	 * @param pid the id of this process
	 * @param client the client that sends the request
	 * @return the sockets, empty if no server is named
	 */
	public static SystemfdSockets request(Map<String, String> environment, long pid, SystemfdClient client) {
		if (!environment.containsKey(SystemfdServer.SERVER)) {
			return NONE;
		}
		try {
			return request(SystemfdServer.parse(environment), pid, client);
		}
		catch (IllegalArgumentException ex) {
			return problem(ex.getMessage());
		}
	}

	private static SystemfdSockets request(SystemfdServer server, long pid, SystemfdClient client) {
		try {
			return new SystemfdSockets(ProtocolInfo.parse(client.request(server, pid)), null);
		}
		catch (IOException ex) {
			return problem(ex.getMessage());
		}
		catch (IllegalArgumentException ex) {
			return problem(server + " " + ex.getMessage());
		}
	}

	private static SystemfdSockets problem(@Nullable String problem) {
		return new SystemfdSockets(Collections.emptyList(), problem);
	}

}
