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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.qsu.boot.service.Demise;
import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.windows.event.SvcVetoableEvent;

/**
 * {@link ServiceRequests} that records the requests.
 */
class RecordingRequests implements ServiceRequests {

	final List<String> requests = new ArrayList<>();

	final Set<Class<?>> listenedTo = new HashSet<>();

	boolean pauseable;

	boolean failing;

	boolean full;

	int denial;

	@Override
	public void stop(Demise demise, boolean systemShutdown) {
		this.requests.add("stop " + demise + " " + systemShutdown);
	}

	@Override
	public void interrupt(Demise demise, int exitCode) {
		this.requests.add("interrupt " + demise + " " + exitCode);
	}

	@Override
	public boolean reload() {
		return add("reload");
	}

	@Override
	public boolean pause() {
		return add("pause");
	}

	@Override
	public boolean resume() {
		return add("resume");
	}

	@Override
	public boolean publish(Function<ApplicationContext, ? extends SvcEvent> event) {
		return add(describe(event.apply(new GenericApplicationContext())));
	}

	@Override
	public <E extends SvcEvent> E publishAndWait(Function<ApplicationContext, E> event, Duration timeout) {
		E asked = event.apply(new GenericApplicationContext());
		add("query " + describe(asked) + " " + timeout);
		if (this.denial != 0) {
			((SvcVetoableEvent) asked).deny(this.denial);
		}
		return asked;
	}

	@Override
	public boolean hasListeners(Class<? extends SvcEvent> type) {
		if (this.failing) {
			throw new IllegalStateException("A bean cannot be created");
		}
		return this.listenedTo.contains(type);
	}

	@Override
	public boolean isPauseable() {
		return this.pauseable;
	}

	private boolean add(String request) {
		if (this.failing) {
			throw new IllegalStateException("Broken");
		}
		if (!this.full) {
			this.requests.add(request);
		}
		return !this.full;
	}

	private static String describe(SvcEvent event) {
		return event.getClass().getSimpleName() + ((event.getDetail().isEmpty()) ? "" : " " + event.getDetail());
	}

}
