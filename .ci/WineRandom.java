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

import java.security.Provider;
import java.security.SecureRandomSpi;
import java.util.Random;

/**
 * Random numbers that are not secure: to seed its own, Java 21 and newer ask Windows for the network interfaces by a
 * function that Wine 8 lacks, which ends the process. For .ci/other-java only.
 */
public final class WineRandom extends Provider {

	private static final long serialVersionUID = 1;

	public WineRandom() {
		super("WineRandom", "1", "Not secure");
		put("SecureRandom.WineRandom", Spi.class.getName());
	}

	public static final class Spi extends SecureRandomSpi {

		private static final long serialVersionUID = 1;

		private final Random random = new Random();

		@Override
		protected void engineSetSeed(byte[] seed) {
			this.random.setSeed(System.nanoTime());
		}

		@Override
		protected void engineNextBytes(byte[] bytes) {
			this.random.nextBytes(bytes);
		}

		@Override
		protected byte[] engineGenerateSeed(int length) {
			byte[] seed = new byte[length];
			this.random.nextBytes(seed);
			return seed;
		}

	}

}
