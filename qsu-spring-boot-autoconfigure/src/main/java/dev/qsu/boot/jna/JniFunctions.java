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

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;

import com.sun.jna.Function;
import com.sun.jna.JNIEnv;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * Calls functions of the Java Native Interface from Java. JNI does not check module
 * access, so internal members of the JDK are accessible without a JVM option.
 *
 * @see <a href=
 * "https://docs.oracle.com/en/java/javase/17/docs/specs/jni/functions.html">JNI
 * functions</a>
 */
public final class JniFunctions {

	/** Indexes into the function table, as listed in the specification. */
	private static final int FROM_REFLECTED_METHOD = 7;

	private static final int FROM_REFLECTED_FIELD = 8;

	private static final int NEW_OBJECT = 28;

	private static final int GET_FIELD_ID = 94;

	private static final int GET_INT_FIELD = 100;

	private static final int SET_BOOLEAN_FIELD = 105;

	private static final int SET_INT_FIELD = 109;

	private static final Map<String, Object> OPTIONS = Map.of(Library.OPTION_ALLOW_OBJECTS, Boolean.TRUE);

	private JniFunctions() {
	}

	static Object newInstance(Constructor<?> constructor, Object... arguments) {
		Pointer method = (Pointer) invoke(FROM_REFLECTED_METHOD, Pointer.class, constructor);
		Object[] all = new Object[arguments.length + 2];
		all[0] = constructor.getDeclaringClass();
		all[1] = method;
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return invoke(NEW_OBJECT, Object.class, all);
	}

	static void setInt(Object target, Field field, int value) {
		Pointer id = (Pointer) invoke(FROM_REFLECTED_FIELD, Pointer.class, field);
		invoke(SET_INT_FIELD, Void.class, target, id, value);
	}

	static int getInt(Object target, Field field) {
		Pointer id = (Pointer) invoke(FROM_REFLECTED_FIELD, Pointer.class, field);
		return (Integer) invoke(GET_INT_FIELD, Integer.class, target, id);
	}

	/**
	 * Make a member accessible, as {@link AccessibleObject#setAccessible} would if its
	 * package were open. This is needed where JNA cannot pass the value of a field, such
	 * as a {@link String}, to a JNI function.
	 * @param object the member
	 * @throws NoSuchFieldError if this JDK has no {@code AccessibleObject.override}
	 */
	public static void makeAccessible(AccessibleObject object) {
		Pointer id = (Pointer) invoke(GET_FIELD_ID, Pointer.class, AccessibleObject.class, "override", "Z");
		invoke(SET_BOOLEAN_FIELD, Void.class, object, id, true);
	}

	private static Object invoke(int position, Class<?> returnType, Object... arguments) {
		Object[] all = new Object[arguments.length + 1];
		all[0] = JNIEnv.CURRENT;
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		Pointer table = NativeAccess.load(() -> Holder.TABLE);
		Function function = Function.getFunction(table.getPointer((long) position * Native.POINTER_SIZE));
		return function.invoke(returnType, all, OPTIONS);
	}

	private static Pointer functionTable() {
		// A JNIEnv* points to a pointer to the table, which a plain C function can copy
		try (Memory target = new Memory(Native.POINTER_SIZE)) {
			Function copy = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME, OPTIONS).getFunction("memcpy");
			copy.invoke(Pointer.class, new Object[] { target, JNIEnv.CURRENT, (long) Native.POINTER_SIZE }, OPTIONS);
			return target.getPointer(0);
		}
	}

	/**
	 * Looks for the table on first use, not when this class is initialized.
	 */
	private static final class Holder {

		private static final Pointer TABLE = functionTable();

	}

}
