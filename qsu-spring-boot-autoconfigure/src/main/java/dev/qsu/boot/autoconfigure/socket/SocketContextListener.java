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

package dev.qsu.boot.autoconfigure.socket;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;

import dev.qsu.boot.socket.AcceptGate;
import dev.qsu.boot.socket.InheritedSockets;
import dev.qsu.boot.socket.SocketInfo;

/**
 * Follows the application context: closes the gate before anything stops, and tells which
 * sockets nobody uses once everything has started.
 */
class SocketContextListener implements ApplicationListener<ApplicationEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(SocketContextListener.class);

	private final ApplicationContext context;

	private final InheritedSockets sockets;

	private final AcceptGate gate;

	SocketContextListener(ApplicationContext context, InheritedSockets sockets, AcceptGate gate) {
		this.context = context;
		this.sockets = sockets;
		this.gate = gate;
	}

	/**
	 * After the listeners of the shutdown event, before those of the application.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 10;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ContextClosedEvent closed && closed.getApplicationContext() == this.context) {
			this.gate.close();
		}
		if (event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == this.context) {
			warnOfUnused(this.sockets.free());
		}
	}

	private void warnOfUnused(List<SocketInfo> unused) {
		if (!unused.isEmpty()) {
			logger.warn("Nobody uses the inherited sockets " + unused
					+ ", so their clients wait in vain. Take them with @InheritedSocket, name listeners for the web"
					+ " server in 'qsu.socket.server', or remove them from the launcher");
		}
	}

}
