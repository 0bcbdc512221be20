/*
 * Prints what a service is given with its controls, laid out by a compiler for Windows:
 *
 *   x86_64-w64-mingw32-gcc -Wall -Wextra -Werror -o ../../../target/payloads.exe payloads.c
 *   WINEDEBUG=-all wine64 ../../../target/payloads.exe > ../resources/windows/payloads.txt
 *
 * The output is the same each time:
 *
 *   NAME CONTROL EVENT-TYPE BYTES    a control; BYTES in hexadecimal, or - if there are none
 *   constant NAME VALUE
 *   guid NAME VALUE
 *   size STRUCTURE BYTES
 *
 * Structures, constants and GUIDs are those of the headers of mingw-w64. What version 10 of
 * them lacks is written here as Microsoft documents it: SERVICE_TIMECHANGE_INFO,
 * GUID_POWER_SAVING_STATUS, SERVICE_CONTROL_USERMODEREBOOT and SERVICE_ACCEPT_USERMODEREBOOT
 * (the headers have SERVICE_ACCEPT_USER_LOGOFF with the same value, which Microsoft does not
 * document), and the values of the power settings that have no enumeration.
 */

#define _WIN32_WINNT 0x0A00
#define UNICODE
#define INITGUID
#include <windows.h>
#include <dbt.h>
#include <ioevent.h>
#include <fcntl.h>
#include <io.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_timechange_info */
typedef struct {
	LARGE_INTEGER liNewTime;
	LARGE_INTEGER liOldTime;
} TIMECHANGE_INFO;

/* https://learn.microsoft.com/windows/win32/power/power-setting-guids */
DEFINE_GUID(POWER_SAVING_STATUS, 0xe00958c0, 0xc213, 0x4ace, 0xac, 0x77, 0xfe, 0xcc, 0xed, 0x2e, 0xee, 0xa5);

/* https://learn.microsoft.com/windows/win32/api/winsvc/nc-winsvc-lphandler_function_ex */
#ifndef SERVICE_CONTROL_USERMODEREBOOT
#define SERVICE_CONTROL_USERMODEREBOOT 0x40
#endif
/* https://learn.microsoft.com/windows/win32/api/winsvc/ns-winsvc-service_status */
#ifndef SERVICE_ACCEPT_USERMODEREBOOT
#define SERVICE_ACCEPT_USERMODEREBOOT 0x800
#endif

/* RegisterDeviceNotification hands out the wide variants of the structures to a service */
static const WCHAR INTERFACE_NAME[] = L"\\\\?\\USBSTOR#Disk&Ven_\x00c4" L"cme#7&1#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}";
static const WCHAR PORT_NAME[] = L"COM3";
static const WCHAR EVENT_NAME[] = L"late";

static void control(const char *name, DWORD code, DWORD type, const void *data, size_t length) {
	printf("%s 0x%lx 0x%lx ", name, code, type);
	for (size_t i = 0; i < length; i++) {
		printf("%02x", ((const unsigned char *) data)[i]);
	}
	printf(length == 0 ? "-\n" : "\n");
}

static void plain(const char *name, DWORD code) {
	control(name, code, 0, NULL, 0);
}

static void power(const char *name, DWORD type) {
	control(name, SERVICE_CONTROL_POWEREVENT, type, NULL, 0);
}

static void setting(const char *name, const GUID *guid, const void *data, DWORD length) {
	union {
		POWERBROADCAST_SETTING setting;
		unsigned char bytes[256];
	} payload;
	memset(&payload, 0, sizeof(payload));
	payload.setting.PowerSetting = *guid;
	payload.setting.DataLength = length;
	if (length > 0) {
		memcpy(payload.setting.Data, data, length);
	}
	control(name, SERVICE_CONTROL_POWEREVENT, PBT_POWERSETTINGCHANGE, &payload,
			offsetof(POWERBROADCAST_SETTING, Data) + length);
}

static void number(const char *name, const GUID *guid, DWORD value) {
	setting(name, guid, &value, sizeof(value));
}

