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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.ServiceCommandLine;
import dev.qsu.boot.service.ServiceState;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceHostFactory;
import dev.qsu.boot.service.host.ServiceStart;
import dev.qsu.boot.service.host.ServiceStatus;
import dev.qsu.boot.service.host.StartParameters;

/**
 * Creates a host that records its reports, for applications that set a property.
 */
class RecordingHostFactory implements ServiceHostFactory {

	static final String PROPERTY = "test.recording-host";

	static final List<ServiceStatus> REPORTS = new CopyOnWriteArrayList<>();

	static volatile @Nullable StartParameters given;

	static volatile @Nullable String logFile;

	static volatile @Nullable ServiceCommandLine prepared;

	/** What had been reported when the host was asked to prepare. */
	static volatile List<ServiceState> preparations = List.of();

	@Override
	public @Nullable ServiceStart starting(Launch launch, SpringApplication application) {
		StartParameters known = given;
		return (known != null) ? new RecordingStart(known) : null;
	}

	@Override
	public @Nullable ServiceHost create(ServiceHostContext context) {
		return (context.environment().containsProperty(PROPERTY)) ? new RecordingHost() : null;
	}

	private record RecordingStart(StartParameters given) implements ServiceStart {

		@Override
		public StartParameters prepare(ServiceCommandLine commandLine) {
			prepared = commandLine;
			return this.given;
		}

		/**
		 * Adds what the configuration files have set.
		 */
		@Override
		public void addDefaults(ConfigurableEnvironment environment, DeferredLogFactory logs) {
			String seen = environment.getProperty("test.seen", "nothing");
			logs.getLog(RecordingHostFactory.class).info("Adding defaults");
			environment.getPropertySources()
				.addLast(new MapPropertySource("test", Map.of("test.default", seen, "test.seen", "default")));
			String file = logFile;
			if (file != null) {
				environment.getPropertySources()
					.addLast(new MapPropertySource("log", Map.of("logging.file.name", file)));
			}
		}

	}

	private static final class RecordingHost implements ServiceHost {

		@Override
		public void prepareRunning() {
			preparations = REPORTS.stream().map(ServiceStatus::state).toList();
		}

		@Override
		public void report(ServiceStatus status) {
			REPORTS.add(status);
		}

		@Override
		public String describe() {
			return "recording";
		}

	}

}
