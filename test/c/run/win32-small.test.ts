/** Small routines of the Windows API, as C programs use them. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

/** Runs a program; its checks give the number of the first that fails. */
function run(text: string, arch: 'x64' | 'x86') {
  const program = compileC({ name: 'test.c', text }, { arch });
  expect(program.diagnosticText()).toBe('');
  const prints: string[] = [];
  const result = program.run({
    onMachine: (nt) => {
      nt.events.on((event) => {
        if (event.kind === 'debug-print') prints.push(event.text);
      });
    },
  });
  return { ...result, prints };
}

const PROGRAMS: readonly (readonly [title: string, text: string])[] = [
  [
    'a sleep takes simulated time, and the clocks agree on it',
    `#include <windows.h>
    int main(void) {
      LARGE_INTEGER frequency, first, second;
      FILETIME before, after;
      DWORD tick = GetTickCount();
      if (!QueryPerformanceFrequency(&frequency) || frequency.QuadPart <= 0) return 1;
      if (!QueryPerformanceCounter(&first)) return 2;
      GetSystemTimeAsFileTime(&before);
      Sleep(250);
      if (SleepEx(250, TRUE) != 0) return 3;
      GetSystemTimeAsFileTime(&after);
      QueryPerformanceCounter(&second);
      if (GetTickCount() - tick != 500) return 4;
      if (second.QuadPart - first.QuadPart != frequency.QuadPart / 2) return 5;
      if (after.dwLowDateTime - before.dwLowDateTime != 5000000) return 6;
      if (after.dwHighDateTime < 0x1d00000) return 7;
      Sleep(0);
      return 0;
    }`,
  ],
  [
    'GetSystemInfo tells pages and the architecture',
    `#include <windows.h>
    int main(void) {
      SYSTEM_INFO info, native;
      GetSystemInfo(&info);
      GetNativeSystemInfo(&native);
      if (info.dwPageSize != 4096 || info.dwAllocationGranularity != 0x10000) return 1;
      if (info.wProcessorArchitecture != (sizeof(void *) == 8 ? PROCESSOR_ARCHITECTURE_AMD64 : PROCESSOR_ARCHITECTURE_INTEL)) return 2;
      if (native.wProcessorArchitecture != PROCESSOR_ARCHITECTURE_AMD64) return 3;
      if (info.dwNumberOfProcessors != 1 || info.dwActiveProcessorMask != 1) return 4;
      if ((ULONG_PTR)&info > (ULONG_PTR)info.lpMaximumApplicationAddress) return 5;
      if ((ULONG_PTR)info.lpMinimumApplicationAddress != 0x10000) return 6;
      return info.dwProcessorType == 0;
    }`,
  ],
  [
    'a routine can be found by its name and called',
    `#include <windows.h>
    typedef LPVOID (WINAPI *ALLOCATE)(HANDLE, DWORD, SIZE_T);
    typedef BOOL (WINAPI *RELEASE)(HANDLE, DWORD, LPVOID);
    typedef ULONGLONG (WINAPI *TICKS)(void);
    int main(void) {
      HMODULE kernel = GetModuleHandleA("KERNEL32.dll");
      ALLOCATE allocate; RELEASE release; TICKS ticks; unsigned char *block;
      if (kernel == NULL || GetModuleHandleW(L"kernel32") != kernel) return 1;
      if (GetModuleHandle(TEXT("ntdll")) == NULL || GetModuleHandle(NULL) == NULL) return 2;
      allocate = (ALLOCATE)GetProcAddress(kernel, "HeapAlloc");
      release = (RELEASE)GetProcAddress(kernel, "HeapFree");
      ticks = (TICKS)GetProcAddress(kernel, "GetTickCount64");
      if (!allocate || !release || !ticks) return 3;
      if ((ALLOCATE)GetProcAddress(kernel, "HeapAlloc") != allocate) return 4;
      block = allocate(GetProcessHeap(), HEAP_ZERO_MEMORY, 100);
      if (!block || block[99] || HeapSize(GetProcessHeap(), 0, block) != 100) return 5;
      if (!release(GetProcessHeap(), 0, block)) return 6;
      Sleep(7);
      if (ticks() != GetTickCount64()) return 7;
      SetLastError(0);
      if (GetProcAddress(kernel, "NoSuchRoutine") || GetLastError() != ERROR_PROC_NOT_FOUND) return 8;
      if (GetProcAddress(kernel, "heapalloc")) return 9;
      if (GetModuleHandleA("nothing.dll") || GetLastError() != ERROR_MOD_NOT_FOUND) return 10;
      if (GetProcAddress((HMODULE)0x1230000, "HeapAlloc") || GetLastError() != ERROR_MOD_NOT_FOUND) return 11;
      return 0;
    }`,
  ],
  [
    'IsBadReadPtr and IsBadWritePtr look at every page',
    `#include <windows.h>
    int main(void) {
      DWORD old;
      char *pages = VirtualAlloc(NULL, 0x3000, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
      if (IsBadReadPtr(pages, 0x3000) || IsBadWritePtr(pages, 0x3000)) return 1;
      if (!VirtualProtect(pages + 0x1000, 1, PAGE_READONLY, &old)) return 2;
      if (IsBadReadPtr(pages, 0x3000) || !IsBadWritePtr(pages, 0x1001) || IsBadWritePtr(pages, 0x1000)) return 3;
      if (!VirtualProtect(pages + 0x1000, 1, PAGE_NOACCESS, &old)) return 4;
      if (!IsBadReadPtr(pages + 0xfff, 2) || IsBadReadPtr(pages + 0xfff, 1)) return 5;
      if (IsBadReadPtr(NULL, 0) || !IsBadReadPtr(NULL, 1) || !IsBadWritePtr(NULL, 4)) return 6;
      if (!IsBadReadPtr(pages, (UINT_PTR)-1)) return 7;
      return 0;
    }`,
  ],
  [
    'handles of oneself, and the error mode',
    `#include <windows.h>
    int main(void) {
      if (GetCurrentProcess() != (HANDLE)(LONG_PTR)-1 || GetCurrentThread() != (HANDLE)(LONG_PTR)-2) return 1;
      if (SetErrorMode(SEM_FAILCRITICALERRORS) != 0) return 2;
      if (SetErrorMode(0) != SEM_FAILCRITICALERRORS) return 3;
      if (TerminateProcess((HANDLE)0x44, 9) || GetLastError() != ERROR_INVALID_HANDLE) return 4;
      return 0;
    }`,
  ],
  [
    'a critical section belongs to a thread as often as it entered',
    `#include <windows.h>
    static CRITICAL_SECTION section;
    int main(void) {
      InitializeCriticalSection(&section);
      if (section.LockCount != -1 || section.OwningThread != NULL) return 1;
      EnterCriticalSection(&section);
      if (!TryEnterCriticalSection(&section) || section.RecursionCount != 2) return 2;
      if ((DWORD)(ULONG_PTR)section.OwningThread != GetCurrentThreadId()) return 3;
      LeaveCriticalSection(&section);
      if (section.OwningThread == NULL) return 4;
      LeaveCriticalSection(&section);
      if (section.LockCount != -1 || section.OwningThread != NULL) return 5;
      DeleteCriticalSection(&section);
      if (TryEnterCriticalSection(&section)) return 6;
      if (!InitializeCriticalSectionAndSpinCount(&section, 4000) || section.SpinCount != 4000) return 7;
      __try { EnterCriticalSection(NULL); return 8; }
      __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION) { return 0; }
    }`,
  ],
  [
    'slots of a thread hold pointers until they are given back',
    `#include <windows.h>
    int main(void) {
      DWORD slot = TlsAlloc(), other = TlsAlloc();
      if (slot == TLS_OUT_OF_INDEXES || slot == other) return 1;
      SetLastError(5);
      if (TlsGetValue(slot) != NULL || GetLastError() != 0) return 2;
      if (!TlsSetValue(slot, &slot) || TlsGetValue(slot) != &slot || TlsGetValue(other) != NULL) return 3;
      if (!TlsFree(slot) || TlsFree(slot) || GetLastError() != ERROR_INVALID_PARAMETER) return 4;
      if (TlsAlloc() != slot || TlsGetValue(slot) != NULL) return 5;
      if (TlsSetValue(TLS_OUT_OF_INDEXES, NULL) || GetLastError() != ERROR_INVALID_PARAMETER) return 6;
      SetLastError(0);
      if (TlsGetValue(5000) != NULL || GetLastError() != ERROR_INVALID_PARAMETER) return 7;
      return 0;
    }`,
  ],
  [
    'threads run, share a section, and tell their exit codes',
    `#include <windows.h>
    static CRITICAL_SECTION section; static int count;
    static DWORD WINAPI work(LPVOID parameter) {
      int i; char *block;
      for (i = 0; i < 10; i++) { EnterCriticalSection(&section); count++; LeaveCriticalSection(&section); }
      block = HeapAlloc(GetProcessHeap(), 0, 50);
      if (!block || !HeapFree(GetProcessHeap(), 0, block)) return 1;
      if (parameter == NULL) ExitThread(77);
      return 100 + *(int *)parameter;
    }
    int main(void) {
      int five = 5; DWORD id = 0, code; HANDLE first, second;
      InitializeCriticalSection(&section);
      first = CreateThread(NULL, 0, work, &five, 0, &id);
      second = CreateThread(NULL, 0, work, NULL, 0, NULL);
      if (!first || !second || id == 0 || id == GetCurrentThreadId()) return 1;
      if (!GetExitCodeThread(first, &code) || code != STILL_ACTIVE) return 2;
      if (WaitForSingleObject(first, 0) != WAIT_TIMEOUT) return 3;
      if (WaitForSingleObject(first, INFINITE) != WAIT_OBJECT_0) return 4;
      if (WaitForSingleObject(second, 1000) != WAIT_OBJECT_0) return 5;
      if (!GetExitCodeThread(first, &code) || code != 105) return 6;
      if (!GetExitCodeThread(second, &code) || code != 77) return 7;
      if (!CloseHandle(first) || CloseHandle(first) || !CloseHandle(second) || count != 20) return 8;
      if (WaitForSingleObject(first, 0) != WAIT_FAILED || GetLastError() != ERROR_INVALID_HANDLE) return 9;
      if (GetExitCodeThread(first, &code) || GetLastError() != ERROR_INVALID_HANDLE) return 10;
      if (CreateThread(NULL, 0, work, NULL, 0x40, NULL) || GetLastError() != ERROR_INVALID_PARAMETER) return 11;
      return 0;
    }`,
  ],
];

