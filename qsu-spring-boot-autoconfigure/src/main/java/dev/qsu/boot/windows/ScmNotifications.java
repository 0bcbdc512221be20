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

package dev.qsu.boot.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.qsu.boot.jna.NativeCallException;
import dev.qsu.boot.jna.windows.NativeService;

/**
 * Registrations for controls that Windows sends only on request.
 */
final class ScmNotifications {

	private static final Log logger = LogFactory.getLog(ScmNotifications.class);

	private final ScmConnection connection;

	private final List<UUID> powerSettings;

	private final List<UUID> deviceInterfaces;

	private boolean registered;

	private final List<Runnable> registrations = new ArrayList<>();

	ScmNotifications(ScmConnection connection, List<UUID> powerSettings, List<UUID> deviceInterfaces) {
		this.connection = connection;
		this.powerSettings = powerSettings;
		this.deviceInterfaces = deviceInterfaces;
	}

	/**
	 * Register for the controls. Does nothing if that was done before.
	 */
	synchronized void register() {
		if (this.registered) {
			return;
		}
		this.registered = true;
		NativeService service = this.connection.getService();
		this.powerSettings.forEach((setting) -> register("power setting", setting, service::notifyPowerSetting));
		this.deviceInterfaces.forEach((type) -> register("device interface class", type, service::notifyDevices));
	}

	private void register(String kind, UUID guid, BiFunction<Long, UUID, Runnable> registration) {
		Long handle = this.connection.getStatus().getHandle();
		if (handle == null) {
			return;
		}
		try {
			this.registrations.add(registration.apply(handle, guid));
		}
		catch (NativeCallException | LinkageError ex) {
			logger.warn("No events will be published for the " + kind + " " + guid
					+ ". Correct the property, unless this version of Windows does not support it: " + ex.getMessage());
		}
	}

	synchronized void close() {
		this.registrations.forEach(ScmNotifications::end);
		this.registrations.clear();
	}

	private static void end(Runnable registration) {
		try {
			registration.run();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("Could not remove a registration, which ends with the process", ex);
		}
	}

}
