import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, runProgram } from './running.ts';

const HEAD = `
  #include <windows.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <stdarg.h>
  #include <setjmp.h>
  static HANDLE start(LPTHREAD_START_ROUTINE body) { return CreateThread(NULL, 0, body, NULL, 0, NULL); }
  static DWORD join(HANDLE thread) {
    DWORD code;
    WaitForSingleObject(thread, INFINITE);
    GetExitCodeThread(thread, &code);
    return code;
  }
  static int slow(int x) { Sleep(1); return x; }
`;

/** What a program prints whose thread runs `body`. A `$` in a name stands for the number of the case. */
const THREADS: readonly (readonly [title: string, code: string, prints: string])[] = [
  [
    'wait in what it calls, in arguments and in operands',
    `static int add$(int a, int b) { return a * 100 + b; }
    static DWORD WINAPI body$(LPVOID p) {
      char text[16];
      int r = (Sleep(1), slow(3) ? slow(4) : slow(5)) + (slow(0) || slow(1)) + (slow(0) && slow(1));
      sprintf(text, "%d-%d", slow(1), slow(2));
      printf("%d %d %s", add$(slow(7), slow(8)), r, text);
      return 0;
    }`,
    '708 5 1-2',
  ],
  [
    'wait in functions that return structures and take any number of arguments',
    `typedef struct { int a, b, c; double d; } Big$;
    static Big$ big$(int x) { Big$ b; b.a = slow(x); b.b = slow(x + 1); b.c = 3; b.d = x / 2.0; return b; }
    static int sum$(int n, ...) {
      va_list l; int t = 0;
      va_start(l, n); while (n--) { t += va_arg(l, int); Sleep(1); } va_end(l);
      return t;
    }
    static DWORD WINAPI body$(LPVOID p) {
      Big$ b = big$(10);
      printf("%d %d %d %g %d", b.a, b.b, b.c, b.d, sum$(3, slow(1), slow(2), 3));
      return 0;
    }`,
    '10 11 3 5 6',
  ],
  [
    'wait through pointers, of their own functions and of routines',
    `static int quick$(int x) { return x + 1; }
    static long long wide$(long long x) { Sleep(1); return x * 2; }
    typedef int (*Fn$)(int);
    static Fn$ table$[3] = { slow, quick$, (Fn$)wide$ };
    static void (WINAPI *napper$)(DWORD) = Sleep;
    static DWORD WINAPI body$(LPVOID p) {
      int i;
      for (i = 0; i < 3; i++) printf("%d ", table$[i](40));
      napper$(3);
      printf("%d", GetTickCount() >= 5);
      return 0;
    }`,
    '40 41 80 1',
  ],
  [
    'wait between setjmp and longjmp, in switches, between labels, and deep in recursion',
    `static jmp_buf place$;
    static void jumps$(void) { Sleep(1); longjmp(place$, 5); }
    static int recurse$(int n) { int keep[4]; keep[0] = n; if (n == 0) return slow(0); return recurse$(n - 1) + keep[0]; }
    static DWORD WINAPI body$(LPVOID p) {
      int i = 0, r = setjmp(place$);
      if (r == 0) { printf("set "); jumps$(); }
      printf("jumped %d ", r);
      switch (slow(2)) { case 1: printf("one "); case 2: printf("two "); Sleep(1); case 3: printf("three "); break; default: printf("no "); }
    again:
      Sleep(1);
      if (++i < 3) goto again;
      printf("%d %d", i, recurse$(10));
      return 0;
    }`,
    'set jumped 5 two three 3 55',
  ],
  [
    'unwind across waits: bodies, filters, handlers and finally blocks of theirs',
    `static int fails$(int depth) {
      __try { if (depth == 0) { Sleep(5); RaiseException(0xE0000001, 0, 0, NULL); } else fails$(depth - 1); }
      __finally { Sleep(1); printf("%d%d ", depth, AbnormalTermination()); }
      return 0;
    }
    static DWORD WINAPI body$(LPVOID p) {
      int i;
      __try { fails$(2); } __except (GetExceptionCode() == 0xE0000001) { Sleep(2); printf("handled "); }
      __try { __try { slow(1); *(volatile int *)8 = 1; } __finally { Sleep(2); printf("f%d ", AbnormalTermination()); } }
      __except (GetExceptionCode() == STATUS_ACCESS_VIOLATION) { printf("fault "); }
      for (i = 0; i < 3; i++) { __try { if (i == 1) continue; Sleep(1); if (i == 2) break; } __finally { Sleep(1); printf("%d", i); } }
      return 0;
    }`,
    '01 11 21 handled f1 fault 012',
  ],
  [
    'overflow their own stack, and go on',
    `static int overflow$(int n) { volatile char pad[4000]; pad[0] = (char)n; if (n % 50 == 0) Sleep(1); return overflow$(n + 1) + pad[0]; }
    static DWORD WINAPI body$(LPVOID p) {
      __try { overflow$(1); } __except (GetExceptionCode() == STATUS_STACK_OVERFLOW) { Sleep(1); printf("overflowed "); }
      printf("%d", slow(7));
      return 0;
    }`,
    'overflowed 7',
  ],
];

