/** Snapshots and processes that come and go. */
import { describe, expect, it } from 'vitest';
import { architectures, siteOf } from '../heap/fixture.ts';

describe.each(architectures)('a snapshot, and processes started since, %s', (arch) => {
  it('forgets a process started since; starting it again gives the same one, at no cost', () => {
    const { nt } = siteOf(arch, 'kernel');
    const before = nt.debug.fingerprints();
    const start = nt.snapshot();
    const ids = new Set<number>();
    for (let round = 0; round < 5; round++) {
      const process = nt.startProcess();
      ids.add(process.id);
      process.RtlAllocateHeap(process.processHeap, 0, 0x1000);
      nt.restore(start);
      expect(nt.debug.fingerprints()).toEqual(before);
    }
    expect(ids.size).toBe(1);
  });

  it('restores in any order, also to processes that an earlier restore forgot', () => {
    const { nt } = siteOf(arch, 'kernel');
    const none = nt.snapshot();
    const process = nt.startProcess();
    const block = process.RtlAllocateHeap(process.processHeap, 0, 64);
    process.memory.writeUint32(block, 7);
    const one = nt.snapshot();
    nt.restore(none);
    expect(() => nt.debug.memoryOf(process)).toThrow(TypeError);
    nt.restore(one);
    expect(process.memory.readUint32(block)).toBe(7);
    expect(process.RtlFreeHeap(process.processHeap, 0, block)).toBe(1);
  });
});