static void session(const char *name, DWORD reason, DWORD id) {
	WTSSESSION_NOTIFICATION notification = { sizeof(notification), id };
	control(name, SERVICE_CONTROL_SESSIONCHANGE, reason, &notification, sizeof(notification));
}

static void device(const char *name, DWORD type, const void *data) {
	control(name, SERVICE_CONTROL_DEVICEEVENT, type, data, ((const DEV_BROADCAST_HDR *) data)->dbch_size);
}

static void interface_device(const char *name, DWORD type) {
	union {
		DEV_BROADCAST_DEVICEINTERFACE_W device;
		unsigned char bytes[256];
	} payload;
	memset(&payload, 0, sizeof(payload));
	payload.device.dbcc_size = sizeof(payload.device) + sizeof(INTERFACE_NAME);
	payload.device.dbcc_devicetype = DBT_DEVTYP_DEVICEINTERFACE;
	payload.device.dbcc_classguid = GUID_DEVINTERFACE_DISK;
	memcpy(payload.device.dbcc_name, INTERFACE_NAME, sizeof(INTERFACE_NAME));
	device(name, type, &payload);
}

static void volume_device(const char *name, DWORD type, DWORD mask, WORD flags) {
	DEV_BROADCAST_VOLUME volume;
	memset(&volume, 0, sizeof(volume));
	volume.dbcv_size = sizeof(volume);
	volume.dbcv_devicetype = DBT_DEVTYP_VOLUME;
	volume.dbcv_unitmask = mask;
	volume.dbcv_flags = flags;
	device(name, type, &volume);
}

static void port_device(const char *name, DWORD type) {
	union {
		DEV_BROADCAST_PORT_W device;
		unsigned char bytes[64];
	} payload;
	memset(&payload, 0, sizeof(payload));
	payload.device.dbcp_size = offsetof(DEV_BROADCAST_PORT_W, dbcp_name) + sizeof(PORT_NAME);
	payload.device.dbcp_devicetype = DBT_DEVTYP_PORT;
	memcpy(payload.device.dbcp_name, PORT_NAME, sizeof(PORT_NAME));
	device(name, type, &payload);
}

/* with 4 bytes and, behind them, a name */
#define HANDLE_DEVICE(FUNCTION, STRUCTURE, TYPE_OF_HANDLE, TYPE_OF_NOTIFICATION) \
static void FUNCTION(const char *name, DWORD type, LONG name_offset) { \
	static const unsigned char data[] = { 1, 2, 3, 4 }; \
	union { \
		STRUCTURE device; \
		unsigned char bytes[128]; \
	} payload; \
	memset(&payload, 0, sizeof(payload)); \
	payload.device.dbch_size = offsetof(STRUCTURE, dbch_data) + sizeof(data) + sizeof(EVENT_NAME); \
	payload.device.dbch_devicetype = DBT_DEVTYP_HANDLE; \
	payload.device.dbch_handle = (TYPE_OF_HANDLE) (ULONG_PTR) 0x1a4; \
	payload.device.dbch_hdevnotify = (TYPE_OF_NOTIFICATION) (ULONG_PTR) 0x7654321; \
	payload.device.dbch_eventguid = GUID_IO_VOLUME_LOCK; \
	payload.device.dbch_nameoffset = name_offset; \
	memcpy(payload.device.dbch_data, data, sizeof(data)); \
	memcpy((unsigned char *) payload.device.dbch_data + sizeof(data), EVENT_NAME, sizeof(EVENT_NAME)); \
	device(name, type, &payload); \
}

HANDLE_DEVICE(handle_device, DEV_BROADCAST_HANDLE, HANDLE, HDEVNOTIFY)
HANDLE_DEVICE(handle_device_32, DEV_BROADCAST_HANDLE32, ULONG32, ULONG32)

static void oem_device(const char *name, DWORD type) {
	DEV_BROADCAST_OEM oem;
	memset(&oem, 0, sizeof(oem));
	oem.dbco_size = sizeof(oem);
	oem.dbco_devicetype = DBT_DEVTYP_OEM;
	oem.dbco_identifier = 0x12345678;
	oem.dbco_suppfunc = 0x9abcdef0;
	device(name, type, &oem);
}

