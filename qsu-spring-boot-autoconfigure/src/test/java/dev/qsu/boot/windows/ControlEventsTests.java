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

package dev.qsu.boot.windows;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;

import dev.qsu.boot.service.SvcEvent;
import dev.qsu.boot.service.SvcUserEvent;
import dev.qsu.boot.windows.WindowsPayloads.Control;
import dev.qsu.boot.windows.event.Device;
import dev.qsu.boot.windows.event.PowerSetting;
import dev.qsu.boot.windows.event.PowerSetting.AcdcPowerSource.Source;
import dev.qsu.boot.windows.event.PowerSetting.ConsoleDisplayState.State;
import dev.qsu.boot.windows.event.PowerSetting.GlobalUserPresence.Presence;
import dev.qsu.boot.windows.event.PowerSetting.PowerSchemePersonality.Personality;
import dev.qsu.boot.windows.event.SvcDeviceEvent;
import dev.qsu.boot.windows.event.SvcHardwareProfileEvent;
import dev.qsu.boot.windows.event.SvcInterrogateEvent;
import dev.qsu.boot.windows.event.SvcNetBindEvent;
import dev.qsu.boot.windows.event.SvcPowerEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent;
import dev.qsu.boot.windows.event.SvcSessionChangeEvent.Reason;
import dev.qsu.boot.windows.event.SvcTimeChangeEvent;
import dev.qsu.boot.windows.event.SvcTriggerEvent;
import dev.qsu.boot.windows.event.SvcUserModeRebootEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlEvents}.
 */
class ControlEventsTests {

	private static final ApplicationContext CONTEXT = new StaticApplicationContext();

	private static final Device DISK = new Device.Interface(WindowsPayloads.guid("GUID_DEVINTERFACE_DISK"),
			"\\\\?\\USBSTOR#Disk&Ven_\u00c4cme#7&1#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}");

	private static final Device FILE = new Device.Handle(0x1a4, 0x7654321, null);

	/** 1, 2, 3, 4 and the text "late". */
	private static final byte[] CUSTOM_DATA = { 1, 2, 3, 4, 'l', 0, 'a', 0, 't', 0, 'e', 0, 0, 0 };

	/**
	 * The event that each control is decoded to. Controls that are published elsewhere
	 * have none.
	 */
	static Stream<Arguments> controls() {
		return Stream.of(basics(), powerEvents(), powerSettings(), sessions(), devices()).flatMap((list) -> list);
	}

	private static Stream<Arguments> basics() {
		Class<?> profile = SvcHardwareProfileEvent.class;
		return Stream.of(of("stop"), of("pause"), of("continue"), of("shutdown"), of("param-change"),
				of("pre-shutdown"), of("interrogate", SvcInterrogateEvent.class),
				of("net-bind-add", SvcNetBindEvent.class, SvcNetBindEvent.Kind.ADD),
				of("net-bind-remove", SvcNetBindEvent.class, SvcNetBindEvent.Kind.REMOVE),
				of("net-bind-enable", SvcNetBindEvent.class, SvcNetBindEvent.Kind.ENABLE),
				of("net-bind-disable", SvcNetBindEvent.class, SvcNetBindEvent.Kind.DISABLE),
				of("hardware-profile-query", profile, SvcHardwareProfileEvent.Kind.QUERY_CHANGE_CONFIG, true),
				of("hardware-profile-changed", profile, SvcHardwareProfileEvent.Kind.CONFIG_CHANGED, false),
				of("hardware-profile-canceled", profile, SvcHardwareProfileEvent.Kind.CONFIG_CHANGE_CANCELED, false),
				of("time-change", SvcTimeChangeEvent.class, Instant.parse("1969-07-20T20:17:40Z"),
						Instant.parse("2026-11-21T06:14:17.123Z")),
				of("trigger", SvcTriggerEvent.class), of("user-mode-reboot", SvcUserModeRebootEvent.class),
				of("user-first", SvcUserEvent.class, 128), of("user-last", SvcUserEvent.class, 255));
	}