/** Whole programs: what they print, and their exit codes. */
const PROGRAMS: readonly (readonly [title: string, code: string, prints: string, exitCode: number])[] = [
  [
    'that spin on variables of each other get time slices',
    `static volatile int turn$, flag$;
    static DWORD WINAPI pong$(LPVOID p) { int i; for (i = 0; i < 3; i++) { while (turn$ != 1) ; printf("pong "); turn$ = 0; } return 8; }
    static DWORD WINAPI other$(LPVOID p) { while (!flag$) ; flag$ = 2; while (flag$ != 3) ; return 9; }
    static int main$(void) {
      int i; HANDLE a = start(pong$), b = start(other$);
      for (i = 0; i < 3; i++) { printf("ping "); turn$ = 1; while (turn$ != 0) ; }
      flag$ = 1; while (flag$ != 2) ; flag$ = 3;
      return join(a) * 10 + join(b);
    }`,
    'ping pong ping pong ping pong ',
    89,
  ],
  [
    'that spin until a sleep of another is over: time passes',
    `static volatile int flag$;
    static DWORD WINAPI sleeper$(LPVOID p) { Sleep(20); flag$ = 1; return 1; }
    static DWORD WINAPI spinner$(LPVOID p) { while (!flag$) ; return GetTickCount() >= 20; }
    static int main$(void) { HANDLE a = start(spinner$); return join(start(sleeper$)) + join(a); }`,
    '',
    2,
  ],
  [
    'that spin until a clock says so: time passes in every program',
    `static int main$(void) { DWORD start = GetTickCount(); while (GetTickCount() - start < 3) ; return GetTickCount() - start; }`,
    '',
    3,
  ],
  [
    'a wait with a timeout, again and again, while the thread works',
    `static DWORD WINAPI body$(LPVOID p) { Sleep(25); return 4; }
    static int main$(void) {
      HANDLE a = start(body$); int timeouts = 0;
      while (WaitForSingleObject(a, 10) == WAIT_TIMEOUT) timeouts++;
      return timeouts * 10 + join(a);
    }`,
    '',
    24,
  ],
  [
    'ExitProcess in a thread ends all, and no finally block runs',
    `static DWORD WINAPI body$(LPVOID p) { __try { Sleep(5); printf("exit"); ExitProcess(9); } __finally { printf("never"); } return 0; }
    static int main$(void) { start(body$); __try { Sleep(INFINITE); } __finally { printf("never"); } return 0; }`,
    'exit',
    9,
  ],
  [
    'main returns while a thread runs: it ends in the middle',
    `static DWORD WINAPI body$(LPVOID p) { __try { printf("begun "); Sleep(1000); printf("never"); } __finally { printf("never"); } return 0; }
    static int main$(void) { start(body$); Sleep(5); printf("end"); return 3; }`,
    'begun end',
    3,
  ],
  [
    'ExitThread deep inside ends the thread only, and no finally block runs',
    `static void leaves$(int n) { if (n == 0) { Sleep(1); ExitThread(6); } __try { leaves$(n - 1); } __finally { printf("never"); } }
    static DWORD WINAPI body$(LPVOID p) { leaves$(3); return 1; }
    static int main$(void) { return join(start(body$)); }`,
    '',
    6,
  ],
  [
    'the lock of a heap keeps a thread waiting',
    `static DWORD WINAPI body$(LPVOID p) { HeapFree(GetProcessHeap(), 0, HeapAlloc(GetProcessHeap(), 0, 10)); printf("got it"); return 0; }
    static int main$(void) {
      HANDLE a;
      HeapLock(GetProcessHeap());
      a = start(body$);
      Sleep(5);
      printf("unlock ");
      HeapUnlock(GetProcessHeap());
      return join(a);
    }`,
    'unlock got it',
    0,
  ],
  [
    'a function that a routine calls back waits on top of others',
    `static CRITICAL_SECTION section$;
    static int compare$(const void *a, const void *b) { EnterCriticalSection(&section$); LeaveCriticalSection(&section$); Sleep(1); return *(int *)a - *(int *)b; }
    static DWORD WINAPI sorts$(LPVOID p) { int t[3] = { 3, 1, 2 }; Sleep(1); qsort(t, 3, sizeof(int), compare$); return t[0] * 100 + t[1] * 10 + t[2]; }
    static DWORD WINAPI holds$(LPVOID p) { EnterCriticalSection(&section$); Sleep(10); LeaveCriticalSection(&section$); return 0; }
    static int main$(void) { HANDLE a, b; InitializeCriticalSection(&section$); a = start(holds$); b = start(sorts$); return join(b); }`,
    '',
    123,
  ],
  [
    'one-time initialization waits while others wait for it',
    `static INIT_ONCE once$ = INIT_ONCE_STATIC_INIT; static volatile int ready$;
    static BOOL CALLBACK make$(PINIT_ONCE once, PVOID parameter, PVOID *context) { while (!ready$) Sleep(1); *context = (PVOID)64; return TRUE; }
    static DWORD WINAPI body$(LPVOID p) { PVOID context; InitOnceExecuteOnce(&once$, make$, NULL, &context); return (DWORD)(ULONG_PTR)context; }
    static int main$(void) { HANDLE a = start(body$), b = start(body$); Sleep(5); ready$ = 1; return join(a) + join(b); }`,
    '',
    128,
  ],
  [
    'two hundred threads at a time, each with a stack of its own that grows',
    `static LONG done$;
    static int deep$(int n) { volatile char pad[1000]; pad[0] = 1; return n == 0 ? slow(0) : deep$(n - 1) + pad[0]; }
    static DWORD WINAPI body$(LPVOID p) { if (deep$((int)(ULONG_PTR)p) == (int)(ULONG_PTR)p) InterlockedIncrement(&done$); Sleep(10); return 0; }
    static int main$(void) {
      HANDLE all[200]; int i;
      for (i = 0; i < 200; i++) all[i] = CreateThread(NULL, 0, body$, (LPVOID)(ULONG_PTR)(i % 50 == 0 ? 400 : i % 5), 0, NULL);
      for (i = 0; i < 200; i++) WaitForSingleObject(all[i], INFINITE);
      return done$ == 200;
    }`,
    '',
    1,
  ],
  [
    'a thread that was made suspended runs when it is resumed',
    `static DWORD WINAPI body$(LPVOID p) { printf("runs "); return slow(5); }
    static int main$(void) {
      DWORD code;
      HANDLE a = CreateThread(NULL, 0, body$, NULL, CREATE_SUSPENDED, NULL);
      Sleep(10);
      printf("%d ", WaitForSingleObject(a, 10) == WAIT_TIMEOUT);
      printf("%lu %lu ", ResumeThread(a), ResumeThread(a));
      code = join(a);
      printf("%lu", ResumeThread(a));
      CloseHandle(a);
      if (ResumeThread(a) != (DWORD)-1 || GetLastError() != ERROR_INVALID_HANDLE) return 1;
      return code;
    }`,
    '1 1 0 runs 0',
    5,
  ],
  [
    'main ends its thread alone: the last thread ends the process',
    `static HANDLE mutex$;
    static DWORD WINAPI first$(LPVOID p) { printf("%d ", WaitForSingleObject(mutex$, INFINITE) == WAIT_ABANDONED); return 4; }
    static DWORD WINAPI second$(LPVOID p) { Sleep(20); printf("second"); return 6; }
    static int main$(void) {
      mutex$ = CreateMutexA(NULL, TRUE, NULL);
      start(first$); start(second$);
      __try { ExitThread(5); } __finally { printf("never"); }
      return 1;
    }`,
    '1 second',
    6,
  ],
  [
    'main that ends its thread ends the process when it is the last',
    `static DWORD WINAPI body$(LPVOID p) { return 4; }
    static int main$(void) { join(start(body$)); ExitThread(5); return 1; }`,
    '',
    5,
  ],
  [
    'the C library starts and ends threads too',
    `#include <process.h>
    static unsigned __stdcall body$(void *p) { slow(1); *(int *)p += 1; _endthreadex(3); return 9; }
    static unsigned __stdcall returns$(void *p) { return slow(9); }
    static void __cdecl plain$(void *p) { slow(1); *(int *)p += 10; _endthread(); printf("never"); }
    static int main$(void) {
      int count = 0; unsigned id = 0;
      HANDLE a = (HANDLE)_beginthreadex(NULL, 0, body$, &count, 0, &id), b = (HANDLE)_beginthreadex(NULL, 0, returns$, NULL, CREATE_SUSPENDED, NULL);
      HANDLE c = (HANDLE)_beginthread(plain$, 0, &count);
      ResumeThread(b);
      WaitForSingleObject(c, INFINITE);
      printf("%d %d %d", join(a), join(b), id != 0 && _beginthreadex(NULL, 0, NULL, NULL, 0, NULL) == 0);
      return count;
    }`,
    '3 9 1',
    11,
  ],
  [
    'a thread that does not start leaves the program as it was',
    `static DWORD WINAPI body$(LPVOID p) { printf("never"); return 0; }
    static int main$(void) {
      HANDLE a = CreateThread(NULL, 0, body$, NULL, 0x40, NULL);
      Sleep(1);
      return a == NULL ? GetLastError() : 0;
    }`,
    '',
    87,
  ],
];

