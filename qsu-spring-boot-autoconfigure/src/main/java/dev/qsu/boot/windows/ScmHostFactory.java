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
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

import dev.qsu.boot.launch.Launch;
import dev.qsu.boot.launch.Launcher;
import dev.qsu.boot.launch.ProcessFacts;
import dev.qsu.boot.service.ServiceProperties;
import dev.qsu.boot.service.host.ServiceHost;
import dev.qsu.boot.service.host.ServiceHostContext;
import dev.qsu.boot.service.host.ServiceHostFactory;
import dev.qsu.boot.service.host.ServiceRequests;
import dev.qsu.boot.service.host.ServiceStart;

/**
 * Creates an {@link ScmHost} when the Service Control Manager has started the process.
 */
class ScmHostFactory implements ServiceHostFactory {

	/**
	 * <a href=
	 * "https://learn.microsoft.com/windows/win32/services/service-control-handler-function">The
	 * handler must return within 30 seconds</a>.
	 */
	private static final Duration MAX_VETO_TIMEOUT = Duration.ofSeconds(25);

	private @Nullable ScmConnection connection;

	private @Nullable ScmStart start;

	@Override
	public @Nullable ServiceStart starting(Launch launch, SpringApplication application) {
		if (launch.launcher() != Launcher.SCM || !ProcessFacts.isOnWindows()) {
			return null;
		}
		ScmConnection scm = ScmConnection.ofThisProcess();
		this.connection = scm;
		scm.begin();
		ScmStart scmStart = new ScmStart(scm, new ServiceWorkingDirectory(application.getMainApplicationClass()));
		this.start = scmStart;
		return scmStart;
	}

	@Override
	public @Nullable ServiceHost create(ServiceHostContext context) {
		ScmConnection scm = this.connection;
		if (scm == null || (this.start != null && this.start.isRefused())) {
			return null;
		}
		return create(scm, context.environment(), context.requests());
	}

	static ServiceHost create(ScmConnection scm, Environment environment, ServiceRequests requests) {
		Binder binder = Binder.get(environment);
		WindowsProperties properties = binder.bindOrCreate("qsu.windows", WindowsProperties.class);
		ServiceProperties service = binder.bindOrCreate("qsu.service", ServiceProperties.class);
		ScmPending pending = new ScmPending(scm.getStatus(), ScmHost.milliseconds(service.getStartTimeout()),
				ScmHost.milliseconds(service.getStopTimeout()));
		scm.getControls().connect(requests, pending, vetoTimeout(properties));
		ScmNotifications notifications = new ScmNotifications(scm,
				guids("qsu.windows.power-settings", properties.getPowerSettings(), PowerSettingNames::guidOf),
				guids("qsu.windows.device-interfaces", properties.getDeviceInterfaces(), Guids::parse));
		return new ScmHost(scm.getStatus(), notifications, requests, properties);
	}

	private static Duration vetoTimeout(WindowsProperties properties) {
		Duration timeout = properties.getVetoTimeout();
		if (timeout.isNegative() || timeout.compareTo(MAX_VETO_TIMEOUT) > 0) {
			throw new InvalidConfigurationPropertyValueException("qsu.windows.veto-timeout", timeout,
					"Use at least 0 and less than the 30 s that Windows waits: at most 25s.");
		}
		return timeout;
	}

	private static List<UUID> guids(String property, List<String> values, Function<String, UUID> conversion) {
		return values.stream().map((value) -> {
			try {
				return conversion.apply(value);
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidConfigurationPropertyValueException(property, value, String.valueOf(ex.getMessage()));
			}
		}).toList();
	}

}
