import { HEAP_GROWABLE, MiB, STATUS_ACCESS_VIOLATION } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, places, reserveFor, siteOf, userOf } from './fixture.ts';

describe.each(places)('RtlDestroyHeap, $arch $mode mode', ({ arch, mode }) => {
  it('B-139: success is NULL; failure is the handle', () => {
    const { caller } = siteOf(arch, mode);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = caller.RtlAllocateHeap(heap, 0, 64);
    expect(caller.RtlDestroyHeap(block)).toBe(block); // memory, but no heap
    expect(caller.RtlDestroyHeap(heap)).toBe(0);
  });

  it('B-142: all pages go back though blocks are left, large ones too; later accesses are access violations', () => {
    const { nt, caller } = siteOf(arch, mode);
    const { usedBytes } = nt.debug.physicalMemory;
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const blocks = [16, 0x3000, 0x60000, 0x7f000, MiB].map((bytes) => caller.RtlAllocateHeap(heap, 0, bytes));
    expect(caller.RtlDestroyHeap(heap)).toBe(0);
    expect(nt.debug.physicalMemory.usedBytes).toBe(usedBytes);
    for (const block of blocks) {
      expect(codeOf(caller, () => caller.memory.readUint8(block))).toBe(STATUS_ACCESS_VIOLATION);
      expect(codeOf(caller, () => caller.memory.writeUint8(block, 1))).toBe(STATUS_ACCESS_VIOLATION);
    }
    expect(reserveFor(caller, 0x40000)).toBe(heap);
  });

  it('the addresses can be used for the next heap, which knows nothing of the last', () => {
    const { nt, caller, process } = siteOf(arch, mode);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const fresh = nt.debug.heap(process, heap);
    for (let n = 0; n < 100; n++) caller.RtlAllocateHeap(heap, 0, n * 50);
    caller.RtlDestroyHeap(heap);
    expect(caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0)).toBe(heap);
    expect(nt.debug.heap(process, heap)).toEqual(fresh);
  });
});

describe.each(architectures)('RtlDestroyHeap of the heap a process starts with, %s', (arch) => {
  it('B-141: gives its handle back, and the heap stays usable', () => {
    const { nt, process } = userOf(arch);
    const heap = process.processHeap;
    const block = process.RtlAllocateHeap(heap, 0, 64);
    process.memory.writeUint32(block, 42);
    expect(process.RtlDestroyHeap(heap)).toBe(heap);
    expect(process.memory.readUint32(block)).toBe(42);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});
