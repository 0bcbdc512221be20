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

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcPauseEvent;
import dev.qsu.boot.service.SvcReloadEvent;
import dev.qsu.boot.service.SvcResumeEvent;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.windows.event.SvcHardwareProfileEvent;
import dev.qsu.boot.windows.event.SvcNetBindEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent;
import dev.qsu.boot.windows.event.SvcTimeChangeEvent;
import dev.qsu.boot.windows.event.SvcTriggerEvent;
import dev.qsu.boot.windows.event.SvcUserModeRebootEvent;

/**
 * Chooses the controls that the service accepts.
 */
final class AcceptedControls {

	private static final Log logger = LogFactory.getLog(AcceptedControls.class);

	private static final Map<AcceptedControl, List<Class<? extends SvcEvent>>> EVENTS = Map.of(
			AcceptedControl.PAUSE_CONTINUE, List.of(SvcPauseEvent.class, SvcResumeEvent.class),
			AcceptedControl.PARAM_CHANGE, List.of(SvcReloadEvent.class), AcceptedControl.NETBIND_CHANGE,
			List.of(SvcNetBindEvent.class), AcceptedControl.HARDWARE_PROFILE_CHANGE,
			List.of(SvcHardwareProfileEvent.class), AcceptedControl.POWER_EVENT, List.of(SvcPowerEvent.class),
			AcceptedControl.SESSION_CHANGE, List.of(SvcSessionChangeEvent.class), AcceptedControl.TIME_CHANGE,
			List.of(SvcTimeChangeEvent.class), AcceptedControl.TRIGGER_EVENT, List.of(SvcTriggerEvent.class),
			AcceptedControl.USER_MODE_REBOOT, List.of(SvcUserModeRebootEvent.class));

	private AcceptedControls() {
	}

	/**
	 * Choose the controls to accept.
	 * @param requests knows the listeners of the application
	 * @param properties the properties
	 * @return the configured controls, otherwise those that the application listens to;
	 * always with STOP
	 */
	static Set<AcceptedControl> choose(ServiceRequests requests, WindowsProperties properties) {
		Set<AcceptedControl> configured = properties.getAcceptedControls();
		if (configured != null) {
			return withStop(configured);
		}
		Set<AcceptedControl> accepted = least(properties);
		EVENTS.forEach((control, types) -> {
			if (types.stream().anyMatch(requests::hasListeners)) {
				accepted.add(control);
			}
		});
		if (requests.isPauseable()) {
			accepted.add(AcceptedControl.PAUSE_CONTINUE);
		}
		return accepted;
	}

	private static Set<AcceptedControl> withStop(Set<AcceptedControl> configured) {
		Set<AcceptedControl> accepted = EnumSet.of(AcceptedControl.STOP);
		accepted.addAll(configured);
		if (!configured.contains(AcceptedControl.STOP)) {
			logger.warn(
					"Accepting STOP although 'qsu.windows.accepted-controls' does not contain it, because nobody could"
							+ " stop the service. Add 'stop' to the property");
		}
		return accepted;
	}

	static Set<AcceptedControl> least(WindowsProperties properties) {
		return EnumSet.of(AcceptedControl.STOP,
				(properties.isPreshutdown()) ? AcceptedControl.PRESHUTDOWN : AcceptedControl.SHUTDOWN);
	}

	static int bits(Set<AcceptedControl> controls) {
		return controls.stream().mapToInt(AcceptedControl::getBit).reduce(0, (left, right) -> left | right);
	}

}
