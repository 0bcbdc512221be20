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

package dev.qsu.sample.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Evaluates {@link RequiresPeer}. Also records each test that ran against a peer.
 */
class PeerCondition implements ExecutionCondition, AfterTestExecutionCallback {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		Peer peer = peers(context).stream()
			.filter((candidate) -> !candidate.isPresent())
			.findFirst()
			.orElseGet(() -> peers(context).iterator().next());
		boolean all = "all".equals(System.getProperty("qsu.test.require"));
		if (peer.isPresent()) {
			Peer newer = presentNewer(peers(context));
			return (newer == null || all) ? ConditionEvaluationResult.enabled(peer + " is present")
					: ConditionEvaluationResult.disabled(newer + " is present, which is enough");
		}
		String message = "This test needs " + peer.getRemedy();
		if (all) {
			throw new IllegalStateException(message);
		}
		if (context.getElement().orElseThrow().isAnnotationPresent(RequiresPeer.class)) {
			System.out.println("Skipped " + context.getDisplayName() + ": " + message);
		}
		return ConditionEvaluationResult.disabled(message);
	}

	@Override
	public void afterTestExecution(ExtensionContext context) throws IOException {
		String file = System.getProperty("qsu.test.peers");
		if (file != null && context.getExecutionException().isEmpty()) {
			for (Peer peer : peers(context)) {
				Files.writeString(Path.of(file), peer + version(context) + " " + context.getDisplayName() + "\n",
						StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			}
		}
	}

	private static Peer presentNewer(Set<Peer> peers) {
		return peers.stream()
			.flatMap((peer) -> Stream.iterate(peer.getNewer(), Objects::nonNull, Peer::getNewer))
			.filter(Peer::isPresent)
			.findFirst()
			.orElse(null);
	}

	private static String version(ExtensionContext context) {
		return (context.getRequiredTestInstance() instanceof PeerVersion test) ? "_" + test.peerVersion() : "";
	}

	/**
	 * Return the peers of a test and of its class.
	 * @param context the context of the test
	 * @return the peers
	 */
	private static Set<Peer> peers(ExtensionContext context) {
		return Stream.concat(context.getTestMethod().stream(), context.getTestClass().stream())
			.flatMap((element) -> AnnotationSupport.findAnnotation(element, RequiresPeer.class).stream())
			.map(RequiresPeer::value)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Peer.class)));
	}

}
