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

package dev.qsu.boot.socket;

/**
 * Those who can take an inherited socket.
 */
public enum SocketTaker {

	/**
	 * The application.
	 */
	APPLICATION("the application"),

	/**
	 * The application, before its context was restarted in the same process.
	 */
	PREVIOUS_CONTEXT("the application, before its context was restarted"),

	/**
	 * The main web server.
	 */
	WEB_SERVER("the web server"),

	/**
	 * The management server.
	 */
	MANAGEMENT_SERVER("the management server");

	private final String description;

	SocketTaker(String description) {
		this.description = description;
	}

	@Override
	public String toString() {
		return this.description;
	}

}
