import {
  APC_LEVEL,
  BOOLEAN,
  DISPATCH_LEVEL,
  HighPoolPriority,
  KIRQL,
  LowPoolPriority,
  NonPagedPool,
  NonPagedPoolCacheAlignedMustS,
  NonPagedPoolMustSucceed,
  NonPagedPoolNx,
  NonPagedPoolSession,
  NormalPoolPriority,
  type Nt,
  out,
  PagedPool,
  POOL_COLD_ALLOCATION,
  POOL_RAISE_IF_ALLOCATION_FAILURE,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, headerOf, machine, raisedBy, stopOf } from './fixture.ts';

const INSUFFICIENT = 0xc000_009a;

/** Every routine that allocates by a type, with the arguments behind it. */
const byType: Record<string, (nt: Nt, type: number, bytes: number, tag: number) => number> = {
  ExAllocatePool: (nt, type, bytes) => nt.ExAllocatePool(type, bytes),
  ExAllocatePoolWithTag: (nt, type, bytes, tag) => nt.ExAllocatePoolWithTag(type, bytes, tag),
  ExAllocatePoolZero: (nt, type, bytes, tag) => nt.ExAllocatePoolZero(type, bytes, tag),
  ExAllocatePoolUninitialized: (nt, type, bytes, tag) => nt.ExAllocatePoolUninitialized(type, bytes, tag),
  ExAllocatePoolWithTagPriority: (nt, type, bytes, tag) =>
    nt.ExAllocatePoolWithTagPriority(type, bytes, tag, NormalPoolPriority),
  ExAllocatePoolPriorityZero: (nt, type, bytes, tag) =>
    nt.ExAllocatePoolPriorityZero(type, bytes, tag, HighPoolPriority),
  ExAllocatePoolPriorityUninitialized: (nt, type, bytes, tag) =>
    nt.ExAllocatePoolPriorityUninitialized(type, bytes, tag, LowPoolPriority),
  ExAllocatePoolWithQuota: (nt, type, bytes) => nt.ExAllocatePoolWithQuota(type, bytes),
  ExAllocatePoolWithQuotaTag: (nt, type, bytes, tag) => nt.ExAllocatePoolWithQuotaTag(type, bytes, tag),
  ExAllocatePoolQuotaZero: (nt, type, bytes, tag) => nt.ExAllocatePoolQuotaZero(type, bytes, tag),
  ExAllocatePoolQuotaUninitialized: (nt, type, bytes, tag) =>
    nt.ExAllocatePoolQuotaUninitialized(type, bytes, tag),
};
const routines = Object.entries(byType);
const cleared = new Set(['ExAllocatePoolZero', 'ExAllocatePoolPriorityZero', 'ExAllocatePoolQuotaZero']);

