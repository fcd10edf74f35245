/** RtlAllocateHeap where it cannot give a block: the threshold of a nongrowable heap, memory that has run out. */
import {
  EXCEPTION_CONTINUE_EXECUTION,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  MiB,
  type Profile,
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, places, recordOf, reserveFor, siteOf, userOf } from './fixture.ts';

const RESERVE = 0x10_0000;

describe.each(places)('a nongrowable heap, $arch $mode mode', ({ arch, mode }) => {
  const fixed = (profile: Profile = 'documented', VirtualMemoryThreshold = 0) => {
    const site = siteOf(arch, mode, { profile });
    const base = reserveFor(site.caller, RESERVE);
    const heap = site.caller.RtlCreateHeap(0, base, RESERVE, 0x10000, 0, { VirtualMemoryThreshold });
    const allocate = (flags: number, bytes: number) => site.caller.RtlAllocateHeap(heap, flags, bytes);
    return { ...site, heap, allocate };
  };

  it('S4-013: Size may be the threshold, and not a byte more', () => {
    const { allocate } = fixed();
    expect(allocate(0, 0x7f000)).not.toBe(0);
    expect(allocate(0, 0x7f001)).toBe(0);
  });

  it('S4-014: the threshold is the VirtualMemoryThreshold given at creation', () => {
    const { allocate } = fixed('documented', 0x2000);
    expect(allocate(0, 0x2000)).not.toBe(0);
    expect(allocate(0, 0x2001)).toBe(0);
  });

  it('S4-017: above the threshold STATUS_BUFFER_TOO_SMALL is raised', () => {
    const { caller, allocate } = fixed();
    const record = recordOf(caller, () => allocate(HEAP_GENERATE_EXCEPTIONS, 0x7f001));
    expect(record.ExceptionCode).toBe(STATUS_BUFFER_TOO_SMALL);
  });

  it('B-087: where tests of Windows count, STATUS_NO_MEMORY is raised instead', () => {
    const { caller, allocate } = fixed('observed');
    const record = recordOf(caller, () => allocate(HEAP_GENERATE_EXCEPTIONS, 0x7f001));
    expect(record.ExceptionCode).toBe(STATUS_NO_MEMORY);
  });

  it.each(['documented', 'observed'] as const)(
    'S4-017, B-086: without the flag NULL, whose reason is STATUS_BUFFER_TOO_SMALL (%s)',
    (profile) => {
      const { nt, process, allocate } = fixed(profile);
      expect(allocate(0, 0x7f001)).toBe(0);
      if (process !== null) expect(process.lastStatus).toBe(STATUS_BUFFER_TOO_SMALL);
      expect(nt.debug.lastFailure?.status).toBe(STATUS_BUFFER_TOO_SMALL);
    },
  );

  it('B-088: a record for exhaustion: STATUS_NO_MEMORY, continuable, one parameter, the rounded size', () => {
    const { caller, P, allocate } = fixed();
    while (allocate(0, 0x7000) !== 0);
    for (const bytes of [0x7000, 0x70001, 0x7effd]) {
      const record = recordOf(caller, () => allocate(HEAP_GENERATE_EXCEPTIONS, bytes));
      expect(record).toMatchObject({
        ExceptionCode: STATUS_NO_MEMORY,
        ExceptionFlags: 0,
        ExceptionRecord: null,
      });
      expect(record.ExceptionInformation).toEqual([Math.ceil((bytes + 8) / (2 * P)) * 2 * P]);
    }
  });

  it('B-089: a filter that continues execution makes the call return NULL', () => {
    const { caller, allocate } = fixed();
    const codes: number[] = [];
    const result = caller.__try(
      () => allocate(HEAP_GENERATE_EXCEPTIONS, 0x7f001),
      caller.__except(
        () => {
          codes.push(caller.GetExceptionCode());
          return EXCEPTION_CONTINUE_EXECUTION;
        },
        () => -1,
      ),
    );
    expect([result, codes]).toEqual([0, [STATUS_BUFFER_TOO_SMALL]]);
  });
});

