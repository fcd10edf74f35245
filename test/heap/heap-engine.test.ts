import fc from 'fast-check';
import {
  type Architecture,
  boot,
  HEAP_CREATE_ALIGN_16,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  type HeapPiece,
} from 'irqlab';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { same } from '../same.ts';
import { HeapModel } from './model.ts';

type Step =
  | { readonly op: 'a'; readonly bytes: number; readonly zero: boolean }
  | { readonly op: 'r'; readonly at: number; readonly bytes: number; readonly flags: number }
  | { readonly op: 'f'; readonly at: number };

/** Sizes around granules, list boundaries, pages and the threshold. */
const sizes = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 8, arbitrary: fc.constantFrom(24, 100) },
    { weight: 3, arbitrary: fc.integer({ min: 900, max: 2200 }) },
    { weight: 2, arbitrary: fc.integer({ min: 3000, max: 20_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: most }) },
  );

const steps = (most: number, length: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ op: fc.constant('a' as const), bytes: sizes(most), zero: fc.boolean() }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          op: fc.constant('r' as const),
          at: fc.nat(),
          bytes: sizes(most),
          flags: fc.constantFrom(0, 8, 16, 24),
        }),
      },
      { weight: 4, arbitrary: fc.record({ op: fc.constant('f' as const), at: fc.nat() }) },
    ),
    { minLength: length, maxLength: length, size: 'max' },
  );

interface Kind {
  readonly name: string;
  readonly arch: Architecture;
  readonly flags: number;
  readonly fixed: boolean;
  readonly most: number;
}

const kinds: readonly Kind[] = (['x64', 'x86'] as const).flatMap((arch) => [
  { name: 'growable', arch, flags: HEAP_GROWABLE, fixed: false, most: 700_000 },
  { name: 'small fixed', arch, flags: 0, fixed: true, most: 40_000 },
  {
    name: 'unserialized, aligned to 16',
    arch,
    flags: HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_CREATE_ALIGN_16,
    fixed: false,
    most: 60_000,
  },
  {
    name: 'without coalescing',
    arch,
    flags: HEAP_GROWABLE | HEAP_DISABLE_COALESCE_ON_FREE,
    fixed: false,
    most: 30_000,
  },
]);

describe.each(kinds)('$arch $name heap against a plain model', ({ arch, flags, fixed, most }) => {
  test('random allocations, resizes and frees, with a full walk after every step', () => {
    fc.assert(
      fc.property(steps(most, 200), (program) => {
        const nt = boot({
          arch,
          userBytes: 64 * 2 ** 20,
          kernelBytes: 2 ** 20,
          physicalMemory: 64 * 2 ** 20,
        });
        const process = nt.startProcess();
        const base = fixed ? nt.outcome(() => reserveIn(process)) : null;
        const heap = process.RtlCreateHeap(
          flags,
          base?.kind === 'returned' ? base.value : 0,
          fixed ? 0x20000 : 0,
          0,
          0,
          {
            DeCommitTotalFreeThreshold: 0x2000,
          },
        );
        expect(heap).not.toBe(0);
        const model = new HeapModel(
          process,
          heap,
          arch === 'x64' || (flags & HEAP_CREATE_ALIGN_16) !== 0 ? 16 : 8,
          () => {
            same(nt.debug.heapFinding(process, heap), null);
            const now = nt.debug.heap(process, heap);
            same(now.complete, true);
            same(now.liveBlocks, model.blocks.size);
            same(
              now.liveBytes,
              [...model.blocks.values()].reduce((sum, block) => sum + block.bytes, 0),
            );
          },
        );
        // As code of the process: calls from outside take the long way.
        process.run(() => {
          program.forEach((step, index) => {
            const fill = 1 + (index % 250);
            if (step.op === 'a') model.allocate(step.bytes, fill, step.zero ? 8 : 0);
            else if (step.op === 'r') model.reallocate(step.at, step.bytes, fill, step.flags);
            else model.free(step.at);
            model.compare();
          });
        });
        model.compareContents();
        while (model.blocks.size > 0) model.free(0);
        model.compare();
        const end = nt.debug.heap(process, heap);
        expect([end.liveBlocks, end.largeBlocks]).toEqual([0, 0]);
        if ((flags & HEAP_DISABLE_COALESCE_ON_FREE) === 0)
          expectNoTouchingFreeBlocks(nt.debug.heapBlocks(process, heap));
        expect(process.RtlDestroyHeap(heap)).toBe(0);
      }),
      { numRuns: propertyRuns(4), seed: 20261121 },
    );
  }, 90_000);
});

function reserveIn(process: { NtAllocateVirtualMemory: (...args: never[]) => number }): number {
  const base = { type: 'PVOID', value: 0 };
  const size = { type: 'SIZE_T', value: 0x20000 };
  const allocate = process.NtAllocateVirtualMemory as unknown as (...args: unknown[]) => number;
  expect(allocate(-1, base, 0, size, 0x2000, 4)).toBe(0);
  return base.value;
}

/** Coalescing (B-103): two free blocks that touch would together be too large for one block. */
function expectNoTouchingFreeBlocks(pieces: readonly HeapPiece[]): void {
  pieces.forEach((piece, index) => {
    const next = pieces[index + 1];
    if (
      piece.state !== 'free' ||
      next?.state !== 'free' ||
      piece.slot === true ||
      next.slot === true ||
      next.segment !== piece.segment
    )
      return;
    expect(piece.totalBytes + next.totalBytes).toBeGreaterThan(0x7f000);
  });
}
