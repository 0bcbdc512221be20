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

import java.io.PrintWriter;
import java.util.Arrays;

import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests of packages, or of single classes, where Maven cannot: in a JVM for
 * Windows on Wine.
 */
public final class TestRunner {

	private TestRunner() {
	}

	public static void main(String[] args) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(Arrays.stream(args).map(TestRunner::selector).toArray(DiscoverySelector[]::new))
			.filters(ClassNameFilter.includeClassNamePatterns(".*Tests"))
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create().execute(request, listener);
		TestExecutionSummary summary = listener.getSummary();
		summary.printFailuresTo(new PrintWriter(System.out), 30);
		System.out.println("TESTS succeeded=" + summary.getTestsSucceededCount() + " failed="
				+ summary.getTotalFailureCount() + " skipped=" + summary.getTestsSkippedCount());
		System.exit((summary.getTotalFailureCount() == 0) ? 0 : 1);
	}

	private static DiscoverySelector selector(String name) {
		return (Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1))) ? DiscoverySelectors.selectClass(name)
				: DiscoverySelectors.selectPackage(name);
	}

}
