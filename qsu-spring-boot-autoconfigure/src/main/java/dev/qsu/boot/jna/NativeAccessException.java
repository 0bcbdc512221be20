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

package dev.qsu.boot.jna;

/**
 * Thrown when JNA cannot call native functions at all.
 *
 * @see <a href="https://openjdk.org/jeps/472">JEP 472</a>
 */
public final class NativeAccessException extends NativeCallException {

	private static final String DENIED = IllegalCallerException.class.getName();

	private final String reason;

	private final String action;

	NativeAccessException(Throwable cause) {
		this(reason(cause), action(cause), cause);
	}

	private NativeAccessException(String reason, String action, Throwable cause) {
		super(reason + ". " + action, cause);
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Return what is wrong.
	 * @return the reason, without a full stop
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

	private static String reason(Throwable cause) {
		return ((isDenied(cause)) ? "This JVM denies JNA access to native functions (--illegal-native-access=deny): "
				: "JNA could not load its native library: ") + root(cause);
	}

	private static String action(Throwable cause) {
		return (isDenied(cause))
				? "Start java with --enable-native-access=ALL-UNNAMED, or add 'Enable-Native-Access: ALL-UNNAMED' to the"
						+ " manifest of the jar that is started with -jar."
				: "If the directory '" + System.getProperty("java.io.tmpdir")
						+ "' is mounted noexec or cannot be written to,"
						+ " name another one with -Djna.tmpdir=DIRECTORY in front of -jar.";
	}

	private static boolean isDenied(Throwable cause) {
		// From the second time on, the JVM gives only the text of what has kept a class
		// from being initialized.
		return root(cause).toString().contains(DENIED);
	}

	private static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
