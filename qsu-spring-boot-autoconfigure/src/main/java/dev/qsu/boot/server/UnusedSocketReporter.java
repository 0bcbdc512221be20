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

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.SocketInfo;

/**
 * Logs a warning if inherited sockets are unused once the application is ready.
 */
public class UnusedSocketReporter implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(UnusedSocketReporter.class);

	private final ApplicationContext context;

	private final InheritedSockets sockets;

	/**
	 * Create an instance.
	 * @param context the application context
	 * @param sockets the inherited sockets
	 */
	public UnusedSocketReporter(ApplicationContext context, InheritedSockets sockets) {
		this.context = context;
		this.sockets = sockets;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		List<SocketInfo> unused = this.sockets.free();
		if (event.getApplicationContext() == this.context && !unused.isEmpty()) {
			logger.warn("The inherited sockets " + unused
					+ " are not used, so their clients are not answered. Take them with @InheritedSocket, name"
					+ " listeners for the web server in 'qsu.socket.server', or remove them from the launcher");
		}
	}

}
