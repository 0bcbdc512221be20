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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.jna.windows.NativeServiceStatus;

/**
 * {@link NativeService} that replaces the Service Control Manager.
 */
class FakeService implements NativeService {

	static final long HANDLE = 4711;

	final List<NativeServiceStatus> statuses = new CopyOnWriteArrayList<>();

	final List<String> registrations = new ArrayList<>();

	final CountDownLatch stopped = new CountDownLatch(1);

	volatile @Nullable RuntimeException dispatchFailure;

	volatile @Nullable RuntimeException statusFailure;

	volatile boolean allStatusesFail;

	volatile boolean neverStarts;

	volatile @Nullable Error unregisterFailure;

	volatile @Nullable RuntimeException registerFailure;

	volatile @Nullable ControlHandler handler;

	volatile @Nullable String name;

	volatile @Nullable String dispatcher;

	List<String> arguments = List.of("Orders", "--server.port=2");

	@Override
	public void dispatch(Consumer<List<String>> main) {
		this.dispatcher = Thread.currentThread().getName();
		if (this.dispatchFailure != null) {
			throw this.dispatchFailure;
		}
		if (!this.neverStarts) {
			new Thread(() -> main.accept(this.arguments), "service-main").start();
		}
		try {
			this.stopped.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public long register(String name, ControlHandler handler) {
		this.name = name;
		this.handler = handler;
		return HANDLE;
	}

	@Override
	public void setStatus(long service, NativeServiceStatus status) {
		if (this.statusFailure != null && (this.allStatusesFail || (status.controlsAccepted() & ~0x7) != 0)) {
			throw this.statusFailure;
		}
		if (service != HANDLE) {
			throw new IllegalArgumentException("Unknown handle " + service);
		}
		this.statuses.add(status);
		if (status.state() == NativeServiceStatus.STOPPED) {
			this.stopped.countDown();
		}
	}

	@Override
	public Runnable notifyPowerSetting(long service, UUID setting) {
		return register("power " + setting);
	}

	@Override
	public Runnable notifyDevices(long service, UUID interfaceClass) {
		return register("devices " + interfaceClass);
	}

	private Runnable register(String registration) {
		if (this.registerFailure != null) {
			throw this.registerFailure;
		}
		this.registrations.add(registration);
		return () -> {
			if (this.unregisterFailure != null) {
				throw this.unregisterFailure;
			}
			this.registrations.remove(registration);
		};
	}

	List<Integer> states() {
		return this.statuses.stream().map(NativeServiceStatus::state).toList();
	}

}
