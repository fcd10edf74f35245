/** Snapshots, determinism, who allocated, and hooks. */
import { boot, NonPagedPoolNx, type Nt, PagedPool, POOL_FLAG_PAGED, type Routine } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { Machine } from '../../../src/kernel/machine.ts';
import { settingsFrom } from '../../../src/kernel/options.ts';
import { ExAllocatePoolWithTag } from '../../../src/kernel/pool/ex-allocate-pool-with-tag.ts';
import { ExFreePool } from '../../../src/kernel/pool/ex-free-pool.ts';
import { findBlock } from '../../../src/kernel/pool/find-block.ts';
import { FREES } from '../../../src/kernel/pool/hot-table.ts';
import type { Pool } from '../../../src/kernel/pool/pool.ts';
import type { PoolFront } from '../../../src/kernel/pool/pool-front.ts';
import { architectures, FRED, machine, stopOf } from './fixture.ts';

/** A program with blocks of every kind; gives the addresses it saw. */
function program(nt: Nt, seed: number): number[] {
  const seen: number[] = [];
  const live: number[] = [];
  let state = seed;
  for (let step = 0; step < 120; step++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (state % 5 < 3 || live.length === 0) {
      const bytes = [20, 70, 400, 4096, 9000][(state >>> 8) % 5]!;
      const block = nt.ExAllocatePoolWithTag(
        (state >>> 16) % 2 === 0 ? PagedPool : NonPagedPoolNx,
        bytes,
        FRED,
      );
      seen.push(block);
      live.push(block);
    } else nt.ExFreePool(live.splice((state >>> 8) % live.length, 1)[0]!);
  }
  return seen;
}

