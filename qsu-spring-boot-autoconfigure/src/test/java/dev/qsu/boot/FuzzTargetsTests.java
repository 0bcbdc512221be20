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
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each fuzz target for a moment, with its seeds and what becomes of them by chance.
 * {@code .ci/fuzz} runs them for a minute under Jazzer.
 */
class FuzzTargetsTests {

	private static final int RUNS = 2000;

	static List<String> targets() throws IOException, URISyntaxException {
		Path classes = Path.of(FuzzTargetsTests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		try (Stream<Path> files = Files.walk(classes)) {
			return files.map((file) -> classes.relativize(file).toString().replace('/', '.').replace('\\', '.'))
				.filter((name) -> name.endsWith("Fuzz.class"))
				.map((name) -> name.substring(0, name.length() - ".class".length()))
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("targets")
	void targetSurvivesItsSeedsAndWhatBecomesOfThem(String target) throws Exception {
		Method method = Class.forName(target).getMethod("fuzzerTestOneInput", byte[].class);
		Path seeds = Path.of("src/test/resources/fuzz", target.substring(target.lastIndexOf('.') + 1));
		List<Path> files;
		try (Stream<Path> stream = Files.list(seeds)) {
			files = stream.sorted().toList();
		}
		assertThat(files).isNotEmpty();
		Random random = new Random(1);
		for (Path file : files) {
			byte[] seed = Files.readAllBytes(file);
			method.invoke(null, (Object) seed);
			for (int i = 0; i < RUNS; i++) {
				method.invoke(null, (Object) mutate(seed, random));
			}
		}
	}

	private static byte[] mutate(byte[] seed, Random random) {
		byte[] mutated = Arrays.copyOf(seed, random.nextInt(seed.length * 2 + 1));
		for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
			mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
		}
		return mutated;
	}

}
