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

import java.time.Duration;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.jna.windows.WindowsError;
import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.windows.event.SvcVetoableEvent;

/**
 * Dispatches the controls of the Service Control Manager. Called on the dispatcher
 * thread, which never blocks, except for the veto timeout when the control is a query.
 */
final class ScmControls implements NativeService.ControlHandler {

	private static final Log logger = LogFactory.getLog(ScmControls.class);

	private volatile @Nullable Target target;

	/**
	 * Start to dispatch controls.
	 * @param requests receives the requests
	 * @param pending reports a pending state before the control returns to the Service
	 * Control Manager
	 * @param vetoTimeout how long to wait for the listeners of a query
	 */
	void connect(ServiceRequests requests, ScmPending pending, Duration vetoTimeout) {
		this.target = new Target(requests, pending, vetoTimeout);
	}

	@Override
	public int handle(int control, int eventType, byte[] data) {
		try {
			Target known = this.target;
			if (control == ServiceControl.INTERROGATE.getCode() && known == null) {
				return WindowsError.NONE;
			}
			return (known != null) ? handle(known, control, eventType, data) : WindowsError.SERVICE_CANNOT_ACCEPT_CTRL;
		}
		catch (RuntimeException | Error ex) {
			logger.error("Control " + control + " failed", ex);
			return (ControlEvents.isQuery(control, eventType)) ? WindowsError.NONE : WindowsError.EXCEPTION_IN_SERVICE;
		}
	}

	private int handle(Target target, int control, int eventType, byte[] data) {
		ServiceControl known = ServiceControl.of(control);
		if (known == null) {
			return publish(target, control, eventType, data);
		}
		return switch (known) {
			case STOP -> stop(target, false);
			case SHUTDOWN, PRESHUTDOWN -> stop(target, true);
			case PAUSE -> accepted(target.pending().pause(target.requests()::pause));
			case CONTINUE -> accepted(target.pending().resume(target.requests()::resume));
			case PARAMCHANGE -> accepted(target.requests().reload());
			case INTERROGATE -> {
				publish(target, control, eventType, data);
				yield WindowsError.NONE;
			}
			default -> publish(target, control, eventType, data);
		};
	}

	private static int stop(Target target, boolean systemShutdown) {
		target.pending().stop();
		target.requests().stop(Demise.TERMINATED, systemShutdown);
		return WindowsError.NONE;
	}

	private static int publish(Target target, int control, int eventType, byte[] data) {
		Function<ApplicationContext, SvcEvent> event = ControlEvents.of(control, eventType, data);
		if (event == null) {
			return WindowsError.CALL_NOT_IMPLEMENTED;
		}
		if (ControlEvents.isQuery(control, eventType)) {
			return query(target, event);
		}
		return accepted(target.requests().publish(event));
	}

	private static int query(Target target, Function<ApplicationContext, SvcEvent> event) {
		SvcEvent published = target.requests().publishAndWait(event, target.vetoTimeout());
		// an event that was not denied in time is permitted
		Integer denial = (published instanceof SvcVetoableEvent query) ? query.getDenial() : null;
		return (denial != null) ? denial : WindowsError.NONE;
	}

	private static int accepted(boolean accepted) {
		return (accepted) ? WindowsError.NONE : WindowsError.SERVICE_CANNOT_ACCEPT_CTRL;
	}

	/**
	 * The target of the controls.
	 *
	 * @param requests receives the requests
	 * @param pending reports pending states
	 * @param vetoTimeout how long to wait for the listeners of a query
	 */
	private record Target(ServiceRequests requests, ScmPending pending, Duration vetoTimeout) {

	}

}
