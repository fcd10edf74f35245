/** Memory routines: what they copy, fill and compare, how far they get before a fault, and whose accesses they make. */
import fc from 'fast-check';
import {
  boot,
  DISPATCH_LEVEL,
  EXCEPTION_CONTINUE_EXECUTION,
  highLevel,
  KIRQL,
  MEM_COMMIT,
  type Nt,
  out,
  PAGE_READWRITE,
  PVOID,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
const PAGE = 0x1000;

/** Two pages of a driver, filled with a pattern. */
function siteOf(arch: 'x64' | 'x86', options = {}) {
  const nt = boot({ arch, ...options });
  const base = nt.reserve({ bytes: 4 * PAGE, commit: 2 * PAGE });
  for (let at = 0; at < 2 * PAGE; at++) nt.memory.writeUint8(base + at, (at * 7) & 0xff);
  return { nt, base, end: base + 2 * PAGE };
}

const pattern = (offset: number, length: number) =>
  Array.from({ length }, (_, at) => ((offset + at) * 7) & 0xff);
const bytesAt = (who: Nt | UserProcess, address: number, length: number) => [
  ...who.memory.readBytes(address, length),
];

describe.each(architectures)('copies on %s', (arch) => {
  const range = fc.integer({ min: 0, max: 2 * PAGE - 600 });
  const length = fc.integer({ min: 0, max: 600 });

  it.each([
    ['RtlMoveMemory, verifier on', 'on', 'RtlMoveMemory'],
    ['RtlMoveMemory, verifier off', 'off', 'RtlMoveMemory'],
    ['D-081: RtlCopyMemory, verifier off', 'off', 'RtlCopyMemory'],
    ['D-081: RtlCopyBytes, verifier off', 'off', 'RtlCopyBytes'],
  ] as const)(
    '%s: the target holds what the source held, ranges that overlap included',
    (_, verifier, name) => {
      const { nt, base } = siteOf(arch, { verifier });
      const near = fc.tuple(range, fc.integer({ min: -300, max: 300 }), length);
      fc.assert(
        fc.property(near, ([from, distance, bytes]) => {
          const to = Math.min(Math.max(from + distance, 0), 2 * PAGE - 600);
          const model = nt.memory.readBytes(base, 2 * PAGE);
          model.copyWithin(to, from, from + bytes);
          nt[name](base + to, base + from, bytes);
          expect(Buffer.compare(nt.memory.readBytes(base, 2 * PAGE), model)).toBe(0);
        }),
        { seed: 5 },
      );
    },
  );

  it.each(['RtlMoveMemory', 'RtlCopyMemory'] as const)('%s of a program', (name) => {
    const process = boot({ arch }).startProcess();
    const block = process.RtlAllocateHeap(process.processHeap, 8, 64);
    process.memory.writeAnsiString(block, 'abcdef');
    // A program has no Driver Verifier.
    process[name](block + 2, block, 6);
    expect(process.memory.readAnsiString(block)).toBe('ababcdef');
  });

  it.each(['RtlCopyMemory', 'RtlCopyBytes'] as const)(
    'D-081: %s between ranges that overlap is 0xC4/0xF0 with the verifier',
    (name) => {
      for (const [distance, bytes] of [
        [1, 2],
        [-3, 4],
        [0, 1],
      ] as const) {
        const { nt, base } = siteOf(arch);
        const from = base + 0x100;
        expect(nt.outcome(() => nt[name](from + distance, from, bytes))).toMatchObject({
          kind: 'bugcheck',
          code: 0xc4,
          parameters: [0xf0, from + distance, from, bytes],
        });
      }
    },
  );

  it('D-081: a length below 0 is the largest of all', () => {
    const reported = arch === 'x64' ? -1 : 0xffff_ffff;
    const nt = boot({ arch });
    const [to, from] = [nt.variable(64), nt.variable(64)];
    const outcome = nt.outcome(() => nt.RtlCopyMemory(to, from, -1));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0xf0, to, from, reported] });
  });

  it('ranges that touch do not overlap, and an empty range overlaps nothing', () => {
    const { nt, base } = siteOf(arch);
    nt.RtlCopyMemory(base + 4, base, 4);
    nt.RtlCopyMemory(base, base + 4, 4);
    nt.RtlCopyMemory(base, base, 0);
    expect(bytesAt(nt, base, 8)).toEqual([...pattern(0, 4), ...pattern(0, 4)]);
  });

  it('with onViolation: report the copy is made all the same', () => {
    const { nt, base } = siteOf(arch, { onViolation: 'report' });
    nt.RtlCopyMemory(base + 1, base, 4);
    expect(nt.findings).toMatchObject([{ rule: 'copy-overlaps', routine: 'RtlCopyMemory' }]);
    expect(bytesAt(nt, base + 1, 4)).toEqual(pattern(0, 4));
  });

  it('RtlCopyMemoryNonTemporal copies', () => {
    const { nt, base } = siteOf(arch);
    nt.RtlCopyMemoryNonTemporal(base + 0x800, base + 3, 9n);
    expect(bytesAt(nt, base + 0x800, 9)).toEqual(pattern(3, 9));
  });
});

