/** Functions that do not return say so in our headers: no C4715 behind them, and none is missed. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

const warnings = (mode: 'user' | 'kernel', include: string, calls: readonly string[]): readonly string[] => {
  const functions = calls.map((call, index) => `int f${index}(int x) { if (x) return 1; ${call}; }`);
  const entry =
    mode === 'user'
      ? 'int main(void) { return 0; }'
      : 'long DriverEntry(void *d, void *r) { return d == r; }';
  const { diagnostics } = compileC(
    { name: 'ends.c', text: [include, ...functions, entry].join('\n') },
    { mode },
  );
  return diagnostics.map(({ code, at }) => `${code} ${at?.line}`);
};

describe('C4715', () => {
  it('is not said behind what ends a program', () => {
    const calls = [
      'exit(1)',
      '_exit(1)',
      '_Exit(1)',
      'quick_exit(1)',
      'abort()',
      'ExitProcess(1)',
      'ExitThread(1)',
    ];
    expect(warnings('user', '#include <windows.h>\n#include <stdlib.h>', calls)).toEqual([]);
  });

  it('is not said behind what raises or stops in a driver', () => {
    const calls = [
      'ExRaiseStatus(1)',
      'ExRaiseAccessViolation()',
      'ExRaiseDatatypeMisalignment()',
      'KeBugCheck(1)',
    ];
    expect(warnings('kernel', '#include <ntifs.h>', [...calls, 'KeBugCheckEx(1, 2, 3, 4, 5)'])).toEqual([]);
  });

  it('is not said behind what gives up', () => {
    const calls = ['RtlFailFast(3)', '__fastfail(3)', '__assume(0)', 'DbgPrint(""), KeBugCheck(1)'];
    const either = 'x > 3 ? ExRaiseStatus(1) : KeBugCheck(1)';
    expect(warnings('kernel', '#include <ntifs.h>', [...calls, either])).toEqual([]);
  });

  it('is said where only one side of a conditional gives up, and behind an assumption that may hold', () => {
    const calls = ['x > 3 ? ExRaiseStatus(1) : (void)0', '__assume(x)', '__noop(0)'];
    expect(warnings('kernel', '#include <ntifs.h>', calls)).toEqual(['C4715 2', 'C4715 3', 'C4715 4']);
  });

  it('is said behind what may come back', () => {
    expect(warnings('user', '#include <windows.h>', ['RaiseException(1, 0, 0, 0)', 'Sleep(1)'])).toEqual([
      'C4715 2',
      'C4715 3',
    ]);
  });
});
