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

package dev.qsu.boot.service.lifecycle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceRequestSource;

/**
 * Connected sources of requests, at most one of each type.
 */
final class ServiceRequestSources {

	private final Map<Class<?>, ServiceRequestSource> connected = new HashMap<>();

	/**
	 * Connect the sources that are enabled, and close those that are no longer enabled.
	 * @param candidates an instance of each available source
	 * @param context the context of the sources
	 */
	synchronized void update(List<ServiceRequestSource> candidates, ServiceHostContext context) {
		candidates.forEach((candidate) -> update(candidate, context));
	}

	private void update(ServiceRequestSource candidate, ServiceHostContext context) {
		Class<?> type = candidate.getClass();
		if (!candidate.isEnabled(context.environment())) {
			ServiceRequestSource disabled = this.connected.remove(type);
			if (disabled != null) {
				disabled.close();
			}
		}
		else if (!this.connected.containsKey(type)) {
			this.connected.put(type, candidate);
			candidate.connect(context);
		}
	}

}
