/**
 * Pool whose bytes a guest writes at random, headers and links with plausible
 * values included. Whatever is called then returns or stops with a bug check of
 * pool: never an error of ours, never without end. Where findings are collected
 * the pool mends itself, and no live block ever changes its place or content.
 */
import fc from 'fast-check';
import { NonPagedPoolNx, type Nt, PagedPool } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, headerBytes, headerWord, machine } from './fixture.ts';

type Damage =
  | { readonly kind: 'byte'; readonly at: number; readonly value: number }
  | {
      readonly kind: 'header';
      readonly block: number;
      readonly previousSize: number;
      readonly blockSize: number;
      readonly poolType: number;
      readonly poolIndex: number;
    }
  | { readonly kind: 'link'; readonly block: number; readonly word: number; readonly to: number };

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), value: fc.nat(255) }),
  fc.record({
    kind: fc.constant('header' as const),
    block: fc.nat(),
    previousSize: fc.nat(40),
    blockSize: fc.oneof(fc.nat(20), fc.nat(255)),
    poolType: fc.constantFrom(0, 1, 2, 3, 9, 10),
    poolIndex: fc.constantFrom(0, 1, 2, 3),
  }),
  fc.record({ kind: fc.constant('link' as const), block: fc.nat(), word: fc.nat(3), to: fc.nat() }),
);
const runs = fc.record({
  damages: fc.array(damage, { minLength: 1, maxLength: 8, size: 'max' }),
  calls: fc.array(
    fc.record({ take: fc.boolean(), at: fc.nat(), bytes: fc.oneof(fc.nat(200), fc.nat(9000)) }),
    {
      minLength: 1,
      maxLength: 30,
      size: 'max',
    },
  ),
});

/** Live and free blocks of both sizes; those that are freed stay in the list, for frees of dead blocks. */
function populate(nt: Nt): number[] {
  const blocks: number[] = [];
  for (const type of [PagedPool, NonPagedPoolNx]) {
    for (let at = 0; at < 40; at++) blocks.push(nt.ExAllocatePoolWithTag(type, 1 + ((at * 53) % 300), FRED));
    for (const bytes of [4096, 9000, 5000, 12_288]) blocks.push(nt.ExAllocatePoolWithTag(type, bytes, FRED));
  }
  for (const at of [3, 4, 7, 20, 21, 22, 41, 50, 51, 60, 85, 86]) nt.ExFreePool(blocks[at]!);
  return blocks;
}

/** Values that look right: blocks, heads of lists, the region's first pages, and anything. */
const target = (blocks: readonly number[], to: number): number =>
  [blocks[to % blocks.length]!, blocks[0]! - 0x1_0000 + (to % 0x3000), blocks[to % blocks.length]! + 8, to][
    to % 4
  ]!;

function spoil(nt: Nt, arch: 'x64' | 'x86', blocks: readonly number[], what: Damage): void {
  const { memory } = nt.debug;
  const at =
    what.kind === 'byte'
      ? blocks[what.at % blocks.length]! - 32 + ((what.at >>> 8) % 64)
      : blocks[what.block % blocks.length]!;
  if (!memory.isCommitted(at - 16, 40)) return;
  if (what.kind === 'byte') memory.writeUint8(at, what.value);
  else if (what.kind === 'header') memory.writeUint32(at - headerBytes(arch), headerWord(arch, what));
  else memory.writePointer(at + what.word * 4, target(blocks, what.to));
}

const POOL_CODES = [0x19, 0xc2, 0xc4, 0xc5, 0xd0];

describe.each(architectures)('%s', (arch) => {
  it('every call returns or stops with a bug check of pool', () => {
    const nt = machine(arch);
    const start = populate(nt);
    const snapshot = nt.snapshot();
    fc.assert(
      fc.property(runs, ({ damages, calls }) => {
        nt.restore(snapshot);
        const blocks = [...start];
        for (const what of damages) spoil(nt, arch, blocks, what);
        for (const { take, at, bytes } of calls) {
          const outcome = nt.outcome(() => {
            if (take)
              blocks.push(
                nt.ExAllocatePoolWithTag(at % 2 === 0 ? PagedPool : NonPagedPoolNx, bytes + 1, FRED),
              );
            else nt.ExFreePool(blocks[at % blocks.length]!);
          });
          if (outcome.kind === 'returned') continue;
          if (outcome.kind !== 'bugcheck') throw new Error(`ended as ${outcome.kind}`);
          expect(POOL_CODES).toContain(outcome.code);
          return;
        }
      }),
      { numRuns: 400, seed: 20261121, endOnFailure: true },
    );
  }, 60_000);

  it('where findings are collected the pool mends what it meets', () => {
    const nt = machine(arch, { onViolation: 'report' });
    const start = populate(nt);
    const snapshot = nt.snapshot();
    fc.assert(
      fc.property(runs, ({ damages, calls }) => {
        nt.restore(snapshot);
        const live = new Map(nt.debug.pool.blocks().map(({ address, bytes }) => [address, bytes]));
        const blocks = [...start];
        for (const what of damages) spoil(nt, arch, blocks, what);
        for (const { take, at, bytes } of calls) {
          if (take) {
            const block = nt.ExAllocatePoolWithTag(
              at % 2 === 0 ? PagedPool : NonPagedPoolNx,
              bytes + 1,
              FRED,
            );
            if (block === 0) continue;
            expect(live.has(block)).toBe(false);
            live.set(block, bytes + 1);
            blocks.push(block);
          } else {
            const block = blocks[at % blocks.length]!;
            nt.ExFreePool(block);
            live.delete(block);
          }
          expect(nt.debug.pool.blocks().map(({ address, bytes: size }) => [address, size])).toEqual(
            [...live].sort(([a], [b]) => a - b),
          );
        }
        // What is left of the damage is met when everything is freed; then all is sound and empty.
        for (const block of live.keys()) nt.ExFreePool(block);
        expect(nt.debug.pool.blocks()).toEqual([]);
        for (const type of [PagedPool, NonPagedPoolNx]) {
          for (const bytes of [1, 50, 200, 1000, 4000, 9000]) nt.ExAllocatePoolWithTag(type, bytes, FRED);
        }
        expect(nt.debug.pool.blocks()).toHaveLength(12);
      }),
      { numRuns: 150, seed: 20261121, endOnFailure: true },
    );
  }, 90_000);
});
