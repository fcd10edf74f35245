/** ProbeForWrite: the checks of ProbeForRead, and a touch of each page. */
import {
  boot,
  type Nt,
  PAGE_NOACCESS,
  PAGE_READONLY,
  PAGE_READWRITE,
  STATUS_ACCESS_VIOLATION,
  STATUS_DATATYPE_MISALIGNMENT,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const PAGE = 4096;

/** Code and parameters of what a probe raised, or `passed`. */
function probed(nt: Nt, address: number, length: number, alignment = 1) {
  const what = nt.outcome(() => nt.ProbeForWrite(address, length, alignment));
  if (what.kind === 'raised') return [what.record.ExceptionCode, ...what.record.ExceptionInformation];
  return what.kind === 'returned' ? 'passed' : what;
}

describe.each([
  { arch: 'x64', end: 0x7fff_ffff_0000, kernel: -0x6000_0000_0000 },
  { arch: 'x86', end: 0x7fff_0000, kernel: 0x8000_0000 },
] as const)('ProbeForWrite on $arch', ({ arch, end, kernel }) => {
  const nt = boot({ arch });
  const base = nt.reserve({ bytes: 16 * PAGE, commit: 8 * PAGE });
  nt.NtAllocateVirtualMemory(
    -1,
    { type: 'PVOID', value: base + 4 * PAGE },
    0,
    { type: 'SIZE_T', value: PAGE },
    0x1000,
    PAGE_READONLY,
  );
  nt.NtAllocateVirtualMemory(
    -1,
    { type: 'PVOID', value: base + 6 * PAGE },
    0,
    { type: 'SIZE_T', value: PAGE },
    0x1000,
    PAGE_NOACCESS,
  );

  it.each<[string, number, number, number, unknown]>([
    ['E-108: length 0 is not checked', kernel + 1, 0, 4, 'passed'],
    ['E-108: a kernel address', kernel, 1, 1, [STATUS_ACCESS_VIOLATION]],
    ['E-108: one byte beyond the user range', end - 1, 2, 1, [STATUS_ACCESS_VIOLATION]],
    ['E-108: misaligned', base + 2, 4, 4, [STATUS_DATATYPE_MISALIGNMENT]],
    ['E-109: writable pages', base, 4 * PAGE, 4, 'passed'],
    [
      'E-109: a read-only page is met by the write',
      base,
      5 * PAGE,
      1,
      [STATUS_ACCESS_VIOLATION, 1, base + 4 * PAGE],
    ],
    [
      'E-109: a page without access',
      base + 5 * PAGE,
      2 * PAGE,
      1,
      [STATUS_ACCESS_VIOLATION, 0, base + 6 * PAGE],
    ],
    [
      'E-109: a page that is only reserved',
      base + 7 * PAGE,
      PAGE + 1,
      1,
      [STATUS_ACCESS_VIOLATION, 0, base + 8 * PAGE],
    ],
    [
      'E-109: the page of the last byte counts',
      base + 3 * PAGE + 4095,
      2,
      1,
      [STATUS_ACCESS_VIOLATION, 1, base + 4 * PAGE],
    ],
    ['E-109: … and one byte less does not reach it', base + 3 * PAGE + 4095, 1, 1, 'passed'],
  ])('%s', (_, address, length, alignment, expected) => {
    expect(probed(nt, address, length, alignment)).toEqual(expected);
  });

  it('E-109: one byte of each page is touched, and keeps its value', () => {
    const touched: number[] = [];
    const start = nt.reserve({ bytes: 4 * PAGE });
    nt.__try(
      () => nt.ProbeForWrite(start + 100, 2 * PAGE, 4),
      nt.__except(
        () => {
          const at = nt.GetExceptionInformation().ExceptionRecord.ExceptionInformation[1] ?? 0;
          touched.push(at - start);
          const page = { type: 'PVOID', value: at };
          nt.NtAllocateVirtualMemory(-1, page, 0, { type: 'SIZE_T', value: 1 }, 0x1000, PAGE_READWRITE);
          return -1;
        },
        () => touched.push(-1),
      ),
    );
    expect(touched).toEqual([100, PAGE, 2 * PAGE]);
    nt.memory.writeUint8(start + 100, 0x5a);
    nt.ProbeForWrite(start + 100, 1, 1);
    expect(nt.memory.readUint8(start + 100)).toBe(0x5a);
  });

  it('E-108: is limited to APC_LEVEL', () => {
    const own = boot({ arch });
    own.KfRaiseIrql(2);
    expect(own.outcome(() => own.ProbeForWrite(base, 1, 1)).kind).toBe('bugcheck');
  });
});
