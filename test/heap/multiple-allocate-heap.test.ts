/** RtlMultipleAllocateHeap and RtlMultipleFreeHeap. */
import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_ZERO_MEMORY,
  NULL,
  out,
  PVOID,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, ended, recordOf, reserveFor, userOf } from './fixture.ts';

function siteOf(arch: 'x64' | 'x86', flags = HEAP_GROWABLE, terminate = false) {
  const { nt, process, P } = userOf(arch, terminate);
  const base = (flags & HEAP_GROWABLE) === 0 ? reserveFor(process, 0x20000) : NULL;
  const heap = process.RtlCreateHeap(flags, base, 0x20000, 0, NULL, NULL);
  const array = reserveFor(process, 0x10000, 0x10000);
  const read = (count: number) =>
    Array.from({ length: count }, (_, n) => process.memory.readPointer(array + n * P));
  const allocate = (count: number, bytes: number, more = 0) =>
    process.RtlMultipleAllocateHeap(heap, more, bytes, count, array);
  return { nt, process, P, heap, array, read, allocate };
}

describe.each(architectures)('RtlMultipleAllocateHeap, %s', (arch) => {
  it('B-093: gives the number of blocks and stores them; sizes from nothing to a reservation of its own', () => {
    const { nt, process, heap, read, allocate } = siteOf(arch);
    for (const bytes of [0, 24, 100, 3000, 0x90000]) {
      expect(allocate(20, bytes)).toBe(20);
      const blocks = read(20);
      expect(new Set(blocks).size).toBe(20);
      for (const block of blocks) expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
    }
    expect(nt.debug.heap(process, heap).liveBlocks).toBe(100);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(allocate(0, 24)).toBe(0);
  });

  it('B-093: one fails: the number before it, STATUS_NO_MEMORY; those before it stay', () => {
    const { nt, process, heap, read, allocate } = siteOf(arch, 0);
    const done = allocate(1000, 0x1000);
    expect(done).toBeGreaterThan(20);
    expect(done).toBeLessThan(32);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(nt.debug.lastFailure).toEqual({ status: STATUS_NO_MEMORY, routine: 'RtlMultipleAllocateHeap' });
    expect(read(done + 1)[done]).toBe(0);
    for (const block of read(done)) expect(process.RtlSizeHeap(heap, 0, block)).toBe(0x1000);
    expect(nt.debug.heap(process, heap).liveBlocks).toBe(done);
  });

  it.each([
    ['in the call', 0, HEAP_GENERATE_EXCEPTIONS],
    ['of the heap', HEAP_GENERATE_EXCEPTIONS, 0],
  ])(
    'B-093: with the exception flag %s: STATUS_NO_MEMORY raised, without parameters',
    (_where, own, more) => {
      const { nt, process, heap, allocate } = siteOf(arch, own);
      for (const bytes of [0x1000, 0x90000]) {
        const record = recordOf(process, () => allocate(1000, bytes, more));
        expect(record).toMatchObject({ ExceptionCode: STATUS_NO_MEMORY, ExceptionInformation: [] });
      }
      expect(nt.debug.heap(process, heap).liveBlocks).toBeGreaterThan(20);
      expect(process.RtlUnlockHeap(heap)).toBe(0);
    },
  );

  it('heeds the flags of the call: zeroes, room for a user value', () => {
    const { process, heap, read, allocate } = siteOf(arch);
    expect(allocate(40, 60)).toBe(40);
    for (const block of read(40)) process.memory.fill(block, 60, 0xff);
    for (const block of read(40)) process.RtlFreeHeap(heap, 0, block);
    expect(allocate(40, 60, HEAP_ZERO_MEMORY | HEAP_SETTABLE_USER_VALUE)).toBe(40);
    for (const block of read(40)) {
      expect([...process.memory.readBytes(block, 60)].every((byte) => byte === 0)).toBe(true);
      expect(process.RtlSetUserValueHeap(heap, 0, block, 1)).toBe(1);
    }
  });

  it('takes a cell for one block, refuses it for more', () => {
    const { process, heap } = siteOf(arch);
    const cell = out(PVOID);
    expect(process.RtlMultipleAllocateHeap(heap, 0, 10, 1, cell)).toBe(1);
    expect(process.RtlSizeHeap(heap, 0, cell.value)).toBe(10);
    expect(() => process.RtlMultipleAllocateHeap(heap, 0, 10, 2, cell)).toThrow(TypeError);
    expect(process.RtlMultipleFreeHeap(heap, 0, 1, cell)).toBe(1);
    expect(() => process.RtlMultipleFreeHeap(heap, 0, 2, cell)).toThrow(TypeError);
  });

  it('an array that cannot be written faults; what was stored before is allocated', () => {
    const { nt, process, P, heap, array } = siteOf(arch);
    const code = codeOf(process, () =>
      process.RtlMultipleAllocateHeap(heap, 0, 10, 8, array + 0x10000 - 3 * P),
    );
    expect(code).toBe(STATUS_ACCESS_VIOLATION);
    expect(nt.debug.heap(process, heap).liveBlocks).toBe(4); // the fourth has no place to be told
    expect(process.RtlUnlockHeap(heap)).toBe(0);
  });

  it('memory that is no heap: 0 and STATUS_NO_MEMORY', () => {
    const { process, array } = siteOf(arch);
    expect(process.RtlMultipleAllocateHeap(array, 0, 10, 3, array)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
  });
});

describe.each(architectures)('RtlMultipleFreeHeap, %s', (arch) => {
  it('frees every block of an array; NULL counts as freed', () => {
    const { nt, process, P, heap, array, allocate } = siteOf(arch);
    for (const bytes of [24, 3000, 0x90000]) {
      allocate(10, bytes);
      process.RtlFreeHeap(heap, 0, process.memory.readPointer(array + 4 * P));
      process.memory.writePointer(array + 4 * P, NULL);
      expect(process.RtlMultipleFreeHeap(heap, 0, 10, array)).toBe(10);
      expect(nt.debug.heap(process, heap).liveBlocks).toBe(0);
    }
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('stops at the first element that is no block: the number before it, STATUS_INVALID_PARAMETER', () => {
    const { nt, process, P, heap, array, allocate } = siteOf(arch);
    for (const [bytes, wrong] of [
      [24, 0x10],
      [3000, 8],
    ] as const) {
      allocate(10, bytes);
      const fifth = process.memory.readPointer(array + 5 * P);
      process.memory.writePointer(array + 5 * P, fifth + wrong);
      expect(process.RtlMultipleFreeHeap(heap, 0, 10, array)).toBe(5);
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
      expect(nt.debug.heap(process, heap).liveBlocks).toBe(5);
      process.memory.writePointer(array + 5 * P, fifth);
      expect(process.RtlMultipleFreeHeap(heap, 0, 5, array + 5 * P)).toBe(5);
    }
  });

  it('the same block twice ends a process that damage ends', () => {
    const { process, P, heap, array, allocate } = siteOf(arch, HEAP_GROWABLE, true);
    allocate(2, 100);
    process.memory.writePointer(array + P, process.memory.readPointer(array));
    expect(process.outcome(() => process.RtlMultipleFreeHeap(heap, 0, 2, array))).toMatchObject(
      ended(STATUS_HEAP_CORRUPTION),
    );
  });
});
