/** ProbeForRead: what it checks, in which order, and what it does not look at. */
import { boot, type Nt, STATUS_ACCESS_VIOLATION, STATUS_DATATYPE_MISALIGNMENT } from 'irqlab';
import { describe, expect, it } from 'vitest';

/** Code of what a probe raised, or `passed`. */
function probed(
  nt: Nt,
  routine: 'ProbeForRead' | 'ProbeForWrite',
  ...args: [number, number | bigint, number]
) {
  const what = nt.outcome(() => nt[routine](...args));
  if (what.kind === 'raised') return what.record.ExceptionCode;
  return what.kind === 'returned' ? 'passed' : what;
}

const AV = STATUS_ACCESS_VIOLATION;

describe.each([
  { arch: 'x64', end: 0x7fff_ffff_0000, kernel: -0x6000_0000_0000, last: -1 },
  { arch: 'x86', end: 0x7fff_0000, kernel: 0x8000_0000, last: 0xffff_ffff },
] as const)('ProbeForRead on $arch', ({ arch, end, kernel, last }) => {
  const nt = boot({ arch });
  const base = nt.reserve({ bytes: 0x10000, commit: 0x1000 });

  it.each<[string, number, number | bigint, number, number | 'passed']>([
    ['E-108: length 0 checks neither the range', kernel, 0, 1, 'passed'],
    ['E-108: … nor the alignment', 3, 0, 4, 'passed'],
    ['E-108: a buffer in the user range', base, 0x1000, 16, 'passed'],
    ['E-108: nor are the pages looked at: reserved', base + 0x8000, 16, 1, 'passed'],
    ['E-108: … or nothing at all', 0x10000, 16, 1, 'passed'],
    ['E-108: the last byte of the user range', end - 1, 1, 1, 'passed'],
    ['E-108: one byte beyond', end - 1, 2, 1, AV],
    ['E-108: the first byte beyond', end, 1, 1, AV],
    ['E-108: a kernel address raises too', kernel, 1, 1, AV],
    ['E-108: the last address of all', last, 1, 1, AV],
    ['E-108: an end that wraps around', base, -1, 1, AV],
    ['E-108: … as unsigned', base, arch === 'x64' ? 0xffff_ffff_ffff_ffffn : 0xffff_ffff, 1, AV],
    ['E-108: misaligned by 1', base + 1, 4, 2, STATUS_DATATYPE_MISALIGNMENT],
    ['E-108: misaligned by 8 for 16', base + 8, 4, 16, STATUS_DATATYPE_MISALIGNMENT],
    [
      'E-108: misaligned in the kernel range: the alignment comes first',
      kernel + 1,
      4,
      4,
      STATUS_DATATYPE_MISALIGNMENT,
    ],
  ])('%s', (_, address, length, alignment, expected) => {
    expect(probed(nt, 'ProbeForRead', address, length, alignment)).toBe(expected);
  });

  it.each([1, 2, 4, 8, 16])('E-108: an alignment of %i', (alignment) => {
    expect(probed(nt, 'ProbeForRead', base + alignment, 1, alignment)).toBe('passed');
    const between = alignment === 1 ? 'passed' : STATUS_DATATYPE_MISALIGNMENT;
    expect(probed(nt, 'ProbeForRead', base + alignment / 2 + (alignment === 1 ? 0.5 : 0), 1, alignment)).toBe(
      between,
    );
  });

  it.each([0, 3, 32, -1])('an alignment of %i is not modelled', (alignment) => {
    expect(probed(boot({ arch }), 'ProbeForRead', 0x10000, 1, alignment)).toMatchObject({
      reason: 'not-modelled',
    });
  });

  it('E-108, E-109: it has no result, and raises as the ExRaise routines do', () => {
    const result: unknown = nt.ProbeForRead(base, 1, 1);
    expect(result).toBeUndefined();
    const what = nt.outcome(() => nt.ProbeForRead(kernel, 1, 1));
    expect(what).toMatchObject({ record: { ExceptionFlags: 1, ExceptionInformation: [] } });
    expect(what.kind === 'raised' && nt.debug.symbolOf(what.record.ExceptionAddress)).toBe(
      'driver!TypeScript',
    );
  });

  it.each([
    [0, 'returned'],
    [1, 'returned'],
    [2, 'bugcheck'],
  ] as const)('E-108: at level %i: %s', (level, kind) => {
    const own = boot({ arch });
    own.KfRaiseIrql(level);
    expect(own.outcome(() => own.ProbeForRead(0x10000, 1, 1)).kind).toBe(kind);
  });

  it('program e: a page that goes away after the probe is caught at the read', () => {
    const process = nt.startProcess();
    const pointer = { type: 'PVOID', value: 0 };
    const size = { type: 'SIZE_T', value: 4096 };
    process.NtAllocateVirtualMemory(-1, pointer, 0, size, 0x3000, 4);
    const code = process.run(() =>
      nt.runAs('system-call', () =>
        nt.__try(
          () => {
            nt.ProbeForRead(pointer.value, 4096, 4);
            nt.memory.readUint32(pointer.value);
            process.NtFreeVirtualMemory(-1, pointer, { type: 'SIZE_T', value: 0 }, 0x8000);
            return nt.memory.readUint32(pointer.value);
          },
          nt.__except(1, () => nt.GetExceptionCode()),
        ),
      ),
    );
    expect(code).toBe(AV);
  });
});
