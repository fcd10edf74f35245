import { describe, expect, it } from 'vitest';
import { boot } from '../../src/boot.ts';
import { compileC } from '../../src/c-programs.ts';

const run = (arch: 'x64' | 'x86', main: string, before = '') =>
  compileC(
    { name: 'x.c', text: `#include <windows.h>\n#include <stdio.h>\n${before}\nint main(void) { ${main} }` },
    { arch },
  ).run();

describe.each(['x64', 'x86'] as const)('WaitOnAddress on %s', (arch) => {
  const THREADS = `static volatile LONG value; static volatile LONG seen;
    static DWORD WINAPI Wait(void *p) {
      LONG old = 0;
      while (value == old) WaitOnAddress(&value, &old, sizeof value, INFINITE);
      InterlockedIncrement(&seen);
      return 0;
    }`;
  const waiting = (stores: string) => `HANDLE t[3];
    for (int i = 0; i < 3; i++) t[i] = CreateThread(NULL, 0, Wait, NULL, 0, NULL);
    Sleep(1);
    ${stores}
    WaitForMultipleObjects(3, t, TRUE, INFINITE);
    printf("%ld", seen);
    return 0;`;

  it('waits until it is woken: all at once, or one by one', () => {
    expect(run(arch, waiting('value = 1; WakeByAddressAll((void *)&value);'), THREADS).stdout).toBe('3');
    const single = `value = 1;
      for (LONG i = 1; i <= 3; i++) { WakeByAddressSingle((void *)&value); Sleep(1); printf("%ld ", seen); }`;
    expect(run(arch, waiting(single), THREADS).stdout).toBe('1 2 3 3');
  });

  it('is not woken by a store alone, which the report of the deadlock says', () => {
    expect(run(arch, waiting('value = 1;'), THREADS).outcome).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      message: expect.stringContaining('a wake by address'),
    });
  });

  it.each([1, 2, 4, 8])('compares %s bytes and no more', (bytes) => {
    const text = `char a[16] = {0}, b[16] = {0}; b[${bytes}] = 1;
      BOOL same = WaitOnAddress(a, b, ${bytes}, 5); DWORD error = GetLastError();
      b[${bytes - 1}] = 1;
      printf("%d %lu %d", same, error, WaitOnAddress(a, b, ${bytes}, INFINITE)); return 0;`;
    expect(run(arch, text).stdout).toBe('0 1460 1');
  });

  it('refuses other sizes', () => {
    expect(
      run(
        arch,
        'int a = 0, b = 0; printf("%d ", WaitOnAddress(&a, &b, 3, 0)); printf("%lu", GetLastError()); return 0;',
      ).stdout,
    ).toBe('0 87');
  });
});

it('GetThreadId and GetProcessId give the identifiers of what a handle stands for', () => {
  const text = `DWORD id; HANDLE t = CreateThread(NULL, 0, Run, NULL, 0, &id);
    printf("%d %d %d ", GetThreadId(t) == id, GetThreadId(GetCurrentThread()) == GetCurrentThreadId(), GetProcessId(GetCurrentProcess()) == GetCurrentProcessId());
    printf("%lu ", GetThreadId((HANDLE)0x666)); printf("%lu ", GetLastError());
    printf("%lu ", GetProcessId(t)); printf("%lu", GetLastError()); return 0;`;
  expect(run('x64', text, 'static DWORD WINAPI Run(void *p) { return 0; }').stdout).toBe('1 1 1 0 6 0 6');
});

it('a thread in TypeScript waits with process.wait', () => {
  const nt = boot();
  const process = nt.startProcess();
  const [value, old] = [0, 16].map((offset) => process.HeapAlloc(process.processHeap, 8, 32) + offset) as [
    number,
    number,
  ];
  const seen: number[] = [];
  process.startThread(function* () {
    seen.push(yield* process.wait.WaitOnAddress(value, old, 4, 0xffff_ffff));
  });
  nt.runThreads();
  expect(seen).toEqual([]);
  process.WakeByAddressSingle(value);
  nt.runThreads();
  expect(seen).toEqual([1]);
});
