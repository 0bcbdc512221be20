/*
 * Starts a command in a console of its own and sends it a console control for each line of standard input.
 *
 *   console-control EVENT[,EVENT...] COMMAND [ARGUMENT...]
 *
 * EVENT is c, break, close, logoff or shutdown; the n-th line sends the n-th one. Prints the id and, in the end,
 * the exit code of the command. Windows lets programs send the first two only, and Wine kills the command with
 * the second; all but the first are sent by running the routine in the command that Windows itself would run there.
 *
 * x86_64-w64-mingw32-gcc -municode -o console-control.exe console-control.c
 */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

static const wchar_t *names[] = { L"c", L"break", L"close", L"", L"", L"logoff", L"shutdown" };

static int number(const wchar_t *name) {
	for (int i = 0; i < 7; i++) {
		if (wcscmp(name, names[i]) == 0) {
			return i;
		}
	}
	return -1;
}

static BOOL WINAPI survive(DWORD event) {
	(void) event;
	return TRUE;
}

/* The routine is at the same address in every process. */
static BOOL call_routine(HANDLE process, DWORD event) {
	FARPROC routine = GetProcAddress(GetModuleHandleW(L"kernelbase"), "CtrlRoutine");
	HANDLE thread = routine == NULL ? NULL
		: CreateRemoteThread(process, NULL, 0, (LPTHREAD_START_ROUTINE) (void *) routine, (void *) (ULONG_PTR) event, 0, NULL);
	return thread != NULL && CloseHandle(thread);
}

static BOOL send_event(HANDLE process, int event) {
	return event == CTRL_C_EVENT ? GenerateConsoleCtrlEvent(event, 0) : call_routine(process, event);
}

/* The command line without the first two words, none of which may contain a quote within. */
static wchar_t *rest(wchar_t *line) {
	for (int i = 0; i < 2; i++) {
		wchar_t end = *line == L'"' ? L'"' : L' ';
		line += wcscspn(line + 1, end == L'"' ? L"\"" : L" ") + 1;
		line += *line == L'"';
		line += wcsspn(line, L" ");
	}
	return line;
}

static HANDLE inheritable(DWORD which) {
	HANDLE handle = GetStdHandle(which);
	SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
	return handle;
}

int wmain(int argc, wchar_t **argv) {
	char line[80];
	DWORD code = 0;
	PROCESS_INFORMATION child;
	SECURITY_ATTRIBUTES inherit = { sizeof inherit, NULL, TRUE };
	STARTUPINFOW startup = { .cb = sizeof startup };
	if (argc < 3) {
		fputs("usage: console-control EVENT[,EVENT...] COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	setvbuf(stdout, NULL, _IONBF, 0);
	startup.dwFlags = STARTF_USESTDHANDLES;
	startup.hStdInput = CreateFileW(L"NUL", GENERIC_READ, 0, &inherit, OPEN_EXISTING, 0, NULL);
	startup.hStdOutput = inheritable(STD_OUTPUT_HANDLE);
	startup.hStdError = inheritable(STD_ERROR_HANDLE);
	FreeConsole();
	if (!AllocConsole() || !SetConsoleCtrlHandler(NULL, FALSE) || !SetConsoleCtrlHandler(survive, TRUE)
			|| !CreateProcessW(NULL, rest(GetCommandLineW()), NULL, NULL, TRUE, 0, NULL, NULL, &startup, &child)) {
		printf("error %lu\n", GetLastError());
		return 1;
	}
	printf("started %lu\n", child.dwProcessId);
	for (wchar_t *event = wcstok(argv[1], L","); event != NULL; event = wcstok(NULL, L",")) {
		if (fgets(line, sizeof line, stdin) == NULL) {
			break;
		}
		BOOL sent = send_event(child.hProcess, number(event));
		printf("sent %ls %d error %lu\n", event, sent, sent ? 0 : GetLastError());
	}
	WaitForSingleObject(child.hProcess, INFINITE);
	GetExitCodeProcess(child.hProcess, &code);
	printf("exit code %lu\n", code);
	return 0;
}
