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

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/**
 * {@link NativeService} that calls Windows. The callbacks are kept reachable for the
 * lifetime of the process, because Windows may call them at any time.
 */
public final class WindowsService implements NativeService {

	private static final String MAIN_THREAD_NAME = "qsu-service-main";

	/** {@code sizeof(DEV_BROADCAST_DEVICEINTERFACE_W)}. */
	private static final int DEVICE_INTERFACE_SIZE = 32;

	private static final int DEVICE_INTERFACE_GUID = 12;

	private Advapi32.@Nullable ServiceMain main;

	private Advapi32.@Nullable HandlerEx handler;

	@Override
	public void dispatch(Consumer<List<String>> main) {
		Advapi32.ServiceMain callback = (count, arguments) -> main.accept(texts(arguments, count));
		this.main = callback;
		Advapi32 advapi32 = Advapi32.get();
		Native.setCallbackThreadInitializer(callback, new CallbackThreadInitializer(true, true, MAIN_THREAD_NAME));
		try (Memory name = text(""); Memory table = new Memory(4L * Native.POINTER_SIZE)) {
			table.clear();
			table.setPointer(0, name);
			table.setPointer(Native.POINTER_SIZE, CallbackReference.getFunctionPointer(callback));
			Kernel32.check(advapi32.StartServiceCtrlDispatcherW(table), "StartServiceCtrlDispatcher");
		}
	}

	@Override
	public long register(String name, ControlHandler handler) {
		Advapi32.HandlerEx callback = (control, eventType, eventData, context) -> handler.handle(control, eventType,
				ServiceEventData.copy(control, eventType, eventData));
		this.handler = callback;
		return Pointer
			.nativeValue(checked(Advapi32.get().RegisterServiceCtrlHandlerExW(new WString(name), callback, null),
					"RegisterServiceCtrlHandlerEx"));
	}

	@Override
	public void setStatus(long service, NativeServiceStatus status) {
		int[] values = { Advapi32.SERVICE_WIN32_OWN_PROCESS, status.state(), status.controlsAccepted(),
				status.exitCode(), status.serviceExitCode(), status.checkpoint(), status.waitHint() };
		try (Memory memory = new Memory((long) values.length * Integer.BYTES)) {
			memory.write(0, values, 0, values.length);
			Kernel32.check(Advapi32.get().SetServiceStatus(handle(service), memory), "SetServiceStatus");
		}
	}

	@Override
	public Runnable notifyPowerSetting(long service, UUID setting) {
		try (Memory guid = new Memory(Guid.SIZE)) {
			guid.write(0, Guid.bytes(setting), 0, Guid.SIZE);
			Pointer registration = checked(
					User32.get()
						.RegisterPowerSettingNotification(handle(service), guid, User32.DEVICE_NOTIFY_SERVICE_HANDLE),
					"RegisterPowerSettingNotification");
			return () -> User32.get().UnregisterPowerSettingNotification(registration);
		}
	}

	@Override
	public Runnable notifyDevices(long service, UUID interfaceClass) {
		try (Memory filter = new Memory(DEVICE_INTERFACE_SIZE)) {
			filter.clear();
			filter.setInt(0, DEVICE_INTERFACE_SIZE);
			filter.setInt(Integer.BYTES, DBT_DEVTYP_DEVICEINTERFACE);
			filter.write(DEVICE_INTERFACE_GUID, Guid.bytes(interfaceClass), 0, Guid.SIZE);
			Pointer registration = checked(
					User32.get()
						.RegisterDeviceNotificationW(handle(service), filter, User32.DEVICE_NOTIFY_SERVICE_HANDLE),
					"RegisterDeviceNotification");
			return () -> User32.get().UnregisterDeviceNotification(registration);
		}
	}

	private static List<String> texts(Pointer pointers, int count) {
		return Arrays.stream(pointers.getPointerArray(0, count)).map((text) -> text.getWideString(0)).toList();
	}

	private static Memory text(String value) {
		Memory memory = new Memory((value.length() + 1L) * Native.WCHAR_SIZE);
		memory.setWideString(0, value);
		return memory;
	}

	private static Pointer handle(long value) {
		return new Pointer(value);
	}

	private static Pointer checked(@Nullable Pointer result, String function) {
		Kernel32.check(result != null, function);
		return Objects.requireNonNull(result);
	}

}
