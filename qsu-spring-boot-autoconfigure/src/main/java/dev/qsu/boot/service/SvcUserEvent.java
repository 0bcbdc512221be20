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

package dev.qsu.boot.service;

import org.springframework.context.ApplicationContext;

/**
 * Event published when the service receives a code whose meaning is defined by the
 * application. The code is 1 for {@code SIGUSR1} and 2 for {@code SIGUSR2}, unless the
 * JVM uses the signal itself. On Windows, it is the code of a user-defined control, from
 * 128 to 255. Published on the thread {@code qsu-service}.
 *
 * @since 0.1.0
 */
public class SvcUserEvent extends SvcEvent {

	private final int code;

	public SvcUserEvent(ApplicationContext source, int code) {
		super(source);
		this.code = code;
	}

	/**
	 * Return the code.
	 * @return 1 for {@code SIGUSR1}, 2 for {@code SIGUSR2}, 128 to 255 for a user-defined
	 * control on Windows
	 */
	public int getCode() {
		return this.code;
	}

	@Override
	public String getDetail() {
		return Integer.toString(this.code);
	}

}