describe.each(architectures)('routines that allocate by a type, %s', (arch) => {
  it.each(routines)(
    '%s: every type gives a block of its pool, with the tag that was asked for',
    (name, allocate) => {
      const nt = machine(arch);
      for (const [type, pool] of [
        [NonPagedPool, 'NonPagedPool'],
        [PagedPool, 'PagedPool'],
        [NonPagedPoolNx, 'NonPagedPoolNx'],
        [PagedPool | POOL_COLD_ALLOCATION, 'PagedPool'],
      ] as const) {
        for (const bytes of [20, 3000, 10_000]) {
          const block = allocate(nt, type, bytes, FRED);
          const tag = /^ExAllocatePool(WithQuota)?$/.test(name) ? 0x656e_6f4e : FRED;
          expect(nt.debug.pool.block(block)).toMatchObject({ bytes, tag, type: pool, driver: 'driver' });
        }
      }
      expect(nt.debug.pool.finding()).toBeNull();
    },
  );

  it.each(routines)('F-015: %s clears memory only where its name says so', (name, allocate) => {
    const nt = machine(arch);
    const keep = nt.ExAllocatePoolWithTag(PagedPool, 40, FRED);
    for (const bytes of [100, 5000]) {
      const first = nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED);
      nt.memory.fill(first, bytes, 0x77);
      nt.ExFreePool(first);
      const again = allocate(nt, PagedPool, bytes, FRED);
      const zeroes = nt.memory.readBytes(again + 16, bytes - 16).every((byte) => byte === 0);
      expect(zeroes).toBe(cleared.has(name));
      nt.ExFreePool(again);
    }
    nt.ExFreePool(keep);
  });

  it('F-015: too little memory is NULL, or STATUS_INSUFFICIENT_RESOURCES raised where the type asks for it', () => {
    const nt = machine(arch, { physicalMemory: 2 ** 20 });
    expect(nt.ExAllocatePoolWithTag(NonPagedPoolNx, 2 ** 20, FRED)).toBe(0);
    expect(nt.debug.lastFailure).toEqual({ status: INSUFFICIENT, routine: 'ExAllocatePoolWithTag' });
    const raising = NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE;
    expect(raisedBy(nt.outcome(() => nt.ExAllocatePoolWithTag(raising, 2 ** 20, FRED)))).toBe(INSUFFICIENT);
    expect(nt.ExAllocatePoolWithTag(raising, 100, FRED)).not.toBe(0);
    for (const huge of [-1, 2 ** 31, 0x7fff_ffffn])
      expect(nt.ExAllocatePoolWithTag(NonPagedPoolNx, huge, FRED)).toBe(0);
  });

  it('F-016: zero bytes are 0xC4/0x00 with the verifier; without it, the smallest block', () => {
    const nt = machine(arch);
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    expect(stopOf(nt.outcome(() => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 0, FRED)))).toEqual([
      0xc4,
      0x00,
      APC_LEVEL,
      NonPagedPoolNx,
      0,
    ]);
    const off = machine(arch, { verifier: 'off' });
    const [none, one] = [0, 1].map((bytes) => off.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED));
    expect(off.debug.pool.block(none!)?.totalBytes).toBe(off.debug.pool.block(one!)?.totalBytes);
    expect(off.ExQueryPoolBlockSize(none!, out(BOOLEAN))).toBeGreaterThan(0);
  });

  it('F-017: nonpaged pool up to DISPATCH_LEVEL, paged pool up to APC_LEVEL', () => {
    const nt = machine(arch);
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    for (const [, allocate] of routines) expect(allocate(nt, PagedPool, 48, FRED)).not.toBe(0);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    for (const [, allocate] of routines) expect(allocate(nt, NonPagedPoolNx, 48, FRED)).not.toBe(0);
  });

  it.each(routines)('F-018, D-106: %s above its level', (_, allocate) => {
    const levels = [
      [PagedPool, DISPATCH_LEVEL, 0x01],
      [PagedPool, DISPATCH_LEVEL + 3, 0x01],
      [NonPagedPoolNx, DISPATCH_LEVEL + 1, 0x02],
      [NonPagedPool, DISPATCH_LEVEL + 1, 0x02],
    ] as const;
    for (const [type, level, subtype] of levels) {
      const nt = machine(arch);
      nt.KeRaiseIrql(level, out(KIRQL));
      expect(stopOf(nt.outcome(() => allocate(nt, type, 48, FRED)))).toEqual([
        0xc4,
        subtype,
        level,
        type,
        48,
      ]);
      const off = machine(arch, { verifier: 'off' });
      off.KeRaiseIrql(level, out(KIRQL));
      expect(stopOf(off.outcome(() => allocate(off, type, 48, FRED)))).toEqual([0xc2, 0x08, level, type, 48]);
    }
  });

  it('F-018: where findings are collected the call goes on', () => {
    const nt = machine(arch, { onViolation: 'report' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.ExAllocatePoolWithTag(PagedPool, 48, FRED)).not.toBe(0);
    expect(nt.findings).toMatchObject([
      { rule: 'pool-paged-allocate-level', routine: 'ExAllocatePoolWithTag' },
    ]);
  });

  it.each([NonPagedPoolMustSucceed, NonPagedPoolCacheAlignedMustS, 3, 7])(
    'F-023: must-succeed type %i is 0xC2/0x9A, never 0x41',
    (type) => {
      for (const verifier of ['on', 'off'] as const) {
        const nt = machine(arch, { verifier, physicalMemory: 2 ** 20 });
        for (const bytes of [64, 2 ** 20]) {
          const fresh = machine(arch, { verifier });
          expect(stopOf(fresh.outcome(() => fresh.ExAllocatePoolWithTag(type, bytes, FRED)))).toEqual([
            0xc2,
            0x9a,
            type,
            bytes,
            0,
          ]);
        }
        expect(stopOf(nt.outcome(() => nt.ExAllocatePoolWithTag(type, 2 ** 20, FRED)))[0]).toBe(0xc2);
      }
    },
  );

  it.each([
    ['0', 0, [0x9b, PagedPool, 40]],
    ["'BIG'", 0x42_4947, [0x9c, PagedPool, 40]],
    ["'GIB'", 0x47_4942, [0x9c, PagedPool, 40]],
    ["'BIG '", 0x4249_4720, [0x9c, PagedPool, 40]],
    ["' GIB'", 0x2047_4942, [0x9c, PagedPool, 40]],
    ["'----'", 0x2d2d_2d2d, [0x9d, 0x2d2d_2d2d, PagedPool]],
    ['1', 1, [0x9d, 1, PagedPool]],
  ])('BEHAVIOUR 11: the tag %s is a bug check, with and without the verifier', (_, tag, parameters) => {
    for (const verifier of ['on', 'off'] as const) {
      const nt = machine(arch, { verifier });
      expect(stopOf(nt.outcome(() => nt.ExAllocatePoolWithTag(PagedPool, 40, tag)))).toEqual([
        0xc2,
        ...parameters,
        0,
      ]);
    }
    const nt = machine(arch, { onViolation: 'report' });
    expect(nt.ExAllocatePoolWithTag(PagedPool, 40, tag)).not.toBe(0);
    expect(nt.findings).toHaveLength(1);
    // What was a finding once is one again: no short way around it.
    nt.ExAllocatePoolWithTag(PagedPool, 40, tag);
    expect(nt.findings).toHaveLength(2);
  });

  it.each([0x31, 0x2d2d5a2d, 0x2d617e21, 0x6149_4720])('%i is a tag: it has a letter or a digit', (tag) => {
    const nt = machine(arch);
    expect(nt.ExAllocatePoolWithTag(PagedPool, 40, tag)).not.toBe(0);
  });

  it('F-041: the header stores the type plus 1, and 0 once the block is free', () => {
    const nt = machine(arch);
    const blocks = [NonPagedPool, PagedPool, NonPagedPoolNx].map((type) => {
      const all = [0, 1, 2].map(() => nt.ExAllocatePoolWithTag(type, 40, FRED));
      return all[1]!;
    });
    expect(blocks.map((block) => headerOf(nt, arch, block).poolType)).toEqual([1, 2, 1]);
    for (const block of blocks) nt.ExFreePool(block);
    expect(blocks.map((block) => headerOf(nt, arch, block).poolType)).toEqual([0, 0, 0]);
  });

  it('the header counts in granules: its own size, and that of the block in front', () => {
    const nt = machine(arch);
    const sizes = [1, 40, 500].map((bytes) => nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED));
    const granule = arch === 'x64' ? 16 : 8;
    const granules = [1, 40, 500].map((bytes) => Math.ceil(bytes / granule) + 1);
    expect(sizes.map((block) => headerOf(nt, arch, block).blockSize)).toEqual(granules);
    expect(sizes.map((block) => headerOf(nt, arch, block).previousSize)).toEqual([
      0,
      ...granules.slice(0, 2),
    ]);
  });

  it('a priority refuses while memory is short', () => {
    const nt = machine(arch, { physicalMemory: 2 ** 20 });
    const leave = (bytes: number): number => {
      const { totalBytes, usedBytes } = nt.debug.physicalMemory;
      return nt.ExAllocatePoolWithTag(PagedPool, totalBytes - usedBytes - bytes, FRED);
    };
    const results = (): boolean[] =>
      [LowPoolPriority, NormalPoolPriority, HighPoolPriority].map((priority) => {
        const block = nt.ExAllocatePoolWithTagPriority(NonPagedPoolNx, 100, FRED, priority);
        if (block !== 0) nt.ExFreePool(block);
        return block !== 0;
      });
    expect(results()).toEqual([true, true, true]);
    const first = leave(60 * 1024);
    expect(results()).toEqual([false, true, true]);
    nt.ExFreePool(first);
    leave(12 * 1024);
    expect(results()).toEqual([false, false, true]);
    expect(nt.debug.lastFailure?.routine).toBe('ExAllocatePoolWithTagPriority');
    const raising = NonPagedPoolNx | POOL_RAISE_IF_ALLOCATION_FAILURE;
    expect(
      raisedBy(nt.outcome(() => nt.ExAllocatePoolWithTagPriority(raising, 100, FRED, LowPoolPriority | 8))),
    ).toBe(INSUFFICIENT);
  });

  it('session pool is not modelled', () => {
    const nt = machine(arch);
    expect(nt.outcome(() => nt.ExAllocatePoolWithTag(NonPagedPoolSession, 64, FRED))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });

  it('a size that is no whole number is a mistake of the TypeScript program', () => {
    const nt = machine(arch);
    for (const bytes of [Number.NaN, 1.5, 2 ** 70])
      expect(() => nt.ExAllocatePoolWithTag(PagedPool, bytes, FRED)).toThrow(RangeError);
  });
});
