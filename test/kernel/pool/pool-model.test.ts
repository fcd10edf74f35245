/** The pool against a plain Map, with a walk over everything after each step. */

import fc from 'fast-check';
import {
  type Architecture,
  NonPagedPool,
  NonPagedPoolCacheAligned,
  NonPagedPoolNx,
  NonPagedPoolNxCacheAligned,
  type Nt,
  PagedPool,
  PagedPoolCacheAligned,
  POOL_ZERO_ALLOCATION,
} from 'irqlab';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../property-runs.ts';
import { architectures, machine } from './fixture.ts';

interface Block {
  readonly bytes: number;
  readonly tag: number;
  readonly paged: boolean;
  readonly fill: number;
}

type Step =
  | { readonly op: 'take'; readonly type: number; readonly bytes: number; readonly zero: boolean }
  | { readonly op: 'give'; readonly at: number; readonly checked: boolean };

const types = [
  NonPagedPool,
  PagedPool,
  NonPagedPoolNx,
  NonPagedPoolCacheAligned,
  PagedPoolCacheAligned,
  NonPagedPoolNxCacheAligned,
];

/** Sizes around granules, the largest small block, pages and beyond. */
const sizes: fc.Arbitrary<number> = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 200 }) },
  { weight: 3, arbitrary: fc.constantFrom(1, 15, 16, 17, 32, 100) },
  { weight: 3, arbitrary: fc.integer({ min: 200, max: 2100 }) },
  { weight: 2, arbitrary: fc.integer({ min: 3900, max: 4200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4097, max: 40_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 900_000, max: 1_200_000 }) },
);

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        op: fc.constant('take' as const),
        type: fc.constantFrom(...types),
        bytes: sizes,
        zero: fc.boolean(),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constant('give' as const), at: fc.nat(), checked: fc.boolean() }),
    },
  ),
  { minLength: 250, maxLength: 250, size: 'max' },
);

/** Every page rule of F-006, and the types of section F.2. */
function expectPlace(arch: Architecture, address: number, bytes: number, type: number): void {
  const alignment = (type & 4) !== 0 ? 64 : arch === 'x64' ? 16 : 8;
  const inPage = ((address % 4096) + 4096) % 4096;
  expect(inPage % alignment).toBe(0);
  if (bytes >= 4096) expect(inPage).toBe(0);
  else expect(inPage + bytes).toBeLessThanOrEqual(4096);
}

function expectBytes(nt: Nt, address: number, bytes: number, value: number): void {
  const wrong = nt.memory.readBytes(address, bytes).findIndex((byte) => byte !== value);
  if (wrong >= 0) throw new Error(`byte ${wrong} of ${bytes} is not ${value}`);
}

/** The pool knows the same blocks, and nothing in its memory is wrong. */
function compare(nt: Nt, blocks: ReadonlyMap<number, Block>): void {
  expect(nt.debug.pool.finding()).toBeNull();
  const live = nt.debug.pool
    .blocks()
    .map(({ address, bytes, tag, type }) => [address, bytes, tag, type === 'PagedPool']);
  const wanted = [...blocks]
    .sort(([a], [b]) => a - b)
    .map(([address, { bytes, tag, paged }]) => [address, bytes, tag, paged]);
  expect(live).toEqual(wanted);
}

describe.each(architectures)('%s', (arch) => {
  test('F-039: random allocations and frees of every type, with a walk after each', () => {
    fc.assert(
      fc.property(steps, (program) => {
        const nt = machine(arch, { kernelBytes: 32 * 2 ** 20 });
        const blocks = new Map<number, Block>();
        program.forEach((step, index) => {
          const fill = 1 + (index % 250);
          if (step.op === 'take') {
            const { type, bytes, zero } = step;
            const tag = 0x41414141 + (index % 20);
            const address = nt.ExAllocatePoolWithTag(type | (zero ? POOL_ZERO_ALLOCATION : 0), bytes, tag);
            if (address !== 0) {
              expectPlace(arch, address, bytes, type);
              expect(blocks.has(address)).toBe(false);
              if (zero) expectBytes(nt, address, bytes, 0);
              nt.memory.fill(address, bytes, fill);
              blocks.set(address, { bytes, tag, paged: (type & 1) !== 0, fill });
            }
          } else if (blocks.size > 0) {
            const address = [...blocks.keys()][step.at % blocks.size]!;
            const { bytes, tag, fill: content } = blocks.get(address)!;
            expectBytes(nt, address, bytes, content);
            if (step.checked) nt.ExFreePoolWithTag(address, tag);
            else nt.ExFreePool(address);
            blocks.delete(address);
          }
          compare(nt, blocks);
        });
        for (const [address, { bytes, fill }] of blocks) expectBytes(nt, address, bytes, fill);
        for (const address of blocks.keys()) nt.ExFreePool(address);
        compare(nt, new Map());
        expect(nt.debug.pool.sizes().usedBytes).toEqual({ NonPagedPool: 0, PagedPool: 0, NonPagedPoolNx: 0 });
      }),
      { numRuns: propertyRuns(3), seed: 20261121, endOnFailure: true },
    );
  }, 120_000);

  test('memory that runs out: a request fails, frees make room again, and all of it comes back', () => {
    const nt = machine(arch, { kernelBytes: 8 * 2 ** 20, physicalMemory: 2 ** 20 });
    const before = nt.debug.physicalMemory.usedBytes;
    const taken: number[] = [];
    for (let bytes = 3000; taken.length < 2000; bytes = bytes === 3000 ? 5000 : 3000) {
      const address = nt.ExAllocatePoolWithTag(
        taken.length % 2 === 0 ? PagedPool : NonPagedPoolNx,
        bytes,
        0x41414141,
      );
      if (address === 0) break;
      taken.push(address);
    }
    expect(taken.length).toBeGreaterThan(100);
    expect(nt.debug.lastFailure).toEqual({ status: 0xc000_009a, routine: 'ExAllocatePoolWithTag' });
    expect(nt.debug.pool.finding()).toBeNull();
    for (const address of taken) nt.ExFreePool(address);
    expect(nt.debug.pool.finding()).toBeNull();
    // Free pages that a pool keeps do not stand in the way of another pool.
    const large = nt.ExAllocatePoolWithTag(PagedPool, 2 ** 20 - before - 64 * 1024, 0x41414141);
    expect(large).not.toBe(0);
    nt.ExFreePool(large);
    expect(nt.debug.physicalMemory.usedBytes - before).toBeLessThan(64 * 1024);
  });
});
