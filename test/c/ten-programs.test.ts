/**
 * The programs that must work on the first day (BEHAVIOUR-DECISIONS). d, e, f, g and j are drivers with clients:
 * test/c/drivers and here; the others are whole here.
 */
import { describe, expect, it } from 'vitest';
import { compileC, loadDriver, type RunOptions } from '../../src/c-programs.ts';
import { type BootOptions, boot } from '../../src/index.ts';

const arches = ['x64', 'x86'] as const;
type Arch = (typeof arches)[number];

const run = (text: string, arch: Arch, options: RunOptions = {}) => {
  const program = compileC({ name: 'program.c', text }, { arch });
  expect(program.diagnostics.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  return { program, ...program.run(options) };
};

/** Loads a driver whose DriverEntry has this body; gives the outcome and what DbgPrint said. */
function entry(body: string, arch: Arch, options: Pick<BootOptions, 'profile' | 'verifier'> = {}) {
  const text = `#include <ntifs.h>
static VOID Unload(PDRIVER_OBJECT DriverObject) { UNREFERENCED_PARAMETER(DriverObject); }
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  UNREFERENCED_PARAMETER(RegistryPath); DriverObject->DriverUnload = Unload;
${body}
  return STATUS_SUCCESS; }`;
  const nt = boot({ arch, ...options });
  const printed: string[] = [];
  nt.events.on((event) => {
    if (event.kind === 'debug-print') printed.push(event.text);
  });
  const outcome = nt.outcome(() => loadDriver({ name: 'driver.c', text }, { arch, nt }));
  return { printed: printed.join(''), outcome };
}

describe.each(arches)('on %s', (arch) => {
  describe('a. a nongrowable heap in caller memory', () => {
    const body = (flags: string) => `
  PVOID base = NULL; SIZE_T size = 0x100000; PVOID heap, block; KIRQL old;
  ZwAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size, MEM_RESERVE, PAGE_READWRITE);
  heap = RtlCreateHeap(0, base, 0x100000, 0, NULL, NULL);
  __try {
    block = RtlAllocateHeap(heap, ${flags}, 0x7F001);
    DbgPrint("block %d\\n", block != NULL);
  } __except (EXCEPTION_EXECUTE_HANDLER) { DbgPrint("caught %08X\\n", GetExceptionCode()); }
  KeRaiseIrql(DISPATCH_LEVEL, &old);
  __try { RtlAllocateHeap(heap, 0, 16); } __finally { DbgPrint("finally\\n"); }`;

    it.each([
      ['HEAP_GENERATE_EXCEPTIONS', 'documented', 'caught C0000023\n'],
      ['HEAP_GENERATE_EXCEPTIONS', 'observed', 'caught C0000017\n'],
      ['0', 'documented', 'block 0\n'],
    ] as const)('with %s, %s: then 0xC4 (0xE5, 2, 0, 0), and no finally block', (flags, profile, text) => {
      const { printed, outcome } = entry(body(flags), arch, { profile });
      expect(printed).toBe(text);
      expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0xe5, 2, 0, 0] });
    });
  });

  it('b. three nested guarded regions: inner filter searches, outer one executes', () => {
    const { stdout } = run(
      `#include <windows.h>
#include <stdio.h>
static int say(const char *what, int result) { printf("%s ", what); return result; }
int main(void) {
  __try { __try { __try { *(volatile int *)0 = 1; }
      __finally { say(AbnormalTermination() ? "finally(abnormal)" : "finally", 0); } }
    __except (say("F1", EXCEPTION_CONTINUE_SEARCH)) { say("wrong", 0); } }
  __except (say("F2", EXCEPTION_EXECUTE_HANDLER)) { say("handler", 0); }
  return 0; }`,
      arch,
    );
    expect(stdout).toBe('F1 F2 finally(abnormal) handler ');
  });

  it('c. a finally block left behind in five ways; a return in it swallows the fault, with C4532', () => {
    const { stdout, exitCode, program } = run(
      `#include <windows.h>
#include <stdio.h>
static void show(int abnormal) { printf("%d ", abnormal); }
static int leaves(int how) {
  for (;;) {
    __try {
      if (how == 0) __leave;
      if (how == 1) return 1;
      if (how == 2) break;
      if (how == 3) goto out;
      *(volatile int *)0 = 1;
    } __finally { show(AbnormalTermination() != 0); if (how == 4) return 4; }
    break;
  }
out:
  return how;
}
int main(void) { int how;
  __try { for (how = 0; how < 5; how++) leaves(how); how = leaves(4); } __except (EXCEPTION_EXECUTE_HANDLER) { printf("handler"); }
  return how - 4; }`,
      arch,
    );
    expect([stdout, exitCode]).toEqual(['0 1 1 1 1 1 ', 0]);
    expect(program.diagnostics.map(({ code }) => code)).toContain('C4532');
  });

  it('d. paged pool under a spin lock is 0xD1 at the line of the write, and no handler runs', () => {
    const { printed, outcome } = entry(
      `  KSPIN_LOCK lock; KIRQL old; PULONG p = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'tseT');
  KeInitializeSpinLock(&lock);
  __try { KeAcquireSpinLock(&lock, &old);
    *p = 1;
  } __except (EXCEPTION_EXECUTE_HANDLER) { DbgPrint("handler\\n"); }`,
      arch,
    );
    expect(printed).toBe('');
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xd1,
      parameters: [expect.anything(), 2, 1, expect.anything()],
    });
    expect(outcome.kind === 'bugcheck' && outcome.callStack[0]).toMatch(
      /^driver!DriverEntry\+0x[0-9a-f]+ \[driver\.c @ 8\]$/,
    );
  });

  it.each([
    ['unguarded', '  *(volatile int *)0 = 1;', { kind: 'bugcheck', code: 0x7e }],
    [
      'guarded',
      '  __try { *(volatile int *)0 = 1; } __except (EXCEPTION_EXECUTE_HANDLER) { DbgPrint("caught\\n"); }',
      { kind: 'returned' },
    ],
    [
      'guarded at DISPATCH_LEVEL',
      '  { KIRQL old; KeRaiseIrql(DISPATCH_LEVEL, &old); __try { *(volatile int *)0 = 1; } __except (EXCEPTION_EXECUTE_HANDLER) { } }',
      { kind: 'bugcheck', code: 0xd1 },
    ],
  ])('f. a null write in DriverEntry, %s', (_, body, outcome) => {
    expect(entry(body, arch).outcome).toMatchObject(outcome);
  });

  it.each([
    [
      `ExFreePoolWithTag(p, 'derF');`,
      'on',
      { code: 0xc2, parameters: [0x0a, expect.anything(), 0x46726564, 0x64657246] },
    ],
    [`ExFreePoolWithTag(p, 'Fred'); ExFreePoolWithTag(p, 'Fred');`, 'on', { code: 0xc4 }],
    [`ExFreePoolWithTag(p, 'Fred'); ExFreePoolWithTag(p, 'Fred');`, 'off', { code: 0xc2 }],
  ] as const)('g. pool of the tag Fred: %s with the verifier %s', (body, verifier, bugcheck) => {
    const { printed, outcome } = entry(
      `  PUCHAR p = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'Fred');
  DbgPrint("%x %d %d\\n", 'Fred', p[0] | p[63], (int)((ULONG_PTR)p & ${arch === 'x64' ? 15 : 7}));
  ${body}`,
      arch,
      { verifier },
    );
    expect(printed).toBe('46726564 0 0\n');
    expect(outcome).toMatchObject({ kind: 'bugcheck', ...bugcheck });
  });

  it('h. commit on demand: 16 faults for 16 pages, each store retried', () => {
    const { stdout, exitCode } = run(
      `#include <windows.h>
#include <stdio.h>
static char *base; static int faults;
static int commit(EXCEPTION_POINTERS *p) {
  char *at = (char *)p->ExceptionRecord->ExceptionInformation[1];
  faults++;
  return at >= base && at < base + 0x10000 && VirtualAlloc(at, 1, MEM_COMMIT, PAGE_READWRITE)
    ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}
int main(void) {
  int i, sum = 0;
  base = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_READWRITE);
  __try { for (i = 0; i < 0x10000; i += 64) base[i] = 1; } __except (commit(GetExceptionInformation())) { return 1; }
  for (i = 0; i < 0x10000; i += 64) sum += base[i];
  printf("%d faults, %d", faults, sum);
  return 0; }`,
      arch,
    );
    expect([stdout, exitCode]).toEqual(['16 faults, 1024', 0]);
  });

  it('i. a heap with a maximum: NULL with the last error untouched, C0000017 with the flag, blocks of 0 bytes', () => {
    const { stdout } = run(
      `#include <windows.h>
#include <stdio.h>
int main(void) {
  HANDLE heap = HeapCreate(0, 0x1000, 0x10000);
  SetLastError(1234);
  printf("%d %lu ", HeapAlloc(heap, 0, 0x100000) == NULL, GetLastError());
  __try { HeapAlloc(heap, HEAP_GENERATE_EXCEPTIONS, 0x100000); }
  __except (EXCEPTION_EXECUTE_HANDLER) { printf("%08lx ", GetExceptionCode()); }
  printf("%d", (int)HeapSize(heap, 0, HeapAlloc(heap, 0, 0)));
  return 0; }`,
      arch,
    );
    expect(stdout).toBe('1 1234 c0000017 0');
  });
});

it('i. a double free ends the x64 process with 0xC0000374, and no handler runs', () => {
  const { stdout, exitCode } = run(
    `#include <windows.h>
#include <stdio.h>
int main(void) {
  HANDLE heap = HeapCreate(0, 0, 0); void *p = HeapAlloc(heap, 0, 40);
  HeapFree(heap, 0, p);
  __try { HeapFree(heap, 0, p); printf("went on"); } __except (EXCEPTION_EXECUTE_HANDLER) { printf("handler"); }
  return 0; }`,
    'x64',
  );
  expect([stdout, exitCode]).toEqual(['', 0xc000_0374 | 0]);
});