	private static Stream<Arguments> powerEvents() {
		return Stream.of(power("query-suspend", SvcPowerEvent.Kind.QUERY_SUSPEND),
				power("query-standby", SvcPowerEvent.Kind.UNKNOWN),
				power("query-suspend-failed", SvcPowerEvent.Kind.QUERY_SUSPEND_FAILED),
				power("suspend", SvcPowerEvent.Kind.SUSPEND),
				power("resume-critical", SvcPowerEvent.Kind.RESUME_CRITICAL),
				power("resume-suspend", SvcPowerEvent.Kind.RESUME_SUSPEND),
				power("battery-low", SvcPowerEvent.Kind.BATTERY_LOW),
				power("status-change", SvcPowerEvent.Kind.POWER_STATUS_CHANGE),
				power("oem-event", SvcPowerEvent.Kind.OEM_EVENT),
				power("resume-automatic", SvcPowerEvent.Kind.RESUME_AUTOMATIC));
	}

	private static Stream<Arguments> powerSettings() {
		return Stream.of(setting("source-ac", new PowerSetting.AcdcPowerSource(Source.AC)),
				setting("source-dc", new PowerSetting.AcdcPowerSource(Source.DC)),
				setting("source-hot", new PowerSetting.AcdcPowerSource(Source.HOT)),
				unknown("source-unknown", "GUID_ACDC_POWER_SOURCE", 3, 0, 0, 0),
				setting("battery-percentage", new PowerSetting.BatteryPercentageRemaining(42)),
				unknown("battery-percentage-unknown", "GUID_BATTERY_PERCENTAGE_REMAINING", 101, 0, 0, 0),
				setting("display-off", new PowerSetting.ConsoleDisplayState(State.OFF)),
				setting("display-on", new PowerSetting.ConsoleDisplayState(State.ON)),
				setting("display-dimmed", new PowerSetting.ConsoleDisplayState(State.DIMMED)),
				setting("user-present", new PowerSetting.GlobalUserPresence(Presence.PRESENT)),
				setting("user-not-present", new PowerSetting.GlobalUserPresence(Presence.NOT_PRESENT)),
				setting("user-inactive", new PowerSetting.GlobalUserPresence(Presence.INACTIVE)),
				setting("idle-background-task", new PowerSetting.IdleBackgroundTask()),
				setting("monitor-off", new PowerSetting.MonitorPowerOn(false)),
				setting("monitor-on", new PowerSetting.MonitorPowerOn(true)),
				setting("saving-off", new PowerSetting.PowerSavingStatus(false)),
				setting("saving-on", new PowerSetting.PowerSavingStatus(true)),
				setting("scheme-high-performance",
						new PowerSetting.PowerSchemePersonality(Personality.HIGH_PERFORMANCE)),
				setting("scheme-power-saver", new PowerSetting.PowerSchemePersonality(Personality.POWER_SAVER)),
				setting("scheme-automatic", new PowerSetting.PowerSchemePersonality(Personality.AUTOMATIC)),
				setting("away-mode-exiting", new PowerSetting.SystemAwayMode(false)),
				setting("away-mode-entering", new PowerSetting.SystemAwayMode(true)),
				setting("lid-closed", new PowerSetting.LidSwitchStateChange(false)),
				setting("lid-open", new PowerSetting.LidSwitchStateChange(true)),
				unknown("setting-unknown", "GUID_ACTIVE_POWERSCHEME", 0xca, 0xfe, 1));
	}

	private static Stream<Arguments> sessions() {
		return Stream.of(session("console-connect", Reason.CONSOLE_CONNECT, 1),
				session("console-disconnect", Reason.CONSOLE_DISCONNECT, 1),
				session("remote-connect", Reason.REMOTE_CONNECT, 2),
				session("remote-disconnect", Reason.REMOTE_DISCONNECT, 2), session("logon", Reason.SESSION_LOGON, 3),
				session("logoff", Reason.SESSION_LOGOFF, 3), session("lock", Reason.SESSION_LOCK, 3),
				session("unlock", Reason.SESSION_UNLOCK, 3),
				session("remote-control", Reason.SESSION_REMOTE_CONTROL, 65536),
				session("create", Reason.SESSION_CREATE, 0), session("terminate", Reason.SESSION_TERMINATE, -1),
				session("unknown", Reason.UNKNOWN, 4));
	}

