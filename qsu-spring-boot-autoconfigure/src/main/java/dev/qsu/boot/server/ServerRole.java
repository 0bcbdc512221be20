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

import java.util.Locale;

import dev.qsu.boot.socket.SocketTaker;

/**
 * Roles of web servers.
 */
public enum ServerRole {

	/**
	 * Serves the application.
	 */
	WEB(SocketTaker.WEB_SERVER),

	/**
	 * Serves the management endpoints.
	 */
	MANAGEMENT(SocketTaker.MANAGEMENT_SERVER);

	private final SocketTaker taker;

	ServerRole(SocketTaker taker) {
		this.taker = taker;
	}

	SocketTaker taker() {
		return this.taker;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
