import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, bugCheckOf, type Change, expected, lineOf, runPair, source } from './harness.ts';

const ANY = expect.any(Number);
const on = ARCHITECTURES.flatMap((arch) => (['on', 'off'] as const).map((verifier) => ({ arch, verifier })));

/** The drivers of this folder. */
const drivers = ['echo', 'ring'] as const;

describe.each(drivers)('the driver %s', (driver) => {
  it.each(on)('serves its client on $arch, verifier $verifier', ({ arch, verifier }) => {
    const result = runPair(driver, { arch, verifier });
    expect(result.stdout).toBe(expected(driver));
    expect(result).toMatchObject({ status: 0, exitCode: 0, unloaded: 0, outcome: { kind: 'returned' } });
    expect(result.nt.findings).toEqual([]);
    expect(result.nt.debug.pool.blocks().filter(({ driver: owner }) => owner === driver)).toEqual([]);
  });

  it('is of 100 to 400 lines', () => {
    const lines = source(driver).split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(100);
    expect(lines).toBeLessThanOrEqual(400);
  });
});

/** The place in a driver that a frame of a call stack names. */
const frame = (driver: string, name: string, changes: readonly Change[], part: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^${driver}!${name}\\+0x[0-9a-f]+ \\[driver\\.c @ ${lineOf(source(driver, changes), part)}\\]$`,
    ),
  );

describe('echo, broken', () => {
  const noTry: readonly Change[] = [
    ['    __try {\n        ProbeForRead', '    if (TRUE) {\n        ProbeForRead'],
    ['} __except (EXCEPTION_EXECUTE_HANDLER) {\n        return GetExceptionCode();\n    }', '}'],
  ];

  it.each(on)(
    'BEHAVIOUR-DECISIONS 8, programs e and f: without __try a released page is a bug check ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('echo', { ...options, changes: noTry }));
      expect(check).toMatchObject(
        options.arch === 'x64'
          ? { code: 0x3b, parameters: [0xc000_0005, ANY, ANY, 0] }
          : { code: 0x8e, parameters: [0xc000_0005, ANY, ANY, 0] },
      );
      expect(check.callStack[0]).toEqual(
        frame('echo', 'EchoNeither', noTry, 'RtlCopyMemory(copy, from, input)'),
      );
    },
  );

  const noProbe: readonly Change[] = [['        ProbeForWrite(to, output, sizeof(UCHAR));\n', '']];

  it.each(on)(
    'BEHAVIOUR-DECISIONS 9: without the probe a kernel address is written, guarded or not ($arch, verifier $verifier)',
    (options) => {
      const check = bugCheckOf(runPair('echo', { ...options, changes: noProbe }));
      const address = options.arch === 'x64' ? -0x10_0000 : 0xfff0_0000;
      expect(check).toMatchObject({ code: 0x50, parameters: [address, 2, ANY, 2] });
      expect(check.callStack[0]).toEqual(
        frame('echo', 'EchoNeither', noProbe, 'RtlCopyMemory(to, copy, input)'),
      );
    },
  );
});

describe('ring, broken', () => {
  const kept: readonly Change[] = [
    ['statistics->Refused++;\n        KeReleaseSpinLock(&Ring->Lock, irql);\n', 'statistics->Refused++;\n'],
  ];

  it.each(ARCHITECTURES)(
    'BEHAVIOUR-DECISIONS, program j: a spin lock kept on an error path is 0xC9 with the verifier on, else 0x4A (%s)',
    (arch) => {
      const withVerifier = runPair('ring', { arch, changes: kept });
      expect(bugCheckOf(withVerifier)).toMatchObject({ code: 0xc9, parameters: [0x05, ANY, 0, 2] });
      expect(withVerifier.stdout).toBe(expected('ring').slice(0, expected('ring').indexOf("put '!'")));
      const without = bugCheckOf(runPair('ring', { arch, verifier: 'off', changes: kept }));
      expect(without).toMatchObject({ code: 0x4a, parameters: [ANY, 2, 0, 0] });
    },
  );

  const paged: readonly Change[] = [['POOL_FLAG_NON_PAGED', 'POOL_FLAG_PAGED']];

  it.each(on)(
    'BEHAVIOUR-DECISIONS, program d: paged pool under a spin lock is 0xD1 at the write ($arch, verifier $verifier)',
    (options) => {
      const result = runPair('ring', { ...options, changes: paged });
      const check = bugCheckOf(result);
      const at = result.nt.debug.pool.blocks().find(({ tagText }) => tagText === 'Ring')?.address;
      expect(check).toMatchObject({ code: 0xd1, parameters: [at, 2, 1, ANY] });
      expect(check.callStack[0]).toEqual(frame('ring', 'RingPut', paged, '% RING_BYTES] = From[index]'));
    },
  );
});
