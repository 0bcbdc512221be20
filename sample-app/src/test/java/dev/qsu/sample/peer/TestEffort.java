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

package dev.qsu.sample.peer;

/**
 * How much effort tests make: all of it in the build that has every peer, and so much
 * that a fault is still found in the one that a developer waits for.
 */
public final class TestEffort {

	private static final boolean FULL = "all".equals(System.getProperty("qsu.test.require"));

	private TestEffort() {
	}

	/**
	 * Return how often to repeat something.
	 * @param full the number if {@code qsu.test.require} is {@code all}
	 * @param brief the number otherwise
	 * @return the number
	 */
	public static int times(int full, int brief) {
		return (FULL) ? full : brief;
	}

}
