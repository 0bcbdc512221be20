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
 * Numbers of address families on Linux.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man7/address_families.7.html">address_families(7)</a>
 */
final class AddressFamily {

	static final int UNIX = 1;

	static final int INET = 2;

	static final int INET6 = 10;

	static final int NETLINK = 16;

	static final int VSOCK = 40;

	private AddressFamily() {
	}

}
