/** SuspendThread, priorities of threads, and what else a program asks of its threads (decision 0081). */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

const HEAD = `
  #include <windows.h>
  #include <stdio.h>
  #define CHECK(condition) do { if (!(condition)) { printf("line %d\\n", __LINE__); return 1; } } while (0)
  static volatile LONG turns;
  static DWORD WINAPI counts(LPVOID most) { for (int i = 0; i < (int)(INT_PTR)most; i++) { turns++; Sleep(1); } return 7; }
`;

const run = (arch: 'x64' | 'x86', body: string) => {
  const program = compileC({ name: 'suspend.c', text: HEAD + body }, { arch });
  expect(program.diagnosticText()).toBe('');
  return program.run();
};

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it('a suspended thread stands still until each suspension is taken back', () => {
    const result = run(
      arch,
      `int main(void) {
        HANDLE thread = CreateThread(NULL, 0, counts, (LPVOID)100, 0, NULL);
        DWORD code;
        LONG seen;
        Sleep(5);
        CHECK(SuspendThread(thread) == 0 && SuspendThread(thread) == 1);
        seen = turns;
        CHECK(seen > 0 && seen < 100);
        Sleep(50);
        CHECK(turns == seen);
        CHECK(ResumeThread(thread) == 2);
        Sleep(50);
        CHECK(turns == seen && WaitForSingleObject(thread, 50) == WAIT_TIMEOUT);
        CHECK(ResumeThread(thread) == 1 && ResumeThread(thread) == 0);
        CHECK(WaitForSingleObject(thread, INFINITE) == WAIT_OBJECT_0 && turns == 100);
        return GetExitCodeThread(thread, &code) && code == 7 ? 0 : 2;
      }`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('a thread that is ready and suspended does not begin', () => {
    const result = run(
      arch,
      `int main(void) {
        HANDLE thread = CreateThread(NULL, 0, counts, (LPVOID)1, 0, NULL);
        CHECK(SuspendThread(thread) == 0 && turns == 0);
        Sleep(50);
        CHECK(turns == 0 && ResumeThread(thread) == 1);
        WaitForSingleObject(thread, INFINITE);
        return turns == 1 ? 0 : 2;
      }`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('a thread that was made suspended can be suspended again; the most is 127', () => {
    const result = run(
      arch,
      `int main(void) {
        HANDLE thread = CreateThread(NULL, 0, counts, (LPVOID)1, CREATE_SUSPENDED, NULL);
        DWORD before = 0;
        CHECK(SuspendThread(thread) == 1 && ResumeThread(thread) == 2);
        Sleep(10);
        CHECK(turns == 0);
        while (SuspendThread(thread) != 0xFFFFFFFF) before++;
        CHECK(before == 126 && GetLastError() == ERROR_SIGNAL_REFUSED);
        CHECK(ResumeThread(thread) == 127);
        while (ResumeThread(thread) > 1) ;
        WaitForSingleObject(thread, INFINITE);
        return turns == 1 ? 0 : 2;
      }`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('a thread suspends itself, and another one lets it go on', () => {
    const result = run(
      arch,
      `static DWORD WINAPI stops(LPVOID p) { turns = 1; CHECK(SuspendThread(GetCurrentThread()) == 0); turns = 2; return 0; }
      static DWORD WINAPI resumes(LPVOID main) { Sleep(5); turns += 10; ResumeThread(main); return 0; }
      int main(void) {
        HANDLE thread = CreateThread(NULL, 0, stops, NULL, 0, NULL), self;
        Sleep(5);
        CHECK(turns == 1 && ResumeThread(thread) == 1);
        WaitForSingleObject(thread, INFINITE);
        CHECK(turns == 2);
        DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &self, 0, FALSE, DUPLICATE_SAME_ACCESS);
        CreateThread(NULL, 0, resumes, self, 0, NULL);
        CHECK(SuspendThread(GetCurrentThread()) == 0 && turns == 12);
        return 0;
      }`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('nobody lets it go on: a deadlock', () => {
    const { outcome } = run(arch, 'int main(void) { SuspendThread(GetCurrentThread()); return 0; }');
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'deadlock', what: 'SuspendThread' });
  });

  it('priorities: who has a higher one runs first', () => {
    const result = run(
      arch,
      `static char order[8];
      static DWORD WINAPI notes(LPVOID name) { order[turns++] = (char)(INT_PTR)name; return 0; }
      int main(void) {
        static const int all[] = {-15, -2, -1, 0, 1, 2, 15};
        HANDLE low, high;
        DWORD code;
        CHECK(GetThreadPriority(GetCurrentThread()) == THREAD_PRIORITY_NORMAL);
        for (int i = 0; i < 7; i++)
          CHECK(SetThreadPriority(GetCurrentThread(), all[i]) && GetThreadPriority(GetCurrentThread()) == all[i]);
        CHECK(!SetThreadPriority(GetCurrentThread(), 3) && GetLastError() == ERROR_INVALID_PARAMETER);
        CHECK(GetThreadPriority((HANDLE)0x1234) == THREAD_PRIORITY_ERROR_RETURN && GetLastError() == ERROR_INVALID_HANDLE);
        low = CreateThread(NULL, 0, notes, (LPVOID)'l', 0, NULL);
        high = CreateThread(NULL, 0, notes, (LPVOID)'h', 0, NULL);
        SetThreadPriority(low, THREAD_PRIORITY_LOWEST);
        SetThreadPriority(high, THREAD_PRIORITY_ABOVE_NORMAL);
        SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_NORMAL);
        CHECK(turns == 1 && order[0] == 'h');
        high = CreateThread(NULL, 0, notes, (LPVOID)'r', CREATE_SUSPENDED, NULL);
        SetThreadPriority(high, THREAD_PRIORITY_ABOVE_NORMAL);
        CHECK(turns == 1 && ResumeThread(high) == 1 && turns == 2);
        WaitForSingleObject(low, INFINITE);
        CHECK(!strcmp(order, "hrl"));
        CHECK(GetExitCodeProcess(GetCurrentProcess(), &code) && code == STILL_ACTIVE);
        CHECK(!GetExitCodeProcess(NULL, &code) && GetLastError() == ERROR_INVALID_HANDLE);
        return 0;
      }`,
    );
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
  });
});
