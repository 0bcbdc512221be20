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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs an application with two class paths in turn, and compares when it was ready.
 */
public class Startup {

	private static final int ALLOWED_MILLISECONDS = 60;

	public static void main(String[] args) throws Exception {
		int pairs = Integer.parseInt(args[0]);
		List<Long> with = new ArrayList<>();
		List<Long> without = new ArrayList<>();
		List<Long> differences = new ArrayList<>();
		run(args[1]);
		run(args[2]);
		for (int pair = 0; pair < pairs; pair++) {
			boolean withFirst = pair % 2 == 0;
			long first = run((withFirst) ? args[1] : args[2]);
			long second = run((withFirst) ? args[2] : args[1]);
			with.add((withFirst) ? first : second);
			without.add((withFirst) ? second : first);
			differences.add(with.get(pair) - without.get(pair));
			System.out.printf("pair %2d: with %d ms, without %d ms%n", pair + 1, with.get(pair), without.get(pair));
		}
		long later = median(differences);
		System.out.printf("median with %d ms, without %d ms; median of the differences within a pair: %d ms later%n",
				median(with), median(without), later);
		System.exit((later <= ALLOWED_MILLISECONDS) ? 0 : 1);
	}

	private static long run(String classPath) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp", classPath,
				"PlainApplication")
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		process.waitFor();
		return output.lines()
			.filter((line) -> line.startsWith("READY "))
			.map((line) -> Long.parseLong(line.substring(6)))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(output));
	}

	private static long median(List<Long> values) {
		List<Long> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

}
