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

package dev.qsu.boot.jna.windows;

import java.util.HashMap;
import java.util.Map;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

import dev.qsu.boot.jna.NativeCallException;

/**
 * The names of the processes of Windows. Unlike {@link ProcessHandle}, which opens a
 * process, this needs no access rights to it.
 *
 * @see <a href=
 * "https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot">CreateToolhelp32Snapshot</a>
 */
public final class WindowsProcesses {

	/**
	 * Length of the name in <a href=
	 * "https://learn.microsoft.com/windows/win32/api/tlhelp32/ns-tlhelp32-processentry32w">PROCESSENTRY32W</a>.
	 */
	private static final int MAX_PATH = 260;

	private WindowsProcesses() {
	}

	/**
	 * Return the name of the process that started another one. The result is wrong if
	 * that process has ended and its id was reused.
	 * @param pid the id of the started process
	 * @return the name of the program of its parent, without a directory, or {@code null}
	 * if there is no such process
	 * @throws NativeCallException if the processes cannot be listed
	 */
	public static @Nullable String parentName(long pid) {
		Map<Long, Entry> entries = entries();
		Entry entry = entries.get(pid);
		Entry parent = (entry != null) ? entries.get(entry.parent()) : null;
		return (parent != null) ? parent.name() : null;
	}

	private static Map<Long, Entry> entries() {
		Kernel32 kernel = Kernel32.get();
		Pointer snapshot = kernel.CreateToolhelp32Snapshot(Kernel32.TH32CS_SNAPPROCESS, 0);
		Kernel32.check(!Kernel32.isInvalid(snapshot), "CreateToolhelp32Snapshot");
		try (Memory buffer = new Memory(Entry.SIZE)) {
			return entries(kernel, snapshot, buffer);
		}
		finally {
			kernel.CloseHandle(snapshot);
		}
	}

	private static Map<Long, Entry> entries(Kernel32 kernel, Pointer snapshot, Memory buffer) {
		Map<Long, Entry> entries = new HashMap<>();
		buffer.clear();
		buffer.setInt(0, Entry.SIZE);
		boolean present = kernel.Process32FirstW(snapshot, buffer);
		while (present) {
			entries.put(Entry.pid(buffer), Entry.of(buffer));
			present = kernel.Process32NextW(snapshot, buffer);
		}
		return entries;
	}

	/**
	 * The fields read from a {@code PROCESSENTRY32W}.
	 *
	 * @param parent the id of the parent process
	 * @param name the name of the program
	 */
	private record Entry(long parent, String name) {

		/** Preceded by two integers and an aligned, pointer-sized number. */
		private static final int MODULE = 8 + 2 * Native.POINTER_SIZE;

		private static final int NAME = MODULE + 20;

		private static final int SIZE = align(NAME + MAX_PATH * Character.BYTES);

		private static long pid(Pointer entry) {
			return Integer.toUnsignedLong(entry.getInt(8));
		}

		private static Entry of(Pointer entry) {
			return new Entry(Integer.toUnsignedLong(entry.getInt(MODULE + 8)), entry.getWideString(NAME));
		}

		private static int align(int size) {
			return (size + Native.POINTER_SIZE - 1) / Native.POINTER_SIZE * Native.POINTER_SIZE;
		}

	}

}
