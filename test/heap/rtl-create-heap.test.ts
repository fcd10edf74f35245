/** RtlCreateHeap: how much is reserved and committed, and where. Sizes are what the memory manager reports. */
import {
  HEAP_CREATE_ALIGN_16,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  MiB,
  PAGE_READONLY,
  STATUS_ACCESS_VIOLATION,
  STATUS_SUCCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import {
  architectures,
  codeOf,
  commitFor,
  pagesAt,
  places,
  recordOf,
  reserveFor,
  siteOf,
  userOf,
} from './fixture.ts';

describe.each(places)('sizes at creation, $arch $mode mode', ({ arch, mode }) => {
  it.each([
    ['B-002: nothing given: 64 pages, one of them committed', 0, 0, 0x40000, 0x1000],
    ['B-003: CommitSize 1: the reserve is 16 pages', 0, 1, 0x10000, 0x1000],
    ['B-003: CommitSize 0x10000: the reserve is 16 pages', 0, 0x10000, 0x10000, 0x10000],
    ['B-003: CommitSize 0x10001: the reserve is 32 pages', 0, 0x10001, 0x20000, 0x11000],
    ['B-004: ReserveSize alone: one page is committed', 0x30000, 0, 0x30000, 0x1000],
    ['B-005: CommitSize above ReserveSize is lowered to it', 0x20000, 0x50000, 0x20000, 0x20000],
    ['B-006: ReserveSize is rounded up to pages', 0x1001, 0, 0x2000, 0x1000],
    ['B-006: CommitSize is rounded up to pages', 0x10000, 0x2001, 0x10000, 0x3000],
  ])('%s', (_fact, reserve, commit, reserved, committed) => {
    const { nt, caller, process, P } = siteOf(arch, mode);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, reserve, commit, 0, 0);
    expect(pagesAt(caller, P, heap)).toEqual({ reserved, committed });
    expect(nt.debug.heapSizes(process, heap)).toMatchObject({
      reservedBytes: reserved,
      committedBytes: committed,
    });
  });
});

describe.each(places)('where a heap lies, $arch $mode mode', ({ arch, mode }) => {
  it('B-007: HeapBase is the start of the heap; NULL takes addresses of the process at a multiple of 64 KB', () => {
    const { caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000);
    expect(caller.RtlCreateHeap(0, base, 0x40000, 0, 0, 0)).toBe(base);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(heap % 0x10000).toBe(0);
    expect(heap).toBeGreaterThan(0);
    if (arch === 'x86') expect(heap).toBeLessThan(0x8000_0000);
  });

  it('B-009: failure is NULL, and there is no status', () => {
    const { nt, caller, process } = siteOf(arch, mode, { physicalMemory: 2 * MiB });
    const outcome = caller.outcome(() => caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 3 * MiB, 0, 0));
    expect(outcome).toEqual({ kind: 'returned', value: 0 });
    if (process !== null) expect(process.lastStatus).toBe(STATUS_SUCCESS);
    const { usedBytes } = nt.debug.physicalMemory;
    expect(caller.RtlCreateHeap(HEAP_GROWABLE, 0, 2 ** 31 - 0x10000, 0, 0, 0)).toBe(0);
    expect(nt.debug.physicalMemory.usedBytes).toBe(usedBytes);
  });

  it('B-013: above the threshold a growable heap takes memory outside its segments', () => {
    const { nt, caller, process, heap, P } = withHeap(arch, mode);
    const before = pagesAt(caller, P, heap);
    const inside = caller.RtlAllocateHeap(heap, 0, 0x100);
    const large = caller.RtlAllocateHeap(heap, 0, 0x7f001);
    expect(pagesAt(caller, P, heap)).toEqual(before);
    expect(inside - heap).toBeLessThan(0x40000);
    expect(large > heap && large < heap + before.reserved).toBe(false);
    expect(nt.debug.heapSizes(process, heap)).toMatchObject({ segments: 1, largeBlocks: 1 });
    expect(pagesAt(caller, P, large - (large % 0x10000)).committed).toBe(0x80000);
  });

  it('B-014: 64 KB do not fit a heap of 64 KB, a little less does', () => {
    const { caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x10000);
    const heap = caller.RtlCreateHeap(0, base, 0x10000, 0, 0, 0);
    expect(caller.RtlAllocateHeap(heap, 0, 0x10000)).toBe(0);
    expect(caller.RtlAllocateHeap(heap, 0, 0xf000)).not.toBe(0);
  });
});

