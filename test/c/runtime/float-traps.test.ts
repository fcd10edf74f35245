import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { architectures } from './program.ts';

const CODES = {
  x64: { divide: 0xc000_008e, overflow: 0xc000_0091 },
  x86: { divide: 0xc000_02b5, overflow: 0xc000_02b5 },
};

/** Runs the body of a main with the masks of `masks` off; what it prints. */
function run(arch: 'x64' | 'x86', masks: string, body: string): string {
  const text = `#include <stdio.h>\n#include <float.h>\n#include <windows.h>
    static double zero = 0.0, one = 1.0, big = 1.7e300, tiny = 1e-200; static float f = 3e38f;
    static int filter(EXCEPTION_POINTERS *p) { printf("%08lx %lu %d;", p->ExceptionRecord->ExceptionCode,
      p->ExceptionRecord->NumberParameters, (int)p->ExceptionRecord->ExceptionInformation[0]); return EXCEPTION_EXECUTE_HANDLER; }
    int main(void) { double d = 0; _clearfp(); _controlfp(_controlfp(0, 0) & ~(${masks}), _MCW_EM); ${body} return 0; }`;
  const program = compileC({ name: 'f.c', text }, { arch });
  expect(program.diagnosticText()).toBe('');
  const { stdout, outcome } = program.run();
  expect(outcome).toEqual({ kind: 'returned', value: 0 });
  return stdout;
}

const hex = (code: number) => code.toString(16);

describe.each(architectures)('floating-point exceptions that are not masked, %s', (arch) => {
  const { divide, overflow } = CODES[arch];

  it('E-011: a division by zero is STATUS_FLOAT_MULTIPLE_TRAPS with one parameter 0 on x86', () => {
    const body =
      '__try { d = one / zero; puts("no"); } __except (filter(GetExceptionInformation())) { printf("%x", _clearfp()); }';
    expect(run(arch, '_EM_ZERODIVIDE', body)).toBe(`${hex(divide)} 1 0;8`);
  });

  it('an overflow raises in both types, also in a function that is called', () => {
    const body = `__try { d = big * big; } __except (filter(GetExceptionInformation())) { d = -1; }
      __try { f *= 10; } __except (filter(GetExceptionInformation())) { d -= 1; } printf("%g", d);`;
    expect(run(arch, '_EM_OVERFLOW', body)).toBe(`${hex(overflow)} 1 0;${hex(overflow)} 1 0;-2`);
  });

  it('what is masked is in the status word only', () => {
    const body = 'd = one / zero; d = tiny * tiny; d = zero / zero; d = one + 1; printf("%x", _statusfp());';
    expect(run(arch, '_EM_OVERFLOW', body)).toBe('1b');
    expect(run(arch, '0', 'd = one / 4; d = one - 0.5; d = one * 3; printf("%x", _statusfp());')).toBe('0');
    expect(run(arch, '0', 'd = one / 3; printf("%x", _statusfp());')).toBe('1');
  });

  it('a filter that masks it and continues gets the value of the operation', () => {
    const body =
      '__try { d = one / zero; } __except (_controlfp(_MCW_EM, _MCW_EM), EXCEPTION_CONTINUE_EXECUTION) { } printf("%f", d);';
    expect(run(arch, '_EM_ZERODIVIDE', body)).toBe('inf');
  });
});

it('a filter that continues without a change stops after 1,000 times', () => {
  const text = `#include <float.h>\n#include <windows.h>
    static double zero; int main(void) { double d = 1; _controlfp(0, _MCW_EM); __try { d /= zero; } __except (-1) { } return 0; }`;
  const { outcome } = compileC({ name: 'f.c', text }).run();
  expect(outcome).toMatchObject({ kind: 'stopped', reason: 'fault-limit' });
});
