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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Provides the listeners of a {@link ConnectionSource}.
 */
interface ListenerProvider {

	/**
	 * Open the inherited listeners or, if there are none, one on the server's own
	 * address.
	 * @param own the address to bind if there are no inherited listeners
	 * @param backlog the minimum length of the accept queue
	 * @return the listeners, to be returned by {@link #close}
	 * @throws IOException if the address cannot be bound
	 */
	List<Listener> open(InetSocketAddress own, int backlog) throws IOException;

	/**
	 * Take back listeners when the server stops.
	 * @param listeners the listeners
	 * @throws IOException if a listener cannot be closed
	 */
	void close(List<Listener> listeners) throws IOException;

}