const withHeap = (arch: 'x64' | 'x86', mode: 'kernel' | 'user') => {
  const site = siteOf(arch, mode);
  return { ...site, heap: site.caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0) };
};

describe.each(architectures)('whose a heap is, %s', (arch) => {
  it('B-015: another process cannot use the handle', () => {
    const { nt, process } = userOf(arch);
    const other = nt.startProcess();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const before = nt.debug.heap(process, heap);
    expect(codeOf(other, () => other.RtlAllocateHeap(heap, 0, 8))).toBe(STATUS_ACCESS_VIOLATION);
    expect(nt.debug.heap(process, heap)).toEqual(before);
  });

  it('B-015: nor can a driver, after another process has become current', () => {
    const { nt, process } = userOf(arch);
    // Each routine was first called while the System process was current: it must not stay with its heaps.
    const first = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(nt.RtlFreeHeap(first, 0, nt.RtlAllocateHeap(first, 0, 8))).toBe(1);
    expect(nt.RtlDestroyHeap(first)).toBe(0);
    const heap = process.run(() => nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0));
    const block = process.run(() => nt.RtlAllocateHeap(heap, 0, 8));
    expect(block).toBeGreaterThan(heap);
    expect(codeOf(nt, () => nt.RtlAllocateHeap(heap, 0, 8))).toBe(STATUS_ACCESS_VIOLATION);
    expect(process.run(() => [nt.RtlFreeHeap(heap, 0, block), nt.RtlDestroyHeap(heap)])).toEqual([1, 0]);
  });

  it('a heap in system memory belongs to every process (ours: no page says otherwise)', () => {
    const { nt, process } = userOf(arch);
    const base = nt.reserve({ bytes: 0x10000, commit: 0x10000, space: 'system' });
    const heap = nt.RtlCreateHeap(0, base, 0x10000, 0x10000, 0, 0);
    const block = process.run(() => nt.RtlAllocateHeap(heap, 0, 8));
    expect(nt.RtlFreeHeap(heap, 0, block)).toBe(1);
  });
});

describe.each(places)('caller memory, $arch $mode mode', ({ arch, mode }) => {
  it('B-053: committed memory is used as it is, its first page zeroed; the rest is the reserve', () => {
    const { nt, caller, process, P } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000, 0x20000);
    caller.memory.fill(base, 0x20000, 0xee);
    const heap = caller.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, 0);
    expect(nt.debug.heapSizes(process, heap)).toMatchObject({
      committedBytes: 0x20000,
      reservedBytes: 0x40000,
    });
    expect(pagesAt(caller, P, base)).toEqual({ reserved: 0x40000, committed: 0x20000 });
    const first = caller.RtlAllocateHeap(heap, 0, 0x1f000);
    const firstPage = caller.memory.readBytes(first + 2 * P, base + 0x1000 - first - 2 * P);
    expect(new Set(firstPage)).toEqual(new Set([0]));
    expect(new Set(caller.memory.readBytes(base + 0x1000, 0x1000))).toEqual(new Set([0xee]));
    expect(caller.RtlAllocateHeap(heap, 0, 0x1f000)).not.toBe(0); // in what was only reserved
  });

  it('B-053: of memory that is only reserved, one page is committed', () => {
    const { caller, P } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000);
    caller.RtlCreateHeap(0, base, 0x40000, 0, 0, 0);
    expect(pagesAt(caller, P, base)).toEqual({ reserved: 0x40000, committed: 0x1000 });
  });

  it('B-054: RtlDestroyHeap leaves the memory to the caller', () => {
    const { caller, P } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000, 0x8000);
    const heap = caller.RtlCreateHeap(0, base, 0x40000, 0x8000, 0, 0);
    caller.RtlAllocateHeap(heap, 0, 0x10000);
    const before = pagesAt(caller, P, base);
    expect(before.committed).toBeGreaterThan(0x8000);
    expect(caller.RtlDestroyHeap(heap)).toBe(0);
    expect(pagesAt(caller, P, base)).toEqual(before);
    caller.memory.fill(base, 0x8000, 1);
    expect(caller.RtlCreateHeap(0, base, 0x40000, 0, 0, 0)).toBe(base);
  });

  it('memory that is not reserved, or not at a page boundary, gives NULL (ours)', () => {
    const { caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000);
    for (const bad of [0x7ffd_0000, 0x123, base + 0x10, base + 0x40000 + 0x10_0000, -1 - 0xfff, -0x7000])
      expect(caller.RtlCreateHeap(0, bad, 0x10000, 0, 0, 0)).toBe(0);
  });

  it('read-only memory: the fault of writing the header is the caller’s (ours)', () => {
    const { caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000);
    expect(commitFor(caller, base, 0x1000, PAGE_READONLY)).toBe(0);
    const record = recordOf(caller, () => caller.RtlCreateHeap(0, base, 0x40000, 0, 0, 0));
    expect(record.ExceptionInformation).toEqual([1, base]);
    expect(caller.outcome(() => caller.RtlAllocateHeap(base, 0, 8))).toEqual({ kind: 'returned', value: 0 });
  });
});

