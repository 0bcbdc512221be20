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

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.qsu.boot.jna.windows.NativeService;
import dev.qsu.boot.jna.windows.NativeServiceStatus;
import dev.qsu.boot.jna.windows.WindowsService;
import dev.qsu.boot.process.ServiceProcess;
import dev.qsu.boot.service.SvcShutdownEvent;
import dev.qsu.boot.service.SvcUserEvent;

/**
 * A Windows service that measures how long its control handler takes, and whether user
 * controls, sent with the codes 128 to 255 in a loop, arrive in order.
 * {@code bench/controls.sh} runs it.
 */
public final class ControlLatency {

	private ControlLatency() {
	}

	public static void main(String[] args) {
		System.setProperty("spring.devtools.restart.enabled", "false");
		TimedService service = new TimedService(new WindowsService());
		ServiceProcess.get(ScmConnection.class, () -> new ScmConnection(service));
		SpringApplication application = new SpringApplication(Listeners.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setKeepAlive(true);
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("service", service));
		application.run(args);
	}

	/**
	 * Counts the controls that arrive, and reports the result at the end.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private static final Log logger = LogFactory.getLog(Listeners.class);

		private final TimedService service;

		private int received;

		private int misplaced;

		Listeners(TimedService service) {
			this.service = service;
		}

		@EventListener
		void count(SvcUserEvent event) {
			if (event.getCode() != 128 + this.received % 128) {
				this.misplaced++;
			}
			this.received++;
		}

		@EventListener(SvcShutdownEvent.class)
		void report() {
			long[] sorted = this.service.durations();
			logger.info("CONTROLS handled=" + sorted.length + " received=" + this.received + " misplaced="
					+ this.misplaced + " p50=" + micros(sorted, 0.5) + " p99=" + micros(sorted, 0.99) + " max="
					+ micros(sorted, 1) + " microseconds in the handler");
		}

		private static long micros(long[] sorted, double quantile) {
			return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * quantile))] / 1000;
		}

	}

	/**
	 * Measures each call of the handler.
	 */
	static final class TimedService implements NativeService {

		private static final int MAX = 1_000_000;

		private final NativeService service;

		private final long[] nanos = new long[MAX];

		private final AtomicInteger count = new AtomicInteger();

		TimedService(NativeService service) {
			this.service = service;
		}

		/**
		 * Return all durations but the latest, which is that of the request to stop.
		 */
		long[] durations() {
			long[] sorted = Arrays.copyOf(this.nanos, Math.max(1, this.count.get() - 1));
			Arrays.sort(sorted);
			return sorted;
		}

		@Override
		public void dispatch(Consumer<List<String>> main) {
			this.service.dispatch(main);
		}

		@Override
		public long register(String name, ControlHandler handler) {
			return this.service.register(name, (control, eventType, data) -> {
				long start = System.nanoTime();
				int result = handler.handle(control, eventType, data);
				this.nanos[this.count.getAndIncrement() % MAX] = System.nanoTime() - start;
				return result;
			});
		}

		@Override
		public void setStatus(long handle, NativeServiceStatus status) {
			this.service.setStatus(handle, status);
		}

		@Override
		public Runnable notifyPowerSetting(long handle, UUID setting) {
			return this.service.notifyPowerSetting(handle, setting);
		}

		@Override
		public Runnable notifyDevices(long handle, UUID interfaceClass) {
			return this.service.notifyDevices(handle, interfaceClass);
		}

	}

}
