/*
 * Asks the Service Control Manager of Windows, or of Wine, and prints lines for tests to read.
 *
 *   x86_64-w64-mingw32-gcc -municode -Wall -Werror -O2 -o scm.exe scm.c -ladvapi32
 *   wine64 scm.exe query NAME
 *
 *   create NAME BINPATH                  makes a service that is started by request
 *   delete NAME
 *   start NAME [ARGUMENT...]             returns when the SCM has started the process
 *   startwatch NAME MILLISECONDS [ARGUMENT...]
 *   query NAME                           one status
 *   watch NAME MILLISECONDS              each change, until the service has stopped or the time is over
 *   control NAME CODE                    sends a control and prints the status that the call returned
 *   stopwatch NAME MILLISECONDS          sends STOP, and watches
 *   flood NAME CODE COUNT                sends COUNT user controls: CODE, CODE + 1, ..., 255, 128, ...
 *   list                                 all services that are no drivers
 *
 * A status is "status AT state=N checkpoint=N waithint=N accepted=N win32=N specific=N pid=N", where AT is in
 * milliseconds since 1970. "returned" instead of "status" is what a call has given back, followed by how
 * long the call took. A failure is "error FUNCTION CODE", and the exit code is 1.
 */

#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define POLL_INTERVAL 10
#define FIRST_USER_CODE 128
#define LAST_USER_CODE 255

typedef struct {
	SC_HANDLE service;
	DWORD milliseconds;
	HANDLE ready;
} WATCH;

static LONGLONG microseconds(void)
{
	static LARGE_INTEGER frequency;
	LARGE_INTEGER counter;
	if (!frequency.QuadPart) {
		QueryPerformanceFrequency(&frequency);
	}
	QueryPerformanceCounter(&counter);
	return counter.QuadPart * 1000000 / frequency.QuadPart;
}

static LONGLONG now(void)
{
	FILETIME time;
	GetSystemTimeAsFileTime(&time);
	return ((((LONGLONG) time.dwHighDateTime) << 32) + time.dwLowDateTime) / 10000 - 11644473600000LL;
}

static int fail(const char *function)
{
	printf("error %s %lu\n", function, GetLastError());
	return 1;
}

static BOOL query(SC_HANDLE service, SERVICE_STATUS_PROCESS *status)
{
	DWORD size;
	return QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, (BYTE *) status, sizeof *status, &size);
}

static void print(const SERVICE_STATUS_PROCESS *status)
{
	printf("status %lld state=%lu checkpoint=%lu waithint=%lu accepted=%lu win32=%lu specific=%lu pid=%lu\n", now(),
			status->dwCurrentState, status->dwCheckPoint, status->dwWaitHint, status->dwControlsAccepted,
			status->dwWin32ExitCode, status->dwServiceSpecificExitCode, status->dwProcessId);
}

static BOOL same(const SERVICE_STATUS_PROCESS *a, const SERVICE_STATUS_PROCESS *b)
{
	return a->dwCurrentState == b->dwCurrentState && a->dwCheckPoint == b->dwCheckPoint
			&& a->dwWaitHint == b->dwWaitHint && a->dwControlsAccepted == b->dwControlsAccepted
			&& a->dwWin32ExitCode == b->dwWin32ExitCode
			&& a->dwServiceSpecificExitCode == b->dwServiceSpecificExitCode && a->dwProcessId == b->dwProcessId;
}

static DWORD WINAPI watch(void *argument)
{
	const WATCH *watch = argument;
	LONGLONG end = now() + watch->milliseconds;
	SERVICE_STATUS_PROCESS last = { 0 }, status;
	BOOL ran = FALSE;
	do {
		if (!query(watch->service, &status)) {
			return fail("QueryServiceStatusEx");
		}
		if (!same(&status, &last)) {
			print(&status);
			last = status;
		}
		SetEvent(watch->ready);
		ran = ran || status.dwCurrentState != SERVICE_STOPPED;
		if (ran && status.dwCurrentState == SERVICE_STOPPED) {
			return 0;
		}
		Sleep(POLL_INTERVAL);
	}
	while (now() < end);
	return 0;
}

static int control(SC_HANDLE service, DWORD code)
{
	SERVICE_STATUS status;
	LONGLONG start = microseconds();
	BOOL done = ControlService(service, code, &status);
	LONGLONG duration = microseconds() - start;
	if (!done) {
		return fail("ControlService");
	}
	printf("returned %lld state=%lu checkpoint=%lu waithint=%lu accepted=%lu win32=%lu specific=%lu microseconds=%lld\n",
			now(), status.dwCurrentState, status.dwCheckPoint, status.dwWaitHint, status.dwControlsAccepted,
			status.dwWin32ExitCode, status.dwServiceSpecificExitCode, duration);
	return 0;
}