describe.each(places)('arguments that do not go together, $arch $mode mode', ({ arch, mode }) => {
  const commitRoutine = () => 0;

  it('B-026: a commit routine makes a growable heap impossible', () => {
    const { caller } = siteOf(arch, mode);
    const base = reserveFor(caller, 0x40000, 0x1000);
    const parameters = { CommitRoutine: commitRoutine };
    expect(caller.RtlCreateHeap(HEAP_GROWABLE, base, 0x40000, 0x1000, 0, parameters)).toBe(0);
    expect(caller.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, parameters)).toBe(base);
  });

  it('B-027, B-051: without HeapBase there may be no commit routine: NULL', () => {
    const { caller } = siteOf(arch, mode, { profile: 'observed' });
    const parameters = { CommitRoutine: commitRoutine };
    expect(caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, parameters)).toBe(0);
    expect(caller.RtlCreateHeap(0, 0, 0, 0, 0, parameters)).toBe(0);
    expect(caller.RtlCreateHeap(0, 0, 0, 0, 0, {})).not.toBe(0);
  });

  it('B-046: Parameters that point at nothing: NULL, and no exception leaves the call', () => {
    const { nt, caller } = siteOf(arch, mode);
    const outcome = nt.outcome(() =>
      caller.RtlCreateHeap(
        HEAP_GROWABLE | HEAP_CREATE_ALIGN_16,
        0,
        0,
        0,
        0,
        arch === 'x64' ? 0xdead_beef : 0x5eadbeef,
      ),
    );
    expect(outcome).toEqual({ kind: 'returned', value: 0 });
  });

  it('HeapBase NULL without HEAP_GROWABLE: a finding and NULL; a fixed heap where tests of Windows count', () => {
    const documented = siteOf(arch, mode);
    expect(documented.caller.RtlCreateHeap(0, 0, 0x10000, 0, 0, 0)).toBe(0);
    expect(documented.nt.findings).toMatchObject([{ rule: 'heap-create-not-growable-no-base' }]);
    for (const options of [{ profile: 'observed' }, { onViolation: 'report' }] as const) {
      const { caller, heap } = fixedHeap(siteOf(arch, mode, options).caller);
      expect(caller.RtlAllocateHeap(heap, 0, 0x20000)).toBe(0);
      expect(caller.RtlAllocateHeap(heap, 0, 0x8000)).not.toBe(0);
    }
  });

  it('a Lock with HEAP_NO_SERIALIZE is a finding and NULL; for a process another Lock is not modelled', () => {
    const { nt, caller } = siteOf(arch, mode);
    expect(caller.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, 0, 0, 0, 0x1000, 0)).toBe(0);
    expect(nt.findings).toMatchObject([{ rule: 'heap-lock-with-no-serialize' }]);
    const outcome = nt.outcome(() => caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0x1000, 0));
    expect(outcome).toMatchObject(
      mode === 'user'
        ? { kind: 'stopped', reason: 'not-modelled' }
        : { kind: 'returned', value: expect.any(Number) },
    );
  });
});

function fixedHeap(caller: ReturnType<typeof siteOf>['caller']) {
  const heap = caller.RtlCreateHeap(0, 0, 0x10000, 0, 0, 0);
  expect(heap).not.toBe(0);
  return { caller, heap };
}