static void net_device(const char *name, DWORD type) {
	DEV_BROADCAST_NET net;
	memset(&net, 0, sizeof(net));
	net.dbcn_size = sizeof(net);
	net.dbcn_devicetype = DBT_DEVTYP_NET;
	net.dbcn_resource = 5;
	net.dbcn_flags = DBTF_SLOWNET;
	device(name, type, &net);
}

static LARGE_INTEGER time_of(WORD year, WORD month, WORD day, WORD hour, WORD minute, WORD second, WORD milliseconds) {
	SYSTEMTIME time = { year, month, 0, day, hour, minute, second, milliseconds };
	FILETIME file;
	LARGE_INTEGER integer;
	SystemTimeToFileTime(&time, &file);
	integer.LowPart = file.dwLowDateTime;
	integer.HighPart = file.dwHighDateTime;
	return integer;
}

static void time_change(const char *name) {
	TIMECHANGE_INFO info;
	info.liNewTime = time_of(2026, 11, 21, 6, 14, 17, 123);
	info.liOldTime = time_of(1969, 7, 20, 20, 17, 40, 0);
	control(name, SERVICE_CONTROL_TIMECHANGE, 0, &info, sizeof(info));
}

static void controls(void) {
	plain("stop", SERVICE_CONTROL_STOP);
	plain("pause", SERVICE_CONTROL_PAUSE);
	plain("continue", SERVICE_CONTROL_CONTINUE);
	plain("interrogate", SERVICE_CONTROL_INTERROGATE);
	plain("shutdown", SERVICE_CONTROL_SHUTDOWN);
	plain("param-change", SERVICE_CONTROL_PARAMCHANGE);
	plain("net-bind-add", SERVICE_CONTROL_NETBINDADD);
	plain("net-bind-remove", SERVICE_CONTROL_NETBINDREMOVE);
	plain("net-bind-enable", SERVICE_CONTROL_NETBINDENABLE);
	plain("net-bind-disable", SERVICE_CONTROL_NETBINDDISABLE);
	control("hardware-profile-query", SERVICE_CONTROL_HARDWAREPROFILECHANGE, DBT_QUERYCHANGECONFIG, NULL, 0);
	control("hardware-profile-changed", SERVICE_CONTROL_HARDWAREPROFILECHANGE, DBT_CONFIGCHANGED, NULL, 0);
	control("hardware-profile-canceled", SERVICE_CONTROL_HARDWAREPROFILECHANGE, DBT_CONFIGCHANGECANCELED, NULL, 0);
	plain("pre-shutdown", SERVICE_CONTROL_PRESHUTDOWN);
	time_change("time-change");
	plain("trigger", SERVICE_CONTROL_TRIGGEREVENT);
	plain("user-mode-reboot", SERVICE_CONTROL_USERMODEREBOOT);
	plain("user-first", 128);
	plain("user-last", 255);
}