static int start(SC_HANDLE service, DWORD count, wchar_t **arguments)
{
	SERVICE_STATUS_PROCESS status;
	LONGLONG start = microseconds();
	BOOL done = StartServiceW(service, count, (LPCWSTR *) arguments);
	LONGLONG duration = microseconds() - start;
	if (!done) {
		return fail("StartServiceW");
	}
	printf("started %lld microseconds=%lld\n", now(), duration);
	if (!query(service, &status)) {
		return fail("QueryServiceStatusEx");
	}
	print(&status);
	return 0;
}

static int compare(const void *a, const void *b)
{
	LONGLONG difference = *(const LONGLONG *) a - *(const LONGLONG *) b;
	return (difference > 0) - (difference < 0);
}

static int flood(SC_HANDLE service, DWORD code, int count)
{
	LONGLONG *durations = calloc(count, sizeof *durations);
	LONGLONG begin = microseconds();
	DWORD error = 0;
	int refused = 0;
	for (int i = 0; i < count; i++) {
		SERVICE_STATUS status;
		LONGLONG start = microseconds();
		if (!ControlService(service, code, &status)) {
			error = GetLastError();
			refused++;
		}
		durations[i] = microseconds() - start;
		code = (code == LAST_USER_CODE) ? FIRST_USER_CODE : code + 1;
	}
	LONGLONG total = microseconds() - begin;
	qsort(durations, count, sizeof *durations, compare);
	printf("flood count=%d refused=%d error=%lu microseconds=%lld p50=%lld p99=%lld max=%lld\n", count, refused, error,
			total, durations[count / 2], durations[count * 99LL / 100], durations[count - 1]);
	free(durations);
	return refused != 0;
}

static int list(SC_HANDLE manager)
{
	DWORD size = 256 * 1024, needed, count, resume = 0;
	ENUM_SERVICE_STATUS_PROCESSW *services = malloc(size);
	if (!EnumServicesStatusExW(manager, SC_ENUM_PROCESS_INFO, SERVICE_WIN32, SERVICE_STATE_ALL, (BYTE *) services, size,
			&needed, &count, &resume, NULL)) {
		return fail("EnumServicesStatusExW");
	}
	for (DWORD i = 0; i < count; i++) {
		printf("service %ls state=%lu pid=%lu\n", services[i].lpServiceName,
				services[i].ServiceStatusProcess.dwCurrentState, services[i].ServiceStatusProcess.dwProcessId);
	}
	free(services);
	return 0;
}

static int create(SC_HANDLE manager, const wchar_t *name, const wchar_t *path)
{
	if (!CreateServiceW(manager, name, name, SERVICE_ALL_ACCESS, SERVICE_WIN32_OWN_PROCESS, SERVICE_DEMAND_START,
			SERVICE_ERROR_NORMAL, path, NULL, NULL, NULL, NULL, NULL)) {
		return fail("CreateServiceW");
	}
	return 0;
}

static int usage(void)
{
	printf("error arguments 0\n");
	return 2;
}

static int run(SC_HANDLE service, const wchar_t *command, int count, wchar_t **arguments)
{
	DWORD number = (count > 0) ? wcstoul(arguments[0], NULL, 10) : 0;
	if (!wcscmp(command, L"delete")) {
		return DeleteService(service) ? 0 : fail("DeleteService");
	}
	if (!wcscmp(command, L"start")) {
		return start(service, count, arguments);
	}
	if (!wcscmp(command, L"query")) {
		SERVICE_STATUS_PROCESS status;
		if (!query(service, &status)) {
			return fail("QueryServiceStatusEx");
		}
		print(&status);
		return 0;
	}
	if (!wcscmp(command, L"control") && count == 1) {
		return control(service, number);
	}
	if (!wcscmp(command, L"flood") && count == 2) {
		return flood(service, number, wcstoul(arguments[1], NULL, 10));
	}
	if (wcsstr(command, L"watch") && count >= 1) {
		WATCH argument = { service, number, CreateEventW(NULL, TRUE, FALSE, NULL) };
		HANDLE thread = CreateThread(NULL, 0, watch, &argument, 0, NULL);
		int result = 0;
		WaitForSingleObject(argument.ready, argument.milliseconds);
		if (!wcscmp(command, L"startwatch")) {
			result = start(service, count - 1, arguments + 1);
		}
		if (!wcscmp(command, L"stopwatch")) {
			result = control(service, SERVICE_CONTROL_STOP);
		}
		if (!result) {
			WaitForSingleObject(thread, INFINITE);
		}
		return result;
	}
	return usage();
}

int wmain(int argc, wchar_t **argv)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	if (argc < 2) {
		return usage();
	}
	SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
	if (!manager) {
		return fail("OpenSCManagerW");
	}
	if (!wcscmp(argv[1], L"list")) {
		return list(manager);
	}
	if (argc < 3) {
		return usage();
	}
	if (!wcscmp(argv[1], L"create") && argc == 4) {
		return create(manager, argv[2], argv[3]);
	}
	SC_HANDLE service = OpenServiceW(manager, argv[2], SERVICE_ALL_ACCESS);
	if (!service) {
		return fail("OpenServiceW");
	}
	return run(service, argv[1], argc - 3, argv + 3);
}