	private static Stream<Arguments> devices() {
		UUID lock = WindowsPayloads.guid("GUID_IO_VOLUME_LOCK");
		return Stream.of(device("interface-arrival", SvcDeviceEvent.Kind.ARRIVAL, DISK),
				device("interface-removed", SvcDeviceEvent.Kind.REMOVE_COMPLETE, DISK),
				device("volume-arrival", SvcDeviceEvent.Kind.ARRIVAL, new Device.Volume(0x14, Device.Volume.MEDIA)),
				device("volume-pending", SvcDeviceEvent.Kind.REMOVE_PENDING,
						new Device.Volume(0x2000000, Device.Volume.NET)),
				device("port-type-specific", SvcDeviceEvent.Kind.TYPE_SPECIFIC, new Device.Port("COM3")),
				device("handle-query", SvcDeviceEvent.Kind.QUERY_REMOVE, FILE),
				device("handle-query-failed", SvcDeviceEvent.Kind.QUERY_REMOVE_FAILED, FILE),
				device("handle-custom", SvcDeviceEvent.Kind.CUSTOM,
						new Device.Handle(0x1a4, 0x7654321, new Device.CustomEvent(lock, "late", CUSTOM_DATA))),
				device("handle-custom-unnamed", SvcDeviceEvent.Kind.CUSTOM,
						new Device.Handle(0x1a4, 0x7654321, new Device.CustomEvent(lock, null, CUSTOM_DATA))),
				device("oem-arrival", SvcDeviceEvent.Kind.ARRIVAL, new Device.Oem(0x12345678, 0x9abcdef0)),
				device("net-arrival", SvcDeviceEvent.Kind.ARRIVAL,
						new Device.Unknown(4, WindowsPayloads.control("device-net-arrival").data())),
				device("nodes-changed", SvcDeviceEvent.Kind.UNKNOWN, new Device.Unknown(null, new byte[0])));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("controls")
	void controlIsDecoded(String name, List<Object> expected) {
		Control control = WindowsPayloads.control(name);
		assertThat(decode(control)).isEqualTo(expected);
	}

	@Test
	void everyControlIsTested() {
		List<String> tested = controls().map((arguments) -> (String) arguments.get()[0]).toList();
		assertThat(WindowsPayloads.controls().keySet()).containsOnlyOnceElementsOf(tested)
			.filteredOn((name) -> !tested.contains(name))
			.containsExactly("device-handle-custom-32");
	}

	@Test
	void whenProcessHas32BitsHandlesAreShorter() {
		Payload payload = new Payload(WindowsPayloads.control("device-handle-custom-32").data());
		UUID lock = WindowsPayloads.guid("GUID_IO_VOLUME_LOCK");
		assertThat(Devices.of(payload, true, Integer.BYTES))
			.isEqualTo(new Device.Handle(0x1a4, 0x7654321, new Device.CustomEvent(lock, "late", CUSTOM_DATA)));
		assertThat(Devices.of(payload, false, Integer.BYTES)).isEqualTo(FILE);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, 0x11, 0x21, 0x60, 0x61, 127, 256, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void whenControlIsUnknownThereIsNoEvent(int control) {
		assertThat(ControlEvents.of(control, 0, new byte[64])).isNull();
	}

	@Test
	void whenEventTypeIsUnknownItIsKept() {
		assertThat(create(0xd, 0x4711, new byte[0])).isInstanceOfSatisfying(SvcPowerEvent.class, (event) -> {
			assertThat(event.getKind()).isSameAs(SvcPowerEvent.Kind.UNKNOWN);
			assertThat(event.getEventType()).isEqualTo(0x4711);
		});
		assertThat(create(0xe, -1, new byte[0])).isInstanceOfSatisfying(SvcSessionChangeEvent.class, (event) -> {
			assertThat(event.getReason()).isSameAs(Reason.UNKNOWN);
			assertThat(event.getEventType()).isEqualTo(-1);
		});
		assertThat(create(0xb, 0x7, new byte[0])).isInstanceOfSatisfying(SvcDeviceEvent.class, (event) -> {
			assertThat(event.getKind()).isSameAs(SvcDeviceEvent.Kind.UNKNOWN);
			assertThat(event.getEventType()).isEqualTo(0x7);
		});
		assertThat(create(0xc, 0x1b, new byte[0])).isInstanceOfSatisfying(SvcHardwareProfileEvent.class, (event) -> {
			assertThat(event.getKind()).isSameAs(SvcHardwareProfileEvent.Kind.UNKNOWN);
			assertThat(event.getEventType()).isEqualTo(0x1b);
		});
	}

	@Test
	void whenPowerEventIsNoChangeOfASettingDataIsNotRead() {
		byte[] data = WindowsPayloads.control("power-lid-open").data();
		assertThat(create(0xd, 0x4, data)).isInstanceOfSatisfying(SvcPowerEvent.class,
				(event) -> assertThat(event.getSetting()).isNull());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15 })
	void whenPowerSettingHasNoGuidThereIsNoSetting(int length) {
		assertThat(setting(Arrays.copyOf(WindowsPayloads.control("power-lid-open").data(), length))).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "16, 0", "19, 0", "20, 0", "21, 1", "23, 3", "25, 5" })
	void whenPowerSettingHasAnotherLengthThanItSaysItsBytesAreKept(int length, int kept) {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("power-lid-open").data(), length);
		assertThat(setting(data)).isEqualTo(
				new PowerSetting.Unknown(PowerSetting.LID_SWITCH_STATE_CHANGE, Arrays.copyOf(new byte[] { 1 }, kept)));
	}

	@ParameterizedTest
	@ValueSource(bytes = { -1, 127, Byte.MIN_VALUE })
	void whenPowerSettingSaysAnAbsurdLengthItsBytesAreKept(byte length) {
		byte[] data = WindowsPayloads.control("power-lid-open").data();
		data[19] = length;
		assertThat(setting(data))
			.isEqualTo(new PowerSetting.Unknown(PowerSetting.LID_SWITCH_STATE_CHANGE, new byte[] { 1, 0, 0, 0 }));
	}

	@ParameterizedTest
	@ValueSource(strings = { "power-source-ac", "power-battery-percentage", "power-display-on", "power-user-present",
			"power-monitor-on", "power-saving-on", "power-scheme-automatic", "power-away-mode-entering",
			"power-lid-open" })
	void whenPowerSettingHasAValueThatIsNotDocumentedItsBytesAreKept(String name) {
		byte[] data = WindowsPayloads.control(name).data();
		data[data.length - 1] = (byte) 0x80;
		assertThat(setting(data)).isInstanceOfSatisfying(PowerSetting.Unknown.class,
				(unknown) -> assertThat(unknown.data()).isEqualTo(Arrays.copyOfRange(data, 20, data.length)));
		byte[] shorter = Arrays.copyOf(data, 22);
		shorter[16] = 2;
		assertThat(setting(shorter)).isInstanceOf(PowerSetting.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 4, 7 })
	void whenSessionIsMissingThereIsNone(int length) {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("session-logon").data(), length);
		assertThat(create(0xe, 5, data)).isInstanceOfSatisfying(SvcSessionChangeEvent.class, (event) -> {
			assertThat(event.getReason()).isSameAs(Reason.SESSION_LOGON);
			assertThat(event.getSessionId()).isNull();
		});
	}

	@ParameterizedTest
	@CsvSource({ "0, false", "7, false", "8, true", "15, true" })
	void whenTimeIsMissingThereIsNone(int length, boolean told) {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("time-change").data(), length);
		assertThat(create(0x10, 0, data)).isInstanceOfSatisfying(SvcTimeChangeEvent.class, (event) -> {
			assertThat(event.getOldTime()).isNull();
			assertThat(event.getNewTime()).isEqualTo(told ? Instant.parse("2026-11-21T06:14:17.123Z") : null);
		});
	}

	@Test
	void whenTimeIsAbsurdItIsKept() {
		byte[] data = new byte[16];
		Arrays.fill(data, 0, 7, (byte) 0xff);
		data[7] = 0x7f;
		data[15] = (byte) 0x80;
		assertThat(create(0x10, 0, data)).isInstanceOfSatisfying(SvcTimeChangeEvent.class, (event) -> {
			assertThat(event.getNewTime()).isEqualTo(Instant.parse("+30828-09-14T02:48:05.477580700Z"));
			assertThat(event.getOldTime()).isEqualTo(Instant.parse("-27627-04-19T21:11:54.522419200Z"));
		});
	}

	@ParameterizedTest
	@CsvSource({ "0,", "7,", "8, 5", "11, 5", "12, 5", "27, 5" })
	void whenDeviceIsCutOffItsBytesAreKept(int length, Integer type) {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("device-interface-arrival").data(), length);
		assertThat(device(0x8000, data)).isEqualTo(new Device.Unknown(type, data));
		if (length > 0) {
			data[0] = (byte) length;
			assertThat(device(0x8000, data)).isEqualTo(new Device.Unknown(type, data));
		}
	}

	@ParameterizedTest
	@CsvSource({ "device-volume-arrival, 18, 2", "device-oem-arrival, 20, 0", "device-handle-query, 32, 6",
			"device-handle-custom, 52, 6" })
	void whenDeviceIsShorterThanItsTypeItsBytesAreKept(String name, int enough, int type) {
		Control control = WindowsPayloads.control(name);
		byte[] data = Arrays.copyOf(control.data(), enough - 1);
		data[0] = (byte) data.length;
		assertThat(device(control.eventType(), data)).isEqualTo(new Device.Unknown(type, data));
		byte[] longer = Arrays.copyOf(control.data(), enough);
		longer[0] = (byte) longer.length;
		assertThat(device(control.eventType(), longer)).isNotInstanceOf(Device.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 11, 23, -1, Integer.MIN_VALUE, Integer.MAX_VALUE })
	void whenDeviceSaysAnAbsurdLengthItsBytesAreKept(int size) {
		byte[] data = WindowsPayloads.control("device-port-type-specific").data();
		for (int i = 0; i < 4; i++) {
			data[i] = (byte) (size >> 8 * i);
		}
		assertThat(device(0x8005, data)).isEqualTo(new Device.Unknown(3, data));
	}

	@Test
	void whenNameOfDeviceIsNotTerminatedItEndsWithTheDevice() {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("device-port-type-specific").data(), 19);
		data[0] = 19;
		assertThat(device(0x8005, data)).isEqualTo(new Device.Port("COM"));
	}

	@Test
	void whenNameOfDeviceIsNoUnicodeNothingOfItIsReplaced() {
		byte[] data = WindowsPayloads.control("device-port-type-specific").data();
		data[13] = (byte) 0xd8;
		assertThat(device(0x8005, data)).isEqualTo(new Device.Port("\ud843OM3"));
	}

	@Test
	void whatFollowsTheDeviceIsNotRead() {
		byte[] data = Arrays.copyOf(WindowsPayloads.control("device-port-type-specific").data(), 40);
		data[0] = 20;
		data[20] = 'X';
		assertThat(device(0x8005, data)).isEqualTo(new Device.Port("COM3"));
	}

	@ParameterizedTest
	@CsvSource({ "14", "2147483647", "-2", "-2147483648" })
	void whenNameOfCustomEventIsElsewhereThereIsNone(int offset) {
		byte[] data = WindowsPayloads.control("device-handle-custom").data();
		for (int i = 0; i < 4; i++) {
			data[48 + i] = (byte) (offset >> 8 * i);
		}
		assertThat(device(0x8006, data)).isInstanceOfSatisfying(Device.Handle.class, (handle) -> {
			assertThat(handle.customEvent()).isNotNull();
			assertThat(handle.customEvent().name()).isNull();
			assertThat(handle.customEvent().data()).isEqualTo(CUSTOM_DATA);
		});
	}

	@Test
	void whenDataIsChangedLaterTheEventIsNot() {
		byte[] data = WindowsPayloads.control("device-net-arrival").data();
		Function<ApplicationContext, SvcEvent> event = ControlEvents.of(0xb, 0x8000, data);
		byte[] before = data.clone();
		Arrays.fill(data, (byte) 1);
		assertThat(event).isNotNull();
		assertThat(((SvcDeviceEvent) event.apply(CONTEXT)).getDevice()).isEqualTo(new Device.Unknown(4, before));
	}

	@Test
	void eventBelongsToTheContextItIsCreatedFor() {
		assertThat(create(0x20, 0, new byte[0]).getApplicationContext()).isSameAs(CONTEXT);
	}

	private static Arguments of(String name, Object... expected) {
		return Arguments.of(name, Arrays.asList(expected));
	}

	private static Arguments power(String name, SvcPowerEvent.Kind kind) {
		return of("power-" + name, SvcPowerEvent.class, kind, null, kind == SvcPowerEvent.Kind.QUERY_SUSPEND);
	}

	private static Arguments setting(String name, PowerSetting setting) {
		return of("power-" + name, SvcPowerEvent.class, SvcPowerEvent.Kind.POWER_SETTING_CHANGE, setting, false);
	}

	private static Arguments unknown(String name, String guid, int... data) {
		byte[] bytes = new byte[data.length];
		for (int i = 0; i < data.length; i++) {
			bytes[i] = (byte) data[i];
		}
		return setting(name, new PowerSetting.Unknown(WindowsPayloads.guid(guid), bytes));
	}

	private static Arguments session(String name, Reason reason, int sessionId) {
		return of("session-" + name, SvcSessionChangeEvent.class, reason, sessionId);
	}

	private static Arguments device(String name, SvcDeviceEvent.Kind kind, Device device) {
		return of("device-" + name, SvcDeviceEvent.class, kind, device, kind == SvcDeviceEvent.Kind.QUERY_REMOVE);
	}

	/**
	 * Return the class of the event for a control, followed by the values of its getters.
	 */
	private static List<Object> decode(Control control) {
		Function<ApplicationContext, SvcEvent> function = ControlEvents.of(control.code(), control.eventType(),
				control.data());
		if (function == null) {
			return List.of();
		}
		SvcEvent event = function.apply(CONTEXT);
		Map<Class<?>, Function<SvcEvent, List<Object>>> getters = new HashMap<>();
		getters.put(SvcUserEvent.class, (user) -> Arrays.asList(((SvcUserEvent) user).getCode()));
		getters.put(SvcNetBindEvent.class, (netBind) -> Arrays.asList(((SvcNetBindEvent) netBind).getKind()));
		getters.put(SvcHardwareProfileEvent.class, (profile) -> Arrays
			.asList(((SvcHardwareProfileEvent) profile).getKind(), ((SvcHardwareProfileEvent) profile).isQuery()));
		getters.put(SvcTimeChangeEvent.class, (change) -> Arrays.asList(((SvcTimeChangeEvent) change).getOldTime(),
				((SvcTimeChangeEvent) change).getNewTime()));
		getters.put(SvcPowerEvent.class, (power) -> Arrays.asList(((SvcPowerEvent) power).getKind(),
				((SvcPowerEvent) power).getSetting(), ((SvcPowerEvent) power).isQuery()));
		getters.put(SvcSessionChangeEvent.class, (session) -> Arrays
			.asList(((SvcSessionChangeEvent) session).getReason(), ((SvcSessionChangeEvent) session).getSessionId()));
		getters.put(SvcDeviceEvent.class, (device) -> Arrays.asList(((SvcDeviceEvent) device).getKind(),
				((SvcDeviceEvent) device).getDevice(), ((SvcDeviceEvent) device).isQuery()));
		return Stream
			.concat(Stream.of(event.getClass()),
					getters.getOrDefault(event.getClass(), (plain) -> List.of()).apply(event).stream())
			.toList();
	}

	private static SvcEvent create(int control, int eventType, byte[] data) {
		Function<ApplicationContext, SvcEvent> event = ControlEvents.of(control, eventType, data);
		assertThat(event).isNotNull();
		return event.apply(CONTEXT);
	}

	private static PowerSetting setting(byte[] data) {
		return ((SvcPowerEvent) create(0xd, 0x8013, data)).getSetting();
	}

	private static Device device(int eventType, byte[] data) {
		return ((SvcDeviceEvent) create(0xb, eventType, data)).getDevice();
	}

}