const ALL = [
  ...THREADS.map(([title, code, prints]) => ({
    title,
    code: `${code}\nstatic int main$(void) { return join(start(body$)); }`,
    prints,
    exitCode: 0,
  })),
  ...PROGRAMS.map(([title, code, prints, exitCode]) => ({ title, code, prints, exitCode })),
].map((one, index) => ({ ...one, index }));

/** All cases in one program, which is told which of them to run: it is compiled once. */
const TEXT = `${HEAD}
${ALL.map(({ code, index }) => code.replaceAll('$', `${index}`)).join('\n')}
int main(int argc, char **argv) {
  switch (atoi(argv[1])) {
  ${ALL.map(({ index }) => `case ${index}: return main${index}();`).join('\n')}
  }
  return -1;
}`;

describe.each(ARCHITECTURES)('threads of a program on %s', (arch) => {
  it.each(ALL)('$title', ({ prints, exitCode, index }) => {
    expect(runProgram(TEXT, arch, { args: [`${index}`] })).toMatchObject({ stdout: prints, exitCode });
  });

  it('two that wait for each other are a deadlock, which names the lines', () => {
    const { outcome } = runProgram(
      `#include <windows.h>
      static CRITICAL_SECTION a, b; static volatile int has;
      static DWORD WINAPI body(LPVOID p) {
        EnterCriticalSection(&b); has = 1;
        EnterCriticalSection(&a);
        return 0;
      }
      int main(void) {
        InitializeCriticalSection(&a); InitializeCriticalSection(&b);
        EnterCriticalSection(&a); CreateThread(NULL, 0, body, NULL, 0, NULL);
        while (!has) ;
        EnterCriticalSection(&b);
        return 0;
      }`,
      arch,
    );
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
    const cycle = outcome.kind === 'stopped' ? outcome.cycle : [];
    expect(cycle.map(({ routine, at }) => [routine, at?.replace(/\+0x\w+/, '')])).toEqual([
      ['EnterCriticalSection', 'program!main [program.c @ 12]'],
      ['EnterCriticalSection', 'program!body [program.c @ 5]'],
    ]);
    expect(cycle[0]?.owner).toBe(cycle[1]?.thread);
    expect(cycle[1]?.owner).toBe(cycle[0]?.thread);
  });

  it('a deadlock shows an object of a program with as many digits as the program has', () => {
    const { outcome } = runProgram(
      `#include <windows.h>
      static HANDLE heap;
      static DWORD WINAPI body(LPVOID p) { HeapLock(heap); return 0; }
      int main(void) {
        HANDLE thread;
        heap = HeapCreate(0, 0, 0);
        thread = CreateThread(NULL, 0, body, NULL, 0, NULL);
        WaitForSingleObject(thread, INFINITE);
        HeapCompact(heap, 0);
        return 0;
      }`,
      arch,
    );
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
    const text = outcome.kind === 'stopped' ? outcome.message : '';
    const digits = arch === 'x64' ? '[0-9a-f]{8}`[0-9a-f]{8}' : '[0-9a-f]{8}';
    expect(text).toMatch(new RegExp(`for the lock of the heap ${digits}, which thread \\d+ holds`));
  });

  it('an endless loop in a thread stops at the step limit, which names the loop', () => {
    const { outcome } = runProgram(
      `#include <windows.h>
      static DWORD WINAPI body(LPVOID p) {
        for (;;) ;
        return 0;
      }
      int main(void) { return WaitForSingleObject(CreateThread(NULL, 0, body, NULL, 0, NULL), INFINITE); }`,
      arch,
      { maxSteps: 1_000_000 },
    );
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
    expect(outcome.kind === 'stopped' ? outcome.message : '').toContain('program.c @ 3');
  });

  it('a wait in a function that qsort calls, for what lies below it, is NotModelled', () => {
    const { outcome } = runProgram(
      `#include <windows.h>
      #include <stdlib.h>
      static volatile int go, in;
      static int compare(const void *a, const void *b) { in = 1; while (!go) Sleep(1); return 0; }
      static DWORD WINAPI body(LPVOID p) { int t[2] = { 3, 1 }; Sleep(1); qsort(t, 2, sizeof(int), compare); return 0; }
      int main(void) { CreateThread(NULL, 0, body, NULL, 0, NULL); while (!in) Sleep(1); go = 1; return 0; }`,
      arch,
    );
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});
