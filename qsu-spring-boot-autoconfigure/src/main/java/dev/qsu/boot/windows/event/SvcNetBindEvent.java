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

package dev.qsu.boot.windows.event;

import org.springframework.context.ApplicationContext;

import dev.qsu.boot.service.SvcEvent;

/**
 * Published when the network bindings change. Published on the thread
 * {@code qsu-service}. Windows recommends Plug and Play instead, see
 * {@link SvcDeviceEvent}.
 *
 * @since 0.1.0
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex">HandlerEx</a>
 */
public class SvcNetBindEvent extends SvcEvent {

	private final Kind kind;

	public SvcNetBindEvent(ApplicationContext source, Kind kind) {
		super(source);
		this.kind = kind;
	}

	/**
	 * Return the kind of change.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	@Override
	public String getDetail() {
		return this.kind.name();
	}

	/**
	 * Kinds of network binding changes.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/** {@code SERVICE_CONTROL_NETBINDADD}: there is a new component to bind to. */
		ADD,

		/** {@code SERVICE_CONTROL_NETBINDREMOVE}: a component has been removed. */
		REMOVE,

		/** {@code SERVICE_CONTROL_NETBINDENABLE}: a binding has been enabled. */
		ENABLE,

		/** {@code SERVICE_CONTROL_NETBINDDISABLE}: a binding has been disabled. */
		DISABLE

	}

}