describe.each(places)('memory that has run out, $arch $mode mode', ({ arch, mode }) => {
  const exhausted = () => {
    const site = siteOf(arch, mode, { physicalMemory: 4 * MiB });
    const heap = site.caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    while (site.caller.RtlAllocateHeap(heap, 0, 0x8000) !== 0);
    return { ...site, heap };
  };

  it('S4-018: STATUS_NO_MEMORY is raised, or NULL is given', () => {
    const { nt, caller, heap } = exhausted();
    const { usedBytes, totalBytes } = nt.debug.physicalMemory;
    expect(totalBytes - usedBytes).toBeLessThan(0x8000 + 0x1000);
    expect(caller.RtlAllocateHeap(heap, 0, 0x8000)).toBe(0);
    expect(nt.debug.lastFailure?.status).toBe(STATUS_NO_MEMORY);
    expect(codeOf(caller, () => caller.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x8000))).toBe(
      STATUS_NO_MEMORY,
    );
    expect(codeOf(caller, () => caller.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x100000))).toBe(
      STATUS_NO_MEMORY,
    );
  });

  it('the heap stays sound, and what is freed can be had again', () => {
    const { nt, caller, process, heap } = exhausted();
    const some = nt.debug
      .heapBlocks(process, heap)
      .find(({ state, bytes }) => state === 'busy' && bytes === 0x8000);
    expect(caller.RtlFreeHeap(heap, 0, some!.address)).toBe(1);
    expect(caller.RtlAllocateHeap(heap, 0, 0x8000)).not.toBe(0);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});

describe.each(architectures)('sizes with the high bit, %s', (arch) => {
  const huge = arch === 'x64' ? [-1, -(2 ** 63), 2n ** 64n - 1n] : [0x8000_0000, 0xffff_ffff, -1];

  it.each(huge)('B-085: observed profile: %s gives NULL and STATUS_NO_MEMORY, and never raises', (size) => {
    const { process } = userOf(arch, true, { profile: 'observed' });
    for (const flags of [0, HEAP_GENERATE_EXCEPTIONS]) {
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      const outcome = process.outcome(() => process.RtlAllocateHeap(heap, flags, size));
      expect(outcome).toEqual({ kind: 'returned', value: 0 });
      expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    }
  });

  it.each(huge)('documented profile: %s raises like any other size that there is no memory for', (size) => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const record = recordOf(process, () => process.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, size));
    expect(record.ExceptionCode).toBe(STATUS_NO_MEMORY);
    expect(process.RtlAllocateHeap(heap, 0, size)).toBe(0);
  });
});

describe.each(architectures)('improper parameters of RtlAllocateHeap, %s', (arch) => {
  it('S4-016: a handle that is memory but no heap: STATUS_ACCESS_VIOLATION, raised or as last status', () => {
    const { process } = userOf(arch);
    const noHeap = reserveFor(process, 0x1000, 0x1000);
    expect(process.RtlAllocateHeap(noHeap, 0, 8)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_ACCESS_VIOLATION);
    const record = recordOf(process, () => process.RtlAllocateHeap(noHeap, HEAP_GENERATE_EXCEPTIONS, 8));
    expect(record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('S4-016: the same in kernel mode, where no last status is left', () => {
    const { nt } = siteOf(arch, 'kernel');
    const noHeap = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    expect(nt.RtlAllocateHeap(noHeap, 0, 8)).toBe(0);
    const record = recordOf(nt, () => nt.RtlAllocateHeap(noHeap, HEAP_GENERATE_EXCEPTIONS, 8));
    expect(record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('S4-016: a handle that is no memory faults where it is read', () => {
    const { process } = userOf(arch);
    const record = recordOf(process, () => process.RtlAllocateHeap(0x1230000, 0, 8));
    expect(record).toMatchObject({
      ExceptionCode: STATUS_ACCESS_VIOLATION,
      ExceptionInformation: [0, 0x1230000],
    });
  });
});