static void power_events(void) {
	static const unsigned char bytes[] = { 0xca, 0xfe, 0x01 };
	power("power-query-suspend", PBT_APMQUERYSUSPEND);
	power("power-query-standby", PBT_APMQUERYSTANDBY);
	power("power-query-suspend-failed", PBT_APMQUERYSUSPENDFAILED);
	power("power-suspend", PBT_APMSUSPEND);
	power("power-resume-critical", PBT_APMRESUMECRITICAL);
	power("power-resume-suspend", PBT_APMRESUMESUSPEND);
	power("power-battery-low", PBT_APMBATTERYLOW);
	power("power-status-change", PBT_APMPOWERSTATUSCHANGE);
	power("power-oem-event", PBT_APMOEMEVENT);
	power("power-resume-automatic", PBT_APMRESUMEAUTOMATIC);
	number("power-source-ac", &GUID_ACDC_POWER_SOURCE, PoAc);
	number("power-source-dc", &GUID_ACDC_POWER_SOURCE, PoDc);
	number("power-source-hot", &GUID_ACDC_POWER_SOURCE, PoHot);
	number("power-source-unknown", &GUID_ACDC_POWER_SOURCE, PoConditionMaximum);
	number("power-battery-percentage", &GUID_BATTERY_PERCENTAGE_REMAINING, 42);
	number("power-battery-percentage-unknown", &GUID_BATTERY_PERCENTAGE_REMAINING, 101);
	number("power-display-off", &GUID_CONSOLE_DISPLAY_STATE, 0);
	number("power-display-on", &GUID_CONSOLE_DISPLAY_STATE, 1);
	number("power-display-dimmed", &GUID_CONSOLE_DISPLAY_STATE, 2);
	number("power-user-present", &GUID_GLOBAL_USER_PRESENCE, PowerUserPresent);
	number("power-user-not-present", &GUID_GLOBAL_USER_PRESENCE, PowerUserNotPresent);
	number("power-user-inactive", &GUID_GLOBAL_USER_PRESENCE, PowerUserInactive);
	setting("power-idle-background-task", &GUID_IDLE_BACKGROUND_TASK, NULL, 0);
	number("power-monitor-off", &GUID_MONITOR_POWER_ON, 0);
	number("power-monitor-on", &GUID_MONITOR_POWER_ON, 1);
	number("power-saving-off", &POWER_SAVING_STATUS, 0);
	number("power-saving-on", &POWER_SAVING_STATUS, 1);
	setting("power-scheme-high-performance", &GUID_POWERSCHEME_PERSONALITY, &GUID_MIN_POWER_SAVINGS, sizeof(GUID));
	setting("power-scheme-power-saver", &GUID_POWERSCHEME_PERSONALITY, &GUID_MAX_POWER_SAVINGS, sizeof(GUID));
	setting("power-scheme-automatic", &GUID_POWERSCHEME_PERSONALITY, &GUID_TYPICAL_POWER_SAVINGS, sizeof(GUID));
	number("power-away-mode-exiting", &GUID_SYSTEM_AWAYMODE, 0);
	number("power-away-mode-entering", &GUID_SYSTEM_AWAYMODE, 1);
	number("power-lid-closed", &GUID_LIDSWITCH_STATE_CHANGE, 0);
	number("power-lid-open", &GUID_LIDSWITCH_STATE_CHANGE, 1);
	setting("power-setting-unknown", &GUID_ACTIVE_POWERSCHEME, bytes, sizeof(bytes));
}

static void session_events(void) {
	session("session-console-connect", WTS_CONSOLE_CONNECT, 1);
	session("session-console-disconnect", WTS_CONSOLE_DISCONNECT, 1);
	session("session-remote-connect", WTS_REMOTE_CONNECT, 2);
	session("session-remote-disconnect", WTS_REMOTE_DISCONNECT, 2);
	session("session-logon", WTS_SESSION_LOGON, 3);
	session("session-logoff", WTS_SESSION_LOGOFF, 3);
	session("session-lock", WTS_SESSION_LOCK, 3);
	session("session-unlock", WTS_SESSION_UNLOCK, 3);
	session("session-remote-control", WTS_SESSION_REMOTE_CONTROL, 65536);
	session("session-create", WTS_SESSION_CREATE, 0);
	session("session-terminate", WTS_SESSION_TERMINATE, 0xffffffff);
	session("session-unknown", 0x63, 4);
}

static void device_events(void) {
	interface_device("device-interface-arrival", DBT_DEVICEARRIVAL);
	interface_device("device-interface-removed", DBT_DEVICEREMOVECOMPLETE);
	volume_device("device-volume-arrival", DBT_DEVICEARRIVAL, 0x14, DBTF_MEDIA);
	volume_device("device-volume-pending", DBT_DEVICEREMOVEPENDING, 0x2000000, DBTF_NET);
	port_device("device-port-type-specific", DBT_DEVICETYPESPECIFIC);
	handle_device("device-handle-query", DBT_DEVICEQUERYREMOVE, -1);
	handle_device("device-handle-query-failed", DBT_DEVICEQUERYREMOVEFAILED, -1);
	handle_device("device-handle-custom", DBT_CUSTOMEVENT, 4);
	handle_device("device-handle-custom-unnamed", DBT_CUSTOMEVENT, -1);
	handle_device_32("device-handle-custom-32", DBT_CUSTOMEVENT, 4);
	oem_device("device-oem-arrival", DBT_DEVICEARRIVAL);
	net_device("device-net-arrival", DBT_DEVICEARRIVAL);
	control("device-nodes-changed", SERVICE_CONTROL_DEVICEEVENT, DBT_DEVNODES_CHANGED, NULL, 0);
}

