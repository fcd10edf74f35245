/** Intrinsics for bits: bit-intrinsics.c checks them from C, as a program and as a driver. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { boot } from '../../../src/index.ts';

const file = {
  name: 'bit-intrinsics.c',
  text: readFileSync(new URL('bit-intrinsics.c', import.meta.url), 'utf8'),
};

describe.each(['x64', 'x86'] as const)('intrinsics for bits on %s', (arch) => {
  it('do what the instructions do, in a program', () => {
    const program = compileC(file, { arch, mode: 'user' });
    expect(program.diagnosticText()).toBe('');
    expect(program.run().exitCode).toBe(0);
  });

  it('do the same in a driver, which gets them with its own headers', () => {
    const program = compileC(file, { arch, mode: 'kernel' });
    expect(program.diagnosticText()).toBe('');
    expect(program.load(boot({ arch })).fn['Check']?.()).toBe(0);
  });
});

describe('intrinsics of 64 bits', () => {
  it('are those of the x64 processor alone', () => {
    const text = '#include <intrin.h>\nint main(void) { unsigned long i; return _BitScanForward64(&i, 1); }';
    const { diagnostics } = compileC({ name: 'wide.c', text }, { arch: 'x86' });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "C4013 '_BitScanForward64' undefined; assuming extern returning int",
      'LNK2019 unresolved external symbol _BitScanForward64: it exists on x64 only',
    ]);
    expect(compileC({ name: 'wide.c', text }, { arch: 'x64' }).diagnostics).toEqual([]);
  });
});
