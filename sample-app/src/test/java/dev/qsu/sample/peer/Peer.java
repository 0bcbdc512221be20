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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A program that tests run against.
 */
public enum Peer {

	/**
	 * The systemd of Debian 12 in a container.
	 */
	SYSTEMD_252("systemd 252 in a container: as root run '.ci/systemd-root bookworm'") {

		@Override
		boolean isPresent() {
			return SystemdBox.isPresent("bookworm");
		}

		@Override
		Peer getNewer() {
			return SYSTEMD_257;
		}

	},

	/**
	 * The systemd of Debian 13 in a container.
	 */
	SYSTEMD_257("systemd 257 in a container: as root run '.ci/systemd-root trixie'") {

		@Override
		boolean isPresent() {
			return SystemdBox.isPresent("trixie");
		}

		@Override
		Peer getNewer() {
			return SYSTEMD_262;
		}

	},

	/**
	 * The systemd of Debian's unstable suite in a container, which grows newer.
	 */
	SYSTEMD_262("systemd 262 or newer in a container: as root run '.ci/systemd-root sid'") {

		@Override
		boolean isPresent() {
			return SystemdBox.isPresent("sid");
		}

	},

	/**
	 * {@code systemd-socket-activate}.
	 */
	SOCKET_ACTIVATE("systemd-socket-activate: apt-get install systemd") {

		@Override
		boolean isPresent() {
			return find("systemd-socket-activate") != null;
		}

	},

	/**
	 * systemfd.
	 */
	SYSTEMFD("systemfd: cargo install systemfd, and have it on the PATH or in ~/.cargo/bin") {

		@Override
		boolean isPresent() {
			return find("systemfd") != null;
		}

	},

	/**
	 * Maven, which runs the sample like a user at a console.
	 */
	MAVEN("mvn: apt-get install maven, and have it on the PATH") {

		@Override
		boolean isPresent() {
			return find("mvn") != null;
		}

	},

	/**
	 * A Java runtime of version 21.
	 */
	JAVA_21("Java 21 in /opt/qsu-peers/java-21: run .ci/java-peers") {

		@Override
		boolean isPresent() {
			return JavaRuntime.JAVA_21.isPresent();
		}

	},

	/**
	 * A Java runtime of version 25.
	 */
	JAVA_25("Java 25 in /opt/qsu-peers/java-25: run .ci/java-peers") {

		@Override
		boolean isPresent() {
			return JavaRuntime.JAVA_25.isPresent();
		}

	},

	/**
	 * The same with {@code --illegal-native-access=deny}.
	 */
	JAVA_25_DENY("Java 25 in /opt/qsu-peers/java-25: run .ci/java-peers") {

		@Override
		boolean isPresent() {
			return JavaRuntime.JAVA_25.isPresent();
		}

	},

	/**
	 * systemfd and JVMs for Windows, on Wine, and a C compiler for Windows.
	 */
	WINE("Wine 10 with JREs and systemfd for Windows, and mingw-w64: on Debian 12 as root run .ci/windows-peers;"
			+ " a container has to allow mounts in namespaces (CAP_SYS_ADMIN)") {

		@Override
		boolean isPresent() {
			return Wine.isPresent();
		}

	};

	private final String remedy;

	Peer(String remedy) {
		this.remedy = remedy;
	}

	abstract boolean isPresent();

	/**
	 * Return a newer version of this peer, which is enough unless all are required.
	 * @return the peer, or {@code null}
	 */
	Peer getNewer() {
		return null;
	}

	String getRemedy() {
		return this.remedy;
	}

	/**
	 * Find a program.
	 * @param program the name of the program
	 * @return its path, or {@code null} if not found
	 */
	public static String find(String program) {
		String path = System.getenv("PATH") + File.pathSeparator + System.getProperty("user.home") + "/.cargo/bin";
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, program))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse(null);
	}

}