static void guid(const char *name, const GUID *value) {
	printf("guid %s %08lx-%04x-%04x-%02x%02x-", name, value->Data1, value->Data2, value->Data3, value->Data4[0],
			value->Data4[1]);
	for (int i = 2; i < 8; i++) {
		printf("%02x", value->Data4[i]);
	}
	printf("\n");
}

#define GUID_LINE(NAME) guid(#NAME, &NAME)

static void guids(void) {
	GUID_LINE(GUID_ACDC_POWER_SOURCE);
	GUID_LINE(GUID_BATTERY_PERCENTAGE_REMAINING);
	GUID_LINE(GUID_CONSOLE_DISPLAY_STATE);
	GUID_LINE(GUID_GLOBAL_USER_PRESENCE);
	GUID_LINE(GUID_IDLE_BACKGROUND_TASK);
	GUID_LINE(GUID_MONITOR_POWER_ON);
	guid("GUID_POWER_SAVING_STATUS", &POWER_SAVING_STATUS);
	GUID_LINE(GUID_POWERSCHEME_PERSONALITY);
	GUID_LINE(GUID_SYSTEM_AWAYMODE);
	GUID_LINE(GUID_LIDSWITCH_STATE_CHANGE);
	GUID_LINE(GUID_MIN_POWER_SAVINGS);
	GUID_LINE(GUID_MAX_POWER_SAVINGS);
	GUID_LINE(GUID_TYPICAL_POWER_SAVINGS);
	GUID_LINE(GUID_ACTIVE_POWERSCHEME);
	GUID_LINE(GUID_DEVINTERFACE_DISK);
	GUID_LINE(GUID_IO_VOLUME_LOCK);
}

#define CONSTANT(NAME) printf("constant " #NAME " 0x%lx\n", (unsigned long) (NAME))