describe.each(['x64', 'x86'] as const)('a C program on %s', (arch) => {
  it.each(PROGRAMS)('%s', (_, text) => {
    expect(run(text, arch)).toMatchObject({ exitCode: 0, outcome: { kind: 'returned' } });
  });

  it('ends with an exception that nobody handles in one of its threads', () => {
    const text = `#include <windows.h>
      static DWORD WINAPI work(LPVOID parameter) { return *(volatile DWORD *)parameter; }
      int main(void) { WaitForSingleObject(CreateThread(NULL, 0, work, NULL, 0, NULL), INFINITE); return 0; }`;
    expect(run(text, arch).exitCode).toBe(0xc000_0005 | 0);
  });

  it('shows text to a debugger', () => {
    const text =
      '#include <windows.h>\nint main(void) { OutputDebugStringA("one\\n"); OutputDebugStringW(L"\\x3b1"); OutputDebugString(NULL); return 0; }';
    expect(run(text, arch)).toMatchObject({ exitCode: 0, prints: ['one\n', '\u03b1'] });
  });

  it('meets an access violation where the address of the text is bad', () => {
    const text = `#include <windows.h>
      int main(void) { __try { OutputDebugStringA((char *)16); } __except (GetExceptionCode() == STATUS_ACCESS_VIOLATION) { return 5; } return 0; }`;
    expect(run(text, arch).exitCode).toBe(5);
  });

  it('E-041: TerminateProcess ends it; no finally block runs', () => {
    const text = `#include <windows.h>
      #include <stdio.h>
      int main(void) { __try { TerminateProcess(GetCurrentProcess(), 77); } __finally { puts("finally"); } return 0; }`;
    expect(run(text, arch)).toMatchObject({ exitCode: 77, stdout: '' });
  });

  it.each(['nt.h', 'ntrtl.h', 'nturtl.h'])('may include <%s>', (header) => {
    const text = `#include <${header}>\nint main(void) { return NT_SUCCESS((NTSTATUS)0) && RtlSizeHeap != NULL ? 0 : 1; }`;
    expect(run(text, arch).exitCode).toBe(0);
  });

  it('may include the headers of ntdll in front of windows.h', () => {
    const text =
      '#include <nt.h>\n#include <ntrtl.h>\n#include <nturtl.h>\n#include <windows.h>\nint main(void) { return GetCurrentProcess() == 0 || STATUS_SUCCESS != 0 || STATUS_ACCESS_VIOLATION != EXCEPTION_ACCESS_VIOLATION; }';
    expect(run(text, arch).exitCode).toBe(0);
  });
});
