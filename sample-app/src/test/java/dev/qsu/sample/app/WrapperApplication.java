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

package dev.qsu.sample.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

import dev.qsu.boot.jna.linux.LinuxSockets;

/**
 * Starts a program like Maven does, which closes the file descriptors of that program.
 * The first argument determines what else it does, the others are the command.
 */
public final class WrapperApplication {

	private static final int FIRST = Integer.parseInt(System.getenv().getOrDefault("LISTEN_FDS_FIRST_FD", "3"));

	private WrapperApplication() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		switch (args[0]) {
			case "pass" -> {
			}
			case "take" -> new LinuxSockets().keepFromChildren(FIRST);
			case "close" -> new LinuxSockets().close(FIRST);
			case "refuse" -> refuse();
			default -> throw new IllegalArgumentException(args[0]);
		}
		List<String> command = Arrays.asList(args).subList(1, args.length);
		System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
	}

	/**
	 * Have the kernel refuse {@code pidfd_getfd} to processes started by this thread, as
	 * in many containers.
	 */
	private static void refuse() {
		try (Memory filter = new Memory(4 * 8); Memory program = new Memory(2L * Native.POINTER_SIZE)) {
			filter.write(0, new int[] { 0x20, 0, 0x15 | 1 << 24, 438, 0x06, 0x0005_0001, 0x06, 0x7fff_0000 }, 0, 8);
			program.clear();
			program.setShort(0, (short) 4);
			program.setPointer(Native.POINTER_SIZE, filter);
			Libc libc = Native.load("c", Libc.class);
			libc.prctl(38, 1L, null, 0L, 0L);
			libc.prctl(22, 2L, program, 0L, 0L);
		}
	}

	interface Libc extends Library {

		int prctl(int option, long first, Pointer second, long third, long fourth) throws LastErrorException;

	}

}
