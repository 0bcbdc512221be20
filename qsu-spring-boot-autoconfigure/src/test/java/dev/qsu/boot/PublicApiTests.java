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

package dev.qsu.boot;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what is promised to users. Other types may be public, because rooms use one
 * another, but can change at any time.
 */
class PublicApiTests {

	private static final String ROOT = "dev.qsu.boot.";

	/**
	 * The promised types: a package, then its types.
	 */
	private static final String API = """
			autoconfigure.service
			    ServiceAutoConfiguration
			autoconfigure.socket
			    DevToolsSocketAutoConfiguration JettySocketAutoConfiguration NettySocketAutoConfiguration
			    SocketAutoConfiguration TomcatSocketAutoConfiguration
			autoconfigure.systemd
			    SystemdAutoConfiguration
			autoconfigure.windows
			    WindowsAutoConfiguration
			launch
			    Launch Launcher ServiceCommandLine
			service
			    Demise ServiceFailure ServiceInfo ServicePhase ServiceProperties ServiceReporter ServiceState
			    ServiceStateChangedEvent SvcEvent SvcPauseEvent SvcReloadEvent SvcResumeEvent SvcShutdownEvent
			    SvcUserEvent
			service.host
			    ServiceHost ServiceHostContext ServiceHostFactory ServiceLiveness ServiceObserver
			    ServiceRequestSource ServiceRequests ServiceStart ServiceStartException ServiceStatus
			    StartParameters
			socket
			    InheritedSocket InheritedSocketException InheritedSockets SocketInfo SocketKind
			    SocketProperties UnixDatagramSocket
			systemd
			    SystemdNotifier SystemdProperties
			windows
			    AcceptedControl WindowsProperties
			windows.event
			    Device PowerSetting SvcDeviceEvent SvcHardwareProfileEvent SvcInterrogateEvent SvcNetBindEvent
			    SvcPowerEvent SvcSessionChangeEvent SvcTimeChangeEvent SvcTriggerEvent SvcUserModeRebootEvent
			    SvcVetoableEvent
			""";

	private static final Pattern SINCE = Pattern.compile("^ \\* @since \\S+$", Pattern.MULTILINE);

	static List<String> api() {
		List<String> api = new ArrayList<>();
		String packageName = "";
		for (String line : API.lines().toList()) {
			if (!line.startsWith(" ")) {
				packageName = line;
			}
			else {
				for (String type : line.strip().split(" ")) {
					api.add(packageName + "." + type);
				}
			}
		}
		return api;
	}

	@Test
	void exactlyThePromisedTypesSaySinceWhen() throws IOException {
		Path sources = Path.of("src/main/java/dev/qsu/boot");
		List<String> since;
		try (Stream<Path> files = Files.walk(sources)) {
			since = files.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> SINCE.matcher(read(file)).find())
				.map((file) -> sources.relativize(file).toString().replaceAll("[/\\\\]", ".").replace(".java", ""))
				.toList();
		}
		assertThat(since).containsExactlyInAnyOrderElementsOf(api());
	}

	@ParameterizedTest
	@MethodSource("api")
	void promisedTypeIsPublicAndShowsPromisedTypesOnly(String name) throws ClassNotFoundException {
		Class<?> type = Class.forName(ROOT + name, false, getClass().getClassLoader());
		assertThat(type).isPublic();
		for (Method method : type.getDeclaredMethods()) {
			if (Modifier.isPublic(method.getModifiers()) && !method.isBridge() && !method.isSynthetic()) {
				List<Class<?>> shown = new ArrayList<>(Arrays.asList(method.getParameterTypes()));
				shown.add(method.getReturnType());
				assertThat(shown).as(method.toString())
					.filteredOn((candidate) -> candidate.getName().startsWith(ROOT))
					.allSatisfy((candidate) -> assertThat(api()).contains(topLevel(candidate)));
			}
		}
	}

	private static String topLevel(Class<?> type) {
		return type.getName().substring(ROOT.length()).replaceFirst("\\$.*", "");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
