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

package dev.qsu.boot.launch;

/**
 * Program that started this process.
 *
 * @since 0.1.0
 */
public enum Launcher {

	/**
	 * The Windows Service Control Manager.
	 */
	SCM,

	/**
	 * systemd, either the system manager or a user manager.
	 */
	SYSTEMD,

	/**
	 * systemfd, or another program that hands over sockets in the same way.
	 */
	SYSTEMFD,

	/**
	 * Anything else, such as a user at a console.
	 */
	NONE

}
