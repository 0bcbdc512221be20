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

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.util.Assert;

import dev.qsu.boot.service.SvcEvent;

/**
 * Event that listeners may deny if it is a query. Published on the thread
 * {@code qsu-service}. Windows waits for the result for {@code qsu.windows.veto-timeout}.
 *
 * @since 0.1.0
 */
public abstract class SvcVetoableEvent extends SvcEvent {

	private final boolean query;

	private volatile @Nullable Integer denial;

	protected SvcVetoableEvent(ApplicationContext source, boolean query) {
		super(source);
		this.query = query;
	}

	/**
	 * Return whether the event is a query.
	 * @return whether {@link #deny} may be called
	 */
	public final boolean isQuery() {
		return this.query;
	}

	/**
	 * Deny the request. The first denial is used, unless it comes after
	 * {@code qsu.windows.veto-timeout}.
	 * @param code the Windows error code to return, greater than 0
	 * @throws IllegalArgumentException if the code is not greater than 0
	 * @throws IllegalStateException if the event is not a query
	 */
	public final void deny(int code) {
		Assert.isTrue(code > 0, () -> "'code' must be greater than 0, but is " + code);
		Assert.state(this.query,
				() -> getClass().getSimpleName() + " " + getDetail() + " is not a query and cannot be denied");
		if (this.denial == null) {
			this.denial = code;
		}
	}

	/**
	 * Return the code of the first denial.
	 * @return the code, or {@code null} if no listener has denied the request
	 */
	public final @Nullable Integer getDenial() {
		return this.denial;
	}

}
