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
 * A request that may be a question, to which the listeners may say no. Published on the
 * thread {@code qsu-service}; whoever asks waits for the answer for a short time only.
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
	 * Return whether the listeners are asked.
	 * @return whether {@link #deny} may be called
	 */
	public final boolean isQuery() {
		return this.query;
	}

	/**
	 * Say no. The first denial counts, unless it comes after
	 * {@code qsu.windows.veto-timeout}.
	 * @param code what whoever asks is told, an error code of Windows, more than 0
	 * @throws IllegalArgumentException if the code is not more than 0
	 * @throws IllegalStateException if the event is no question
	 */
	public final void deny(int code) {
		Assert.isTrue(code > 0, () -> "'code' must be more than 0, but is " + code);
		Assert.state(this.query,
				() -> getClass().getSimpleName() + " " + getDetail() + " is a message and cannot be denied");
		if (this.denial == null) {
			this.denial = code;
		}
	}

	/**
	 * Return the code of the first denial.
	 * @return the code, or {@code null} if nobody has said no
	 */
	public final @Nullable Integer getDenial() {
		return this.denial;
	}

}