describe.each(architectures)('state of the pool, %s', (arch) => {
  it('a snapshot brings every block, list and page back, any number of times', () => {
    const nt = machine(arch);
    const empty = nt.snapshot();
    const none = nt.debug.fingerprints();
    program(nt, 7);
    const middle = nt.snapshot();
    const full = nt.debug.fingerprints();
    const blocks = nt.debug.pool.blocks();
    const first = program(nt, 8);
    for (let time = 0; time < 2; time++) {
      nt.restore(middle);
      expect(nt.debug.fingerprints()).toEqual(full);
      expect(nt.debug.pool.blocks()).toEqual(blocks);
      expect(nt.debug.pool.finding()).toBeNull();
      expect(program(nt, 8)).toEqual(first);
      expect(nt.debug.pool.finding()).toBeNull();
      nt.restore(empty);
      expect(nt.debug.fingerprints()).toEqual(none);
      expect(nt.debug.pool.blocks()).toEqual([]);
      program(nt, 9 + time);
    }
    nt.restore(middle);
    for (const { address } of nt.debug.pool.blocks()) nt.ExFreePool(address);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('a snapshot keeps quota and what was freed', () => {
    const nt = machine(arch);
    const process = nt.startProcess();
    const block = process.run(() =>
      nt.runAs('system-call', () => nt.ExAllocatePoolWithQuotaTag(PagedPool, 100, FRED)),
    );
    const small = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    const large = nt.ExAllocatePoolWithTag(PagedPool, 9000, FRED);
    nt.ExFreePool(small);
    nt.ExFreePool(large);
    const charge = nt.debug.pool.charge(process);
    const snapshot = nt.snapshot();
    nt.ExFreePool(block);
    expect(nt.ExAllocatePoolWithTag(PagedPool, 100, FRED)).not.toBe(0);
    nt.restore(snapshot);
    expect(nt.debug.pool.charge(process)).toEqual(charge);
    for (const dead of [small, large]) {
      expect(stopOf(nt.outcome(() => nt.ExFreePool(dead))).slice(0, 2)).toEqual([0xc4, 0x13]);
      nt.restore(snapshot);
    }
    nt.ExFreePool(block);
    expect(nt.debug.pool.charge(process).references).toBe(0);
  });

  it('two machines with the same program have the same addresses and the same memory', () => {
    const [first, second] = [machine(arch), machine(arch)];
    expect(program(first, 3)).toEqual(program(second, 3));
    expect(first.debug.fingerprints()).toEqual(second.debug.fingerprints());
  });

  it('with a listener every call takes the long way, with the same result', () => {
    const [quiet, heard] = [machine(arch), machine(arch)];
    let wanted: number[] = [];
    heard.events.record(() => {
      wanted = program(heard, 5);
    });
    expect(program(quiet, 5)).toEqual(wanted);
    expect(quiet.debug.pool.blocks()).toEqual(heard.debug.pool.blocks());
  });
});

describe('nt.debug.pool', () => {
  it('lists live blocks with who allocated them, and totals by tag', () => {
    const nt = boot();
    expect(nt.debug.pool.blocks()).toEqual([]);
    expect(nt.debug.pool.finding()).toBeNull();
    const first = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    nt.ExAllocatePoolWithTag(PagedPool, 50, FRED);
    const large = nt.ExAllocatePool2(POOL_FLAG_PAGED, 5000, 0x41424344);
    expect(nt.debug.pool.block(first)).toEqual({
      address: first,
      bytes: 100,
      totalBytes: 128,
      tag: FRED,
      tagText: 'derF',
      type: 'PagedPool',
      quota: false,
      driver: 'driver',
      stack: ['nt!ExAllocatePoolWithTag', 'driver!TypeScript'],
    });
    expect(nt.debug.pool.block(large)).toMatchObject({ bytes: 5000, totalBytes: 8192 });
    expect(nt.debug.pool.block(first + 16)).toBeNull();
    expect(nt.debug.pool.tags()).toEqual([
      { tag: 0x41424344, tagText: 'DCBA', type: 'PagedPool', blocks: 1, bytes: 5000 },
      { tag: FRED, tagText: 'derF', type: 'PagedPool', blocks: 2, bytes: 150 },
    ]);
    expect(nt.debug.pool.sizes()).toEqual({
      usedBytes: { NonPagedPool: 0, PagedPool: 3 * 4096, NonPagedPoolNx: 0 },
      freeBytes: 0,
    });
  });

  it('damage is found without stopping anything', () => {
    const nt = boot();
    const block = nt.ExAllocatePoolWithTag(PagedPool, 100, FRED);
    nt.memory.writeUint32(block - 16, 0);
    expect(nt.debug.pool.finding()).toEqual({ finding: 'size-zero', address: block });
    const other = boot();
    const large = other.ExAllocatePoolWithTag(PagedPool, 5000, FRED);
    other.memory.writeUint32(large + 5000, 0);
    expect(other.debug.pool.finding()).toEqual({ finding: 'behind-block', address: large });
    const third = boot();
    const [, middle] = [0, 1, 2].map(() => third.ExAllocatePoolWithTag(PagedPool, 100, FRED));
    third.ExFreePool(middle!);
    third.memory.writePointer(middle!, 0);
    expect(third.debug.pool.finding()?.finding).toBe('list-links');
  });
});

describe('what others attach to the pool', () => {
  const scene = () => {
    const kernel = new Machine(settingsFrom({ onViolation: 'report' }));
    const { pool } = kernel.subsystems;
    const shown = <F extends (...args: never[]) => unknown>(routine: Routine<Pool, F>): F =>
      routine.inFront(pool, routine.bind(pool)) ?? routine.bind(pool);
    const allocate = shown(ExAllocatePoolWithTag);
    const give = shown(ExFreePool);
    return { kernel, pool, give, take: (bytes: number): number => allocate(PagedPool, bytes, FRED) };
  };

  it('a call stack names the routines that run, and one stack has one number', () => {
    const { kernel, pool, take } = scene();
    take(32);
    kernel.callStack.push('nt!KiRetireDpcList', 'driver!Dpc');
    const blocks = [take(32), take(32)];
    kernel.callStack.length = 0;
    const { engine } = pool;
    const { table } = engine!;
    const whoAt = (block: number): number => {
      const p = block - engine!.base;
      return (table.given[table.rowOf[p >>> 12]! + ((p & 0xfff) >>> 4) - 1]! >>> 12) & 0x3_ffff;
    };
    expect(whoAt(blocks[0]!)).toBe(whoAt(blocks[1]!));
    expect(pool.stacks.at(whoAt(blocks[0]!)).frames).toEqual([
      'nt!ExAllocatePoolWithTag',
      'driver!Dpc',
      'nt!KiRetireDpcList',
      'driver!TypeScript',
    ]);
  });

  it('a listener hears of every block before it is freed, while it watches', () => {
    const { pool, give, take } = scene();
    const heard: [number, number, string][] = [];
    const closed = pool.hot[FREES]!;
    const watch = pool.onFree((address, bytes, routine) => heard.push([address, bytes, routine]));
    const blocks = [take(48), take(5000), take(48)];
    give(blocks[0]!);
    give(blocks[1]!);
    expect([watch.active, pool.hot[FREES]]).toEqual([true, closed + 1]);
    watch.active = false;
    watch.active = false;
    expect(pool.hot[FREES]).toBe(closed); // the short way is open
    expect(heard).toEqual([
      [blocks[0], 48, 'ExFreePool'],
      [blocks[1], 5000, 'ExFreePool'],
    ]);
    // One that stops leaves the block alive.
    watch.active = true;
    const third = take(64);
    pool.onFree(() => {
      throw new RangeError('a live lock');
    });
    expect(() => give(third)).toThrow('a live lock');
    expect(findBlock(pool.engine!, third)?.size).toBe('small');
  });

  it('what stands in front takes requests first, and frees its own', () => {
    const { kernel, pool, give, take } = scene();
    take(16);
    const given: number[] = [];
    const freed: number[] = [];
    const front: PoolFront = {
      takesUnasked: true,
      takes: ({ bytes }) => bytes === 100,
      allocate: ({ bytes }) => {
        if (bytes !== 100) return 0;
        given.push(bytes);
        return -0x1000;
      },
      kindAt: (address) => (address === -0x1000 ? 1 : undefined),
      free: (address) => address === -0x1000 && freed.push(address) > 0,
      blockBytes: (address) => (address === -0x1000 ? 100 : undefined),
      blocks: () => [],
    };
    pool.front = front;
    expect(take(100)).toBe(-0x1000);
    const own = take(40);
    expect(own).not.toBe(-0x1000);
    give(-0x1000);
    give(own);
    expect([given, freed]).toEqual([[100], [-0x1000]]);
    expect(kernel.reports.findings).toEqual([]);
  });
});