describe.each(architectures)('fills on %s', (arch) => {
  it.each([
    ['RtlFillMemory', (nt: Nt, at: number) => nt.RtlFillMemory(at, 5, 0x1ab), [0xab, 0xab, 0xab, 0xab, 0xab]],
    ['RtlFillBytes', (nt: Nt, at: number) => nt.RtlFillBytes(at, 2, -1), [0xff, 0xff]],
    ['RtlFillMemoryNonTemporal', (nt: Nt, at: number) => nt.RtlFillMemoryNonTemporal(at, 3, 7), [7, 7, 7]],
    ['RtlZeroMemory', (nt: Nt, at: number) => nt.RtlZeroMemory(at, 3), [0, 0, 0]],
    ['RtlZeroBytes', (nt: Nt, at: number) => nt.RtlZeroBytes(at, 3), [0, 0, 0]],
    ['RtlSecureZeroMemory', (nt: Nt, at: number) => nt.RtlSecureZeroMemory(at, 3), [0, 0, 0]],
    [
      'RtlFillMemoryUlong, whole patterns',
      (nt: Nt, at: number) => nt.RtlFillMemoryUlong(at, 11, 0x0403_0201),
      [1, 2, 3, 4, 1, 2, 3, 4],
    ],
    [
      'RtlFillMemoryUlonglong, whole patterns',
      (nt: Nt, at: number) => nt.RtlFillMemoryUlonglong(at, 15n, 0x0807_0605_0403_0201n),
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
  ] as const)('%s fills its range and nothing else', (_, call, expected) => {
    const { nt, base } = siteOf(arch);
    for (const at of [base + 0x100, base + PAGE - 3]) {
      const offset = at - base;
      call(nt, at);
      expect(bytesAt(nt, at - 2, expected.length + 4)).toEqual([
        ...pattern(offset - 2, 2),
        ...expected,
        ...pattern(offset + expected.length, 2),
      ]);
    }
  });

  it('RtlSecureZeroMemory gives the address back', () => {
    const { nt, base } = siteOf(arch);
    expect(nt.RtlSecureZeroMemory(base, 1)).toBe(base);
  });
});

describe.each(architectures)('comparisons on %s', (arch) => {
  it('D-080: RtlCompareMemory gives the length of the equal beginning, wherever the difference is', () => {
    const { nt, base } = siteOf(arch);
    const [a, b] = [base + 0xffa, base + 0x800];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 45 }), (bytes, different) => {
        nt.memory.fill(a, 50, 1);
        nt.memory.fill(b, 50, 1);
        nt.memory.writeUint8(b + different, 2);
        expect(nt.RtlCompareMemory(a, b, bytes)).toBe(Math.min(bytes, different));
        expect(nt.RtlEqualMemory(a, b, bytes)).toBe(different < bytes ? 0 : 1);
      }),
      { seed: 5 },
    );
  });

  it.each([
    [5, 4],
    [4, 4],
    [3, 0],
    [0, 0],
    [16, 8],
  ])('D-080: RtlCompareMemoryUlong of %i bytes looks at whole patterns: %i', (length, expected) => {
    const { nt, base } = siteOf(arch);
    nt.RtlFillMemoryUlong(base, 8, 0xfedc_ba98);
    nt.RtlFillMemoryUlong(base + 8, 8, 0xfedc_ba99);
    expect(nt.RtlCompareMemoryUlong(base, length, 0xfedc_ba98)).toBe(expected);
  });

  it('RtlIsZeroMemory looks for another byte', () => {
    const { nt, base } = siteOf(arch);
    nt.RtlZeroMemory(base + 0xff0, 0x20);
    expect(nt.RtlIsZeroMemory(base + 0xff0, 0x20)).toBe(1);
    expect(nt.RtlIsZeroMemory(base + 0xff0, 0)).toBe(1);
    nt.memory.writeUint8(base + 0x100f, 1);
    expect(nt.RtlIsZeroMemory(base + 0xff0, 0x20)).toBe(0);
    expect(nt.RtlIsZeroMemory(base + 0xff0, 0x1f)).toBe(1);
  });

  it('a difference before memory that is not there ends the comparison', () => {
    const { nt, base, end } = siteOf(arch);
    nt.memory.writeUint8(base, nt.memory.readUint8(end - 4) ^ 1);
    expect(nt.RtlCompareMemory(end - 4, base, 100)).toBe(0);
    expect(nt.RtlEqualMemory(end - 4, base, 100)).toBe(0);
  });
});

