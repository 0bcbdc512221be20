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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceHostFactory;

/**
 * Creates a {@link SystemdHost} when {@code NOTIFY_SOCKET} is set, whoever launched the
 * process.
 */
class SystemdHostFactory implements ServiceHostFactory {

	@Override
	public @Nullable ServiceHost create(ServiceHostContext context) {
		Launch launch = context.launch();
		if (launch.notifySocket() == null) {
			return null;
		}
		SystemdProperties properties = Binder.get(context.environment())
			.bindOrCreate("qsu.systemd", SystemdProperties.class);
		NotifySender sender = NotifySocketNotifier.sender(launch, properties);
		if (sender == null) {
			return null;
		}
		Duration interval = (properties.isWatchdog()) ? launch.watchdogInterval() : null;
		return new SystemdHost(sender, (interval != null) ? new Watchdog(sender, interval, context.liveness()) : null);
	}

}
