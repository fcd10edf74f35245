/**
 * The short way of the pool's routines: a block cut from the top of its pool and
 * one that falls back to it. It notices what the long way notices, and does the same.
 */
import {
  APC_LEVEL,
  DISPATCH_LEVEL,
  KIRQL,
  NonPagedPoolNx,
  type Nt,
  out,
  PagedPool,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
  POOL_FLAG_UNINITIALIZED,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, DERF, FRED, headerBytes, headerOf, headerWord, machine, stopOf } from './fixture.ts';

describe.each(architectures)('%s', (arch) => {
  /** A machine on which a tag is known and the last block of a page lies at its top. */
  const scene = (options = {}, type = PagedPool) => {
    const nt = machine(arch, options);
    const [before, last] = [0, 1].map(() => nt.ExAllocatePoolWithTag(type, 64, FRED));
    return { nt, before: before!, last: last! };
  };
  const code = (nt: Nt, block: () => unknown) => stopOf(nt.outcome(block)).slice(0, 2);

  type Fields = Parameters<typeof headerWord>[1];
  const own: [string, Partial<Fields>, number, number][] = [
    ['BlockSize', { blockSize: 2 }, 0x19, 0x07],
    ['PreviousSize', { previousSize: 1 }, 0x19, 0x05],
    ['PreviousSize of the first block', { previousSize: 0 }, 0x19, 0x05],
    ['PoolType', { poolType: 0 }, 0xc2, 0x01],
    ['PoolIndex', { poolIndex: 2 }, 0xc2, 0x04],
  ];
  it.each(own)('F-038: %s of the block that would fall back to the top', (_, change, bugCheck, subtype) => {
    const { nt, last } = scene();
    const fields = { ...headerOf(nt, arch, last), ...change };
    nt.memory.writeUint32(fields.at, headerWord(arch, fields));
    expect(code(nt, () => nt.ExFreePool(last))).toEqual([bugCheck, subtype]);
  });

  it.each([
    ['PreviousSize', { previousSize: 1 }, 0x0d, 0x20],
    ['BlockSize', { blockSize: 2 }, 0x0e, 0x24],
    ['PoolType', { poolType: 1 }, 0x0f, 0x25],
    ['PoolIndex', { poolIndex: 2 }, 0x0f, 0x25],
  ] as const)('F-038: %s of the top, changed after the free', (_, change, atAllocate, atFree) => {
    const damaged = () => {
      const { nt, last } = scene();
      const top = last + nt.debug.pool.block(last)!.totalBytes;
      const fields = { ...headerOf(nt, arch, top), ...change };
      nt.memory.writeUint32(fields.at, headerWord(arch, fields));
      return { nt, last };
    };
    const first = damaged();
    expect(code(first.nt, () => first.nt.ExAllocatePoolWithTag(PagedPool, 100, FRED))).toEqual([
      0x19,
      atAllocate,
    ]);
    const second = damaged();
    expect(code(second.nt, () => second.nt.ExFreePool(second.last))).toEqual([0x19, atFree]);
  });

  it('F-034: the tag is compared, also when only its highest bit differs', () => {
    for (const tag of [DERF, (FRED | 0x8000_0000) >>> 0, FRED - 1]) {
      const { nt, last } = scene();
      expect(stopOf(nt.outcome(() => nt.ExFreePoolWithTag(last, tag)))).toEqual([
        0xc2,
        0x0a,
        last,
        FRED,
        tag,
      ]);
    }
  });

  it('F-017: each pool has its level', () => {
    for (const [type, allowed, tooHigh, subtypes] of [
      [PagedPool, APC_LEVEL, DISPATCH_LEVEL, [0x01, 0x11]],
      [NonPagedPoolNx, DISPATCH_LEVEL, DISPATCH_LEVEL + 1, [0x02, 0x12]],
    ] as const) {
      const { nt, last } = scene({}, type);
      nt.KeRaiseIrql(allowed, out(KIRQL));
      nt.ExFreePool(nt.ExAllocatePoolWithTag(type, 64, FRED));
      const [allocating, freeing] = [scene({}, type), scene({}, type)];
      for (const { nt: other } of [allocating, freeing]) other.KeRaiseIrql(tooHigh, out(KIRQL));
      expect(code(allocating.nt, () => allocating.nt.ExAllocatePoolWithTag(type, 64, FRED))).toEqual([
        0xc4,
        subtypes[0],
      ]);
      expect(code(freeing.nt, () => freeing.nt.ExFreePool(last))).toEqual([0xc4, subtypes[1]]);
    }
  });

  it('a charged block takes the long way', () => {
    const { nt } = scene();
    const process = nt.startProcess();
    const block = process.run(() =>
      nt.runAs('system-call', () => nt.ExAllocatePoolWithQuotaTag(PagedPool, 64, FRED)),
    );
    nt.ExFreePool(block);
    expect(nt.debug.pool.charge(process).references).toBe(0);
  });

  it('zeroes what it must and nothing else', () => {
    const { nt } = scene();
    for (const bytes of [1, 8, 60, 300, 2000]) {
      for (const [flags, zeroed] of [
        [POOL_FLAG_PAGED, true],
        [POOL_FLAG_PAGED | POOL_FLAG_UNINITIALIZED, false],
      ] as const) {
        const first = nt.ExAllocatePool2(flags, bytes, FRED);
        const behind = nt.ExAllocatePool2(flags, 24, FRED);
        nt.memory.fill(behind, 24, 0x33);
        nt.memory.fill(first, bytes, 0x44);
        nt.ExFreePool(behind);
        nt.ExFreePool(first);
        const again = nt.ExAllocatePool2(flags, bytes, FRED);
        expect(again).toBe(first);
        const wanted = zeroed ? 0 : 0x44;
        expect(nt.memory.readBytes(again, bytes).every((byte) => byte === wanted)).toBe(true);
        // The header of what is left stands right behind the block.
        expect(nt.debug.pool.finding()).toBeNull();
        expect(nt.debug.memory.readUint8(behind + 16)).toBe(0x33);
        nt.ExFreePool(again);
      }
    }
  });

  it('a size, a type, flags or an address that is out of the ordinary goes the long way', () => {
    const { nt, last } = scene({ onViolation: 'report' });
    expect(nt.ExAllocatePoolWithTag(PagedPool, 2 ** 31, FRED)).toBe(0);
    expect(nt.ExAllocatePoolWithTag(PagedPool, -4, FRED)).toBe(0);
    expect(nt.ExAllocatePool2(POOL_FLAG_PAGED + 2 ** 32, 64, FRED)).not.toBe(0);
    expect(nt.debug.pool.block(nt.ExAllocatePoolWithTag(PagedPool, 64n, FRED))).toMatchObject({ bytes: 64 });
    expect(nt.ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_PAGED, 64, FRED)).toBe(0);
    expect(() => nt.ExAllocatePoolWithTag(PagedPool, 1.5, FRED)).toThrow(RangeError);
    const blocks = nt.debug.pool.blocks().length;
    nt.ExFreePool(last + 2 ** 31);
    nt.ExFreePool(last + 1);
    nt.ExFreePool(last + headerBytes(arch));
    nt.ExFreePool(last - headerBytes(arch));
    expect(nt.findings).toHaveLength(4);
    expect(nt.debug.pool.blocks()).toHaveLength(blocks);
  });

  it('a snapshot is not written over', () => {
    const { nt, last } = scene();
    const snapshot = nt.snapshot();
    const before = nt.debug.fingerprints();
    nt.ExFreePool(last);
    nt.ExAllocatePoolWithTag(PagedPool, 200, FRED);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
    expect(nt.ExAllocatePoolWithTag(PagedPool, 64, FRED)).toBeGreaterThan(last);
    nt.restore(snapshot);
    nt.ExFreePool(last);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
  });

  it('an exact fit in a list comes before the top', () => {
    const { nt, before } = scene();
    nt.ExFreePool(before);
    expect(nt.ExAllocatePoolWithTag(PagedPool, 64, FRED)).toBe(before);
  });

  it('a block at the end of its page does not fall back to a top that is the whole next page', () => {
    const nt = machine(arch);
    const granule = headerBytes(arch);
    const take = (bytes: number) => nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED);
    const [first, last, next] = [4096 - 4 * granule, 2 * granule, 64].map(take) as [number, number, number];
    expect([last - first, next - first]).toEqual([4096 - 3 * granule, 4096]);
    nt.ExFreePool(next);
    nt.ExFreePool(last);
    expect(nt.debug.pool.finding()).toBeNull();
    expect([take(2 * granule), take(64)]).toEqual([last, next]);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('damage that the kernel finds when it needs a block itself is told of its own routine', () => {
    const { nt, last } = scene({ onViolation: 'report' }, NonPagedPoolNx);
    const top = last + nt.debug.pool.block(last)!.totalBytes;
    const fields = { ...headerOf(nt, arch, top), poolType: 1 };
    nt.memory.writeUint32(fields.at, headerWord(arch, fields));
    nt.IoAllocateMdl(last, 64, 0, 0, 0);
    expect(nt.findings.map(({ rule, routine }) => [rule, routine])).toEqual([
      ['pool-header', 'IoAllocateMdl'],
    ]);
  });

  it('what is left of a page is used up to its last granule', () => {
    const nt = machine(arch);
    const granule = headerBytes(arch);
    const first = nt.ExAllocatePoolWithTag(PagedPool, 64, FRED);
    const room = 4096 - (64 + granule);
    const blocks: number[] = [];
    for (let left = room; left >= 2 * granule; left -= 2 * granule)
      blocks.push(nt.ExAllocatePoolWithTag(PagedPool, granule, FRED));
    const page = (address: number) => Math.floor(address / 4096);
    expect(blocks.every((block) => page(block) === page(first))).toBe(true);
    expect(nt.debug.pool.finding()).toBeNull();
    for (const block of blocks.reverse()) nt.ExFreePool(block);
    expect(nt.debug.pool.finding()).toBeNull();
    expect(nt.debug.pool.blocks()).toHaveLength(1);
  });
});