describe.each(architectures)('how far a routine gets before a fault, on %s', (arch) => {
  const violation = (access: number, address: number) => ({
    kind: 'raised',
    record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [access, address] },
  });

  it.each(['RtlCopyMemory', 'RtlMoveMemory', 'RtlCopyMemoryNonTemporal'] as const)(
    '%s: every byte before the one that cannot be read, or written',
    (name) => {
      const { nt, base, end } = siteOf(arch);
      expect(nt.outcome(() => nt[name](base, end - 100, 200))).toMatchObject(violation(0, end));
      expect(bytesAt(nt, base, 101)).toEqual([...pattern(2 * PAGE - 100, 100), ...pattern(100, 1)]);
      expect(nt.outcome(() => nt[name](end - 50, base, 200))).toMatchObject(violation(1, end));
      expect(bytesAt(nt, end - 50, 50)).toEqual(pattern(2 * PAGE - 100, 50));
    },
  );

  it('RtlMoveMemory upwards within a range: every byte behind the one that cannot be accessed', () => {
    const { nt, base } = siteOf(arch);
    const from = base - 100;
    // The range below is not there: the copy runs from its end down to the first byte of the driver's page.
    expect(nt.outcome(() => nt.RtlMoveMemory(from + 50, from, 200))).toMatchObject(violation(0, base - 1));
    expect(bytesAt(nt, base, 160)).toEqual([...pattern(0, 50), ...pattern(0, 100), ...pattern(150, 10)]);
  });

  it.each([
    ['RtlFillMemory', (nt: Nt, at: number) => nt.RtlFillMemory(at, 100, 0xee)],
    ['RtlFillMemoryUlong', (nt: Nt, at: number) => nt.RtlFillMemoryUlong(at, 100, 0xeeee_eeee)],
    [
      'RtlFillMemoryUlonglong',
      (nt: Nt, at: number) => nt.RtlFillMemoryUlonglong(at, 100, 0xeeee_eeee_eeee_eeeen),
    ],
  ] as const)('%s: everything before the page that cannot be written', (_, call) => {
    const { nt, end } = siteOf(arch);
    expect(nt.outcome(() => call(nt, end - 24))).toMatchObject(violation(1, end));
    expect(bytesAt(nt, end - 25, 25)).toEqual([...pattern(2 * PAGE - 25, 1), ...new Array(24).fill(0xee)]);
  });

  it('a filter that brings the page lets it go on', () => {
    const { nt, base, end } = siteOf(arch);
    const seen: number[] = [];
    const bring = () => {
      const [access, address] = nt.GetExceptionInformation().ExceptionRecord.ExceptionInformation;
      seen.push(access ?? -1, (address ?? 0) - end);
      nt.ZwAllocateVirtualMemory(-1, out(PVOID, address), 0, out(SIZE_T, PAGE), MEM_COMMIT, PAGE_READWRITE);
      return EXCEPTION_CONTINUE_EXECUTION;
    };
    nt.__try(
      () => nt.RtlMoveMemory(end - 10, base, PAGE + 20),
      nt.__except(bring, () => 0),
    );
    expect(seen).toEqual([1, 0, 1, PAGE]);
    expect(bytesAt(nt, end - 10, PAGE + 20)).toEqual(pattern(0, PAGE + 20));
  });

  it.each([-1, 0xffff_ffff_ffff_ffffn, 2 ** 63])('a length of %s runs into the end of memory', (length) => {
    const { nt, base, end } = siteOf(arch);
    const wide = arch === 'x64' ? length : -1;
    expect(nt.outcome(() => nt.RtlZeroMemory(base, wide))).toMatchObject(violation(1, end));
    expect(nt.outcome(() => nt.RtlMoveMemory(base + 8, base, wide))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION },
    });
  });

  it('a length of 0 touches nothing', () => {
    const { nt } = siteOf(arch);
    nt.RtlCopyMemory(8, 16, 0);
    nt.RtlZeroMemory(8, 0);
    nt.RtlFillMemoryUlong(8, 3, 1);
    expect([nt.RtlCompareMemory(8, 16, 0), nt.RtlEqualMemory(8, 16, 0), nt.RtlIsZeroMemory(8, 0)]).toEqual([
      0, 1, 1,
    ]);
  });
});

