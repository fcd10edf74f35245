import {
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  MAXSIZE_T,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, ended, places, reserveFor, siteOf, userOf } from './fixture.ts';

const LARGE = 0x100000;

describe.each(places)('RtlSizeHeap, $arch $mode mode', ({ arch, mode }) => {
  it('gives the bytes asked for, not the rounded size', () => {
    const { caller } = siteOf(arch, mode);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    for (const bytes of [0, 1, 17, 0x40, 0x8000, 0x7f000, 0x7f001, LARGE, 3000 * 1024 + 37])
      expect(caller.RtlSizeHeap(heap, 0, caller.RtlAllocateHeap(heap, 0, bytes))).toBe(bytes);
  });

  it('B-131: a NULL heap: (SIZE_T)-1 and STATUS_INVALID_HANDLE', () => {
    const { nt, caller, process } = siteOf(arch, mode);
    expect(caller.RtlSizeHeap(0, 0, 0x1000)).toBe(MAXSIZE_T);
    expect(nt.debug.lastFailure).toEqual({ status: STATUS_INVALID_HANDLE, routine: 'RtlSizeHeap' });
    if (process !== null) expect(process.lastStatus).toBe(STATUS_INVALID_HANDLE);
  });
});

describe.each(architectures)('RtlSizeHeap of what is no block, %s', (arch) => {
  it('B-130: a freed block: (SIZE_T)-1 and STATUS_INVALID_PARAMETER', () => {
    const { process } = userOf(arch, false);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    for (const bytes of [0x60, LARGE]) {
      const block = process.RtlAllocateHeap(heap, 0, bytes);
      process.RtlAllocateHeap(heap, 0, 0x10);
      process.RtlFreeHeap(heap, 0, block);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(MAXSIZE_T);
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
    }
  });

  it('a header that was written over, termination off: the same', () => {
    const { process } = userOf(arch, false);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, LARGE);
    process.memory.writeUint8(block - 8, process.memory.readUint8(block - 8) ^ 0x10);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(MAXSIZE_T);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
  });
});

describe.each(architectures)('RtlValidateHeap, %s', (arch) => {
  const create = () => {
    const site = userOf(arch);
    const heap = site.process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const [block, next] = [0x60, 0x60].map((bytes) => site.process.RtlAllocateHeap(heap, 0, bytes));
    const validate = (address = 0) => site.process.RtlValidateHeap(heap, 0, address);
    return { ...site, heap, block: block!, next: next!, validate };
  };

  it('B-137: TRUE for a sound heap and for its blocks, large ones too', () => {
    const { process, heap, block, validate } = create();
    const large = process.RtlAllocateHeap(heap, 0, LARGE);
    expect([validate(), validate(block), validate(large)]).toEqual([1, 1, 1]);
  });

  it('B-137: a wrong signature: FALSE', () => {
    const { process, heap, validate } = create();
    const noHeap = reserveFor(process, 0x1000, 0x1000);
    expect(process.RtlValidateHeap(noHeap, 0, 0)).toBe(0);
    expect(process.RtlValidateHeap(0, 0, 0)).toBe(0);
    process.RtlDestroyHeap(heap);
    expect(validate()).toBe(0);
  });

  it('B-137: a block must be aligned, busy and inside a segment', () => {
    const { process, heap, block, next, validate } = create();
    expect([validate(block + 1), validate(block + 4)]).toEqual([0, 0]);
    expect([validate(heap - 0x1000), validate(0x7abc_0000), validate(heap)]).toEqual([0, 0, 0]);
    process.RtlFreeHeap(heap, 0, block);
    expect([validate(block), validate(next), validate()]).toEqual([0, 1, 1]);
  });

  it('B-137: a large block must start at its place in its first page', () => {
    const { process, heap, validate } = create();
    const large = process.RtlAllocateHeap(heap, 0, LARGE);
    for (const by of [16, 0x1000, -16]) expect(validate(large + by)).toBe(0);
  });

  it('B-137: finds a header that was written over, and TRUE again when it is mended; nothing stops', () => {
    const { process, next, validate } = create();
    for (const at of [next - 8, next - 6, next - 5, next - 4]) {
      const byte = process.memory.readUint8(at);
      process.memory.writeUint8(at, byte ^ 0x11);
      expect(validate()).toBe(0);
      process.memory.writeUint8(at, byte);
      expect(validate()).toBe(1);
    }
  });

  it('finds free lists that were written over', () => {
    const { process, heap, block, validate } = create();
    process.RtlFreeHeap(heap, 0, block);
    const link = process.memory.readPointer(block);
    process.memory.writePointer(block, link + 8);
    expect(validate()).toBe(0);
    process.memory.writePointer(block, link);
    expect(validate()).toBe(1);
  });
});

describe.each(architectures)('RtlLockHeap and RtlUnlockHeap, %s', (arch) => {
  it('the owner may lock again and use the heap; every lock needs its unlock', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect([process.RtlLockHeap(heap), process.RtlLockHeap(heap)]).toEqual([1, 1]);
    expect(process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 8))).toBe(1);
    expect([1, 2, 3].map(() => process.RtlUnlockHeap(heap))).toEqual([1, 1, 0]);
  });

  it('memory that is no heap: FALSE; on a heap with HEAP_NO_SERIALIZE: TRUE without effect', () => {
    const { process } = userOf(arch);
    const noHeap = reserveFor(process, 0x1000, 0x1000);
    expect([process.RtlLockHeap(noHeap), process.RtlUnlockHeap(noHeap)]).toEqual([0, 0]);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, 0, 0, 0, 0, 0);
    expect([process.RtlUnlockHeap(heap), process.RtlLockHeap(heap)]).toEqual([1, 1]);
    expect(process.RtlUnlockHeap(heap)).toBe(1);
  });

  it('a process that ends while it holds the lock leaves no trace in another', () => {
    const { nt, process } = userOf(arch);
    const other = nt.startProcess();
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    process.RtlLockHeap(heap);
    const block = process.RtlAllocateHeap(heap, 0, 8);
    expect(process.outcome(() => process.RtlFreeHeap(heap, 0, block + 1))).toMatchObject(ended(0xc000_0374));
    expect(other.RtlLockHeap(other.processHeap)).toBe(1);
  });
});
