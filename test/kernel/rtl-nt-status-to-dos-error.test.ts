import { describe, expect, it } from 'vitest';
import { boot, DISPATCH_LEVEL, KIRQL, out } from '../../src/index.ts';

describe('RtlNtStatusToDosError', () => {
  const cases = [
    [0, 0],
    [0xc000_0005, 998],
    [-0x3fff_fff8, 6],
    [0xc000_0034, 2],
    [0xcafe_0000 & ~0x2000_0000, 317],
  ] as const;

  it.each(cases)('%i is %i, for drivers and programs', (status, error) => {
    const nt = boot();
    expect(nt.RtlNtStatusToDosError(status)).toBe(error);
    expect(nt.startProcess().RtlNtStatusToDosError(status)).toBe(error);
  });

  it('is for levels below DISPATCH_LEVEL', () => {
    const nt = boot();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.RtlNtStatusToDosError(0))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });
});