describe.each(architectures)('memory routines at raised IRQL on %s', (arch) => {
  it('D-078: move, copy, fill, zero and compare work at HIGH_LEVEL on resident memory', () => {
    const nt = boot({ arch });
    const at = nt.variable(0x100);
    nt.KeRaiseIrql(highLevel(arch), out(KIRQL));
    nt.RtlFillMemory(at, 8, 5);
    nt.RtlZeroMemory(at + 4, 2);
    nt.RtlMoveMemory(at + 1, at, 8);
    nt.RtlCopyMemory(at + 0x20, at, 9);
    expect(bytesAt(nt, at + 0x20, 9)).toEqual([5, 5, 5, 5, 5, 0, 0, 5, 5]);
    expect(nt.RtlCompareMemory(at, at + 0x20, 9)).toBe(9);
  });

  it.each([
    ['RtlZeroMemory', 1, (nt: Nt, paged: number) => nt.RtlZeroMemory(paged, 4)],
    ['RtlFillMemoryUlong', 1, (nt: Nt, paged: number) => nt.RtlFillMemoryUlong(paged, 4, 0)],
    [
      'RtlCopyMemory from',
      0,
      (nt: Nt, paged: number, resident: number) => nt.RtlCopyMemory(resident, paged, 4),
    ],
    [
      'RtlMoveMemory to',
      1,
      (nt: Nt, paged: number, resident: number) => nt.RtlMoveMemory(paged, resident, 4),
    ],
    ['RtlEqualMemory', 0, (nt: Nt, paged: number, resident: number) => nt.RtlEqualMemory(resident, paged, 4)],
  ] as const)('D-076: %s paged memory at DISPATCH_LEVEL: the code of the driver, 0xD1', (_, access, call) => {
    const { nt, base } = siteOf(arch);
    const resident = nt.variable(16);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const what = nt.outcome(() => call(nt, base + 8, resident));
    expect(what).toMatchObject({ code: 0xd1, parameters: [base + 8, 2, access, expect.any(Number)] });
    expect(nt.debug.symbolOf(what.kind === 'bugcheck' ? what.parameters[3] : 0)).toBe('driver!TypeScript');
  });

  it.each([
    [
      'RtlCompareMemory',
      (nt: Nt, paged: number, resident: number) => nt.RtlCompareMemory(resident, paged, 4),
    ],
    ['RtlCompareMemoryUlong', (nt: Nt, paged: number) => nt.RtlCompareMemoryUlong(paged, 4, 0)],
    ['RtlIsZeroMemory', (nt: Nt, paged: number) => nt.RtlIsZeroMemory(paged, 4)],
  ] as const)('D-076: %s of paged memory at DISPATCH_LEVEL: the kernel, 0xA', (name, call) => {
    const { nt, base } = siteOf(arch);
    const resident = nt.variable(16);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const what = nt.outcome(() => call(nt, base + 8, resident));
    expect(what).toMatchObject({ code: 0xa, parameters: [base + 8, 2, 0, expect.any(Number)] });
    expect(nt.debug.symbolOf(what.kind === 'bugcheck' ? what.parameters[3] : 0)).toBe(`nt!${name}`);
  });
});
