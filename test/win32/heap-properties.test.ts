/** Random programs of HeapAlloc, HeapReAlloc and HeapFree against a plain Map; the heap is seen through its own calls. */

import fc from 'fast-check';
import { boot, KiB, MiB, out, TRUE, type UserProcess } from 'irqlab';
import {
  ERROR_NOT_ENOUGH_MEMORY,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SUMMARY,
  HEAP_ZERO_MEMORY,
  PROCESS_HEAP_ENTRY,
  PROCESS_HEAP_ENTRY_BUSY,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';

const MARK = 0x1234;

const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.nat(200) },
  { weight: 3, arbitrary: fc.nat(20 * KiB) },
  { weight: 1, arbitrary: fc.nat(700 * KiB) },
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('alloc' as const), bytes, zero: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('realloc' as const),
      at: fc.nat(1000),
      bytes,
      flags: fc.constantFrom(0, HEAP_ZERO_MEMORY, HEAP_REALLOC_IN_PLACE_ONLY),
    }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('free' as const), at: fc.nat(1000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What the program believes: bytes of each block, and what it wrote there. */
type Model = Map<number, { readonly bytes: number; readonly fill: number }>;

const pick = (model: Model, at: number): number | undefined =>
  [...model.keys()][at % Math.max(1, model.size)];

/** Whether a run of bytes holds one value. */
const holds = (process: UserProcess, from: number, length: number, value: number): boolean =>
  process.memory.readBytes(from, length).every((byte) => byte === value);

interface Heap {
  readonly process: UserProcess;
  readonly heap: number;
  readonly model: Model;
  /** Last error that a failed call leaves. */
  readonly error: number;
}

function play({ process, heap, model, error }: Heap, one: Step, fill: number): void {
  process.SetLastError(MARK);
  const adopt = (block: number, size: number) => {
    process.memory.fill(block, size, fill);
    model.set(block, { bytes: size, fill });
  };
  if (one.op === 'alloc') {
    const block = process.HeapAlloc(heap, one.zero ? HEAP_ZERO_MEMORY : 0, one.bytes);
    expect(process.GetLastError()).toBe(block === 0 ? error : MARK);
    if (block === 0) return;
    expect(model.has(block)).toBe(false);
    if (one.zero) expect(holds(process, block, one.bytes, 0)).toBe(true);
    adopt(block, one.bytes);
    return;
  }
  const block = pick(model, one.at);
  if (block === undefined) return;
  const before = model.get(block) ?? { bytes: -1, fill: 0 };
  if (one.op === 'free') {
    expect(holds(process, block, before.bytes, before.fill)).toBe(true);
    expect(process.HeapFree(heap, 0, block)).toBe(TRUE);
    model.delete(block);
  } else {
    const moved = process.HeapReAlloc(heap, one.flags, block, one.bytes);
    const now = moved === 0 ? block : moved;
    expect(process.GetLastError()).toBe(moved === 0 ? error : MARK);
    const kept = moved === 0 ? before.bytes : Math.min(before.bytes, one.bytes);
    expect(holds(process, now, kept, before.fill)).toBe(true);
    if (moved === 0) return;
    if (one.flags === HEAP_REALLOC_IN_PLACE_ONLY) expect(moved).toBe(block);
    const added = one.bytes - before.bytes;
    if (one.flags === HEAP_ZERO_MEMORY && added > 0)
      expect(holds(process, moved + before.bytes, added, 0)).toBe(true);
    model.delete(block);
    adopt(moved, one.bytes);
  }
}

/** The heap tells the blocks of the model, and no others. */
function compare({ process, heap, model }: Heap, P: number): void {
  expect(process.HeapValidate(heap, 0, 0)).toBe(TRUE);
  const entry = out(PROCESS_HEAP_ENTRY);
  const seen: [number, number][] = [];
  while (process.HeapWalk(heap, entry) === TRUE)
    if (entry.value.wFlags === PROCESS_HEAP_ENTRY_BUSY) seen.push([entry.value.lpData, entry.value.cbData]);
  const order = (list: [number, number][]) => list.sort(([a], [b]) => a - b);
  const believed = [...model].map(([block, known]): [number, number] => [block, known.bytes]);
  expect(order(seen)).toEqual(order(believed));
  const summary = out(HEAP_SUMMARY, { ...HEAP_SUMMARY.initial, cb: 5 * P });
  expect(process.HeapSummary(heap, 0, summary)).toBe(TRUE);
  expect(summary.value.cbAllocated).toBe(believed.reduce((sum, [, size]) => sum + size, 0));
  for (const [block, known] of believed)
    expect([block % (2 * P), process.HeapSize(heap, 0, block)]).toEqual([0, known]);
}

const kinds = (['x64', 'x86'] as const).flatMap((arch) =>
  (['documented', 'observed'] as const).flatMap((profile) =>
    [0, 128 * KiB, 2 * MiB].map((maximum) => ({ arch, profile, maximum })),
  ),
);

describe.each(kinds)('a heap with the maximum $maximum, $arch, $profile', ({ arch, profile, maximum }) => {
  it('does what a plain model does, and HeapDestroy gives all of it back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (program) => {
        const nt = boot({ arch, profile, userBytes: 16 * MiB, kernelBytes: MiB, physicalMemory: 12 * MiB });
        const process = nt.startProcess();
        const used = nt.debug.physicalMemory.usedBytes;
        const error = profile === 'observed' ? ERROR_NOT_ENOUGH_MEMORY : MARK;
        const all: Heap = { process, heap: process.HeapCreate(0, 0, maximum), model: new Map(), error };
        // As code of the process: calls from outside take the long way.
        process.run(() => {
          program.forEach((one, index) => {
            play(all, one, 1 + (index % 250));
            if (index % 5 === 0) compare(all, arch === 'x64' ? 8 : 4);
          });
        });
        compare(all, arch === 'x64' ? 8 : 4);
        expect(process.HeapDestroy(all.heap)).toBe(TRUE);
        expect(nt.debug.physicalMemory.usedBytes).toBe(used);
      }),
      { numRuns: propertyRuns(8), seed: 20261121 },
    );
  }, 60_000);
});
