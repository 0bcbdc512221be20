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

package dev.qsu.boot.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A key store with a certificate for {@code localhost}, made once for all tests of this
 * process.
 */
final class TestKeyStore {

	static final String PASSWORD = "secret";

	private static Path path;

	private TestKeyStore() {
	}

	static synchronized Path path() {
		if (path == null) {
			path = create();
		}
		return path;
	}

	/**
	 * The standard streams of this process are not for other programs: through them it is
	 * told which tests to run.
	 */
	private static Path create() {
		try {
			Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "key-store");
			Path keyStore = directory.resolve("keys.p12").toAbsolutePath();
			File output = directory.resolve("keytool.log").toFile();
			Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair",
					"-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12", "-storepass",
					PASSWORD, "-keystore", keyStore.toString())
				.redirectErrorStream(true)
				.redirectOutput(output)
				.start();
			keytool.getOutputStream().close();
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException(Files.readString(output.toPath()));
			}
			return keyStore;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