static void constants(void) {
	CONSTANT(SERVICE_CONTROL_STOP);
	CONSTANT(SERVICE_CONTROL_PAUSE);
	CONSTANT(SERVICE_CONTROL_CONTINUE);
	CONSTANT(SERVICE_CONTROL_INTERROGATE);
	CONSTANT(SERVICE_CONTROL_SHUTDOWN);
	CONSTANT(SERVICE_CONTROL_PARAMCHANGE);
	CONSTANT(SERVICE_CONTROL_NETBINDADD);
	CONSTANT(SERVICE_CONTROL_NETBINDREMOVE);
	CONSTANT(SERVICE_CONTROL_NETBINDENABLE);
	CONSTANT(SERVICE_CONTROL_NETBINDDISABLE);
	CONSTANT(SERVICE_CONTROL_DEVICEEVENT);
	CONSTANT(SERVICE_CONTROL_HARDWAREPROFILECHANGE);
	CONSTANT(SERVICE_CONTROL_POWEREVENT);
	CONSTANT(SERVICE_CONTROL_SESSIONCHANGE);
	CONSTANT(SERVICE_CONTROL_PRESHUTDOWN);
	CONSTANT(SERVICE_CONTROL_TIMECHANGE);
	CONSTANT(SERVICE_CONTROL_TRIGGEREVENT);
	CONSTANT(SERVICE_CONTROL_USERMODEREBOOT);
	CONSTANT(SERVICE_ACCEPT_STOP);
	CONSTANT(SERVICE_ACCEPT_PAUSE_CONTINUE);
	CONSTANT(SERVICE_ACCEPT_SHUTDOWN);
	CONSTANT(SERVICE_ACCEPT_PARAMCHANGE);
	CONSTANT(SERVICE_ACCEPT_NETBINDCHANGE);
	CONSTANT(SERVICE_ACCEPT_HARDWAREPROFILECHANGE);
	CONSTANT(SERVICE_ACCEPT_POWEREVENT);
	CONSTANT(SERVICE_ACCEPT_SESSIONCHANGE);
	CONSTANT(SERVICE_ACCEPT_PRESHUTDOWN);
	CONSTANT(SERVICE_ACCEPT_TIMECHANGE);
	CONSTANT(SERVICE_ACCEPT_TRIGGEREVENT);
	CONSTANT(SERVICE_ACCEPT_USERMODEREBOOT);
	CONSTANT(SERVICE_STOPPED);
	CONSTANT(SERVICE_START_PENDING);
	CONSTANT(SERVICE_STOP_PENDING);
	CONSTANT(SERVICE_RUNNING);
	CONSTANT(SERVICE_CONTINUE_PENDING);
	CONSTANT(SERVICE_PAUSE_PENDING);
	CONSTANT(SERVICE_PAUSED);
	CONSTANT(PBT_APMQUERYSUSPEND);
	CONSTANT(PBT_APMQUERYSUSPENDFAILED);
	CONSTANT(PBT_APMSUSPEND);
	CONSTANT(PBT_APMRESUMECRITICAL);
	CONSTANT(PBT_APMRESUMESUSPEND);
	CONSTANT(PBT_APMBATTERYLOW);
	CONSTANT(PBT_APMPOWERSTATUSCHANGE);
	CONSTANT(PBT_APMOEMEVENT);
	CONSTANT(PBT_APMRESUMEAUTOMATIC);
	CONSTANT(PBT_POWERSETTINGCHANGE);
	CONSTANT(WTS_CONSOLE_CONNECT);
	CONSTANT(WTS_CONSOLE_DISCONNECT);
	CONSTANT(WTS_REMOTE_CONNECT);
	CONSTANT(WTS_REMOTE_DISCONNECT);
	CONSTANT(WTS_SESSION_LOGON);
	CONSTANT(WTS_SESSION_LOGOFF);
	CONSTANT(WTS_SESSION_LOCK);
	CONSTANT(WTS_SESSION_UNLOCK);
	CONSTANT(WTS_SESSION_REMOTE_CONTROL);
	CONSTANT(WTS_SESSION_CREATE);
	CONSTANT(WTS_SESSION_TERMINATE);
	CONSTANT(DBT_QUERYCHANGECONFIG);
	CONSTANT(DBT_CONFIGCHANGED);
	CONSTANT(DBT_CONFIGCHANGECANCELED);
	CONSTANT(DBT_DEVICEARRIVAL);
	CONSTANT(DBT_DEVICEQUERYREMOVE);
	CONSTANT(DBT_DEVICEQUERYREMOVEFAILED);
	CONSTANT(DBT_DEVICEREMOVEPENDING);
	CONSTANT(DBT_DEVICEREMOVECOMPLETE);
	CONSTANT(DBT_DEVICETYPESPECIFIC);
	CONSTANT(DBT_CUSTOMEVENT);
	CONSTANT(DBT_DEVTYP_OEM);
	CONSTANT(DBT_DEVTYP_VOLUME);
	CONSTANT(DBT_DEVTYP_PORT);
	CONSTANT(DBT_DEVTYP_DEVICEINTERFACE);
	CONSTANT(DBT_DEVTYP_HANDLE);
	CONSTANT(DBTF_MEDIA);
	CONSTANT(DBTF_NET);
}

#define SIZE(STRUCTURE) printf("size " #STRUCTURE " %u\n", (unsigned) sizeof(STRUCTURE))

static void sizes(void) {
	printf("size POWERBROADCAST_SETTING %u\n", (unsigned) offsetof(POWERBROADCAST_SETTING, Data));
	SIZE(WTSSESSION_NOTIFICATION);
	SIZE(DEV_BROADCAST_HDR);
	printf("size SERVICE_TIMECHANGE_INFO %u\n", (unsigned) sizeof(TIMECHANGE_INFO));
}

int main(void) {
	/* the same line ends as where the output is compared */
	_setmode(_fileno(stdout), _O_BINARY);
	controls();
	power_events();
	session_events();
	device_events();
	constants();
	guids();
	sizes();
	return 0;
}
