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

package dev.qsu.boot.systemd;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

import dev.qsu.boot.jna.NativeAccess;
import dev.qsu.boot.jna.NativeAccessException;
import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceHostFactory;
import dev.qsu.boot.service.host.ServiceStartException;

/**
 * Creates a {@link SystemdHost} when {@code NOTIFY_SOCKET} is set, regardless of what
 * launched the process.
 */
class SystemdHostFactory implements ServiceHostFactory {

	private static final Log logger = LogFactory.getLog(SystemdHostFactory.class);

	private final Runnable nativeAccess;

	SystemdHostFactory() {
		this(NativeAccess::check);
	}

	SystemdHostFactory(Runnable nativeAccess) {
		this.nativeAccess = nativeAccess;
	}

	@Override
	public @Nullable ServiceHost create(ServiceHostContext context) {
		Launch launch = context.launch();
		if (launch.notifySocket() == null) {
			return null;
		}
		Binder binder = Binder.get(context.environment());
		if (!context.ownProcess() && !binder.bind("qsu.systemd.notify", Boolean.class).isBound()) {
			logger
				.debug("Not notifying " + launch.notifySocket() + ", because the process is not the application's own");
			return null;
		}
		SystemdProperties properties = binder.bindOrCreate("qsu.systemd", SystemdProperties.class);
		NotifySender sender = NotifySocketNotifier.sender(launch, properties);
		if (sender == null || !hasNativeAccess(launch, sender)) {
			return null;
		}
		Duration interval = (properties.isWatchdog()) ? launch.watchdogInterval() : null;
		return new SystemdHost(sender, (interval != null) ? new Watchdog(sender, interval, context.liveness()) : null,
				properties.isExtendStopTimeout());
	}

	private boolean hasNativeAccess(Launch launch, NotifySender sender) {
		// systemd would wait for what it has started itself until the time-out, and then
		// kill it. Others
		// may have merely inherited the variable.
		try {
			this.nativeAccess.run();
			return true;
		}
		catch (NativeAccessException ex) {
			if (launch.launcher() == Launcher.SYSTEMD) {
				throw new ServiceStartException(
						"systemd wants to be notified at " + sender + ", which is not possible: " + ex.getReason(),
						ex.getAction()
								+ " Or, if the unit has neither Type=notify, Type=notify-reload nor WatchdogSec=,"
								+ " set 'qsu.systemd.notify' to false.",
						ex);
			}
			logger.error("The service manager at " + sender + " cannot be notified: " + ex.getMessage());
			return false;
		}
	}

}
