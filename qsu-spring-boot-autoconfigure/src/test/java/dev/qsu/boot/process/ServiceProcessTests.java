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

package dev.qsu.boot.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ServiceProcess}.
 */
class ServiceProcessTests {

	@Test
	void getReturnsTheSameInstanceEachTime() {
		First first = ServiceProcess.get(First.class, First::new);
		assertThat(ServiceProcess.get(First.class, First::new)).isSameAs(first);
	}

	@Test
	void getKeepsAnInstanceForEachType() {
		Object first = ServiceProcess.get(First.class, First::new);
		Object second = ServiceProcess.get(Second.class, Second::new);
		assertThat(second).isInstanceOf(Second.class).isNotSameAs(first);
	}

	@Test
	void whenSupplierThrowsNextGetTriesAgain() {
		assertThatIllegalStateException().isThrownBy(() -> ServiceProcess.get(Third.class, () -> {
			throw new IllegalStateException("not yet");
		})).withMessage("not yet");
		assertThat(ServiceProcess.get(Third.class, Third::new)).isNotNull();
	}

	@Test
	void whenCalledOnManyThreadsSuppliesOnce() {
		AtomicInteger supplied = new AtomicInteger();
		Set<Fourth> instances = ConcurrentHashMap.newKeySet();
		IntStream.range(0, 100).parallel().forEach((index) -> instances.add(ServiceProcess.get(Fourth.class, () -> {
			supplied.incrementAndGet();
			return new Fourth();
		})));
		assertThat(instances).hasSize(1);
		assertThat(supplied).hasValue(1);
	}

	private static final class First {

	}

	private static final class Second {

	}

	private static final class Third {

	}

	private static final class Fourth {

	}

}
