/** Every combination of debug flags, and page heap, against a plain model: full walk and validation after each step. */
import fc from 'fast-check';
import {
  type Architecture,
  boot,
  type GlobalFlagName,
  HEAP_GROWABLE,
  MiB,
  type Nt,
  type UserProcess,
} from 'irqlab';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { same } from '../same.ts';
import { DebugModel, type Patterns } from './debug-model.ts';

type Step =
  | { readonly op: 'a'; readonly bytes: number; readonly flags: number }
  | { readonly op: 'r'; readonly at: number; readonly bytes: number; readonly flags: number }
  | { readonly op: 'f'; readonly at: number };

/** Sizes around granules, list boundaries and pages, and a few above the threshold of 0x6000 bytes. */
const sizes: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 200 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1000, max: 2200 }) },
  { weight: 2, arbitrary: fc.integer({ min: 3900, max: 4200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x5f00, max: 0x6100 }) },
);
const callFlags = fc.constantFrom(0, 8, 16, 24);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ op: fc.constant('a' as const), bytes: sizes, flags: callFlags }) },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant('r' as const), at: fc.nat(), bytes: sizes, flags: callFlags }),
  },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('f' as const), at: fc.nat() }) },
);
const program = fc.array(step, { minLength: 120, maxLength: 120, size: 'max' });

interface Setting {
  readonly arch: Architecture;
  readonly names: readonly GlobalFlagName[];
  readonly pageHeap?: 'full' | 'light';
}

const BAADF00D = [0x0d, 0xf0, 0xad, 0xba];
const FEEEFEEE = [0xee, 0xfe, 0xee, 0xfe];

/** What the patterns of a setting are (facts B-201, B-205, B-207). */
function patternsOf({ arch, names }: Setting, process: UserProcess): Patterns {
  const P = arch === 'x64' ? 8 : 4;
  const validates = names.includes('hpc') || names.includes('hvc');
  const tail = validates || names.includes('htc') ? new Array<number>(2 * P).fill(0xab) : [];
  const free = validates || names.includes('hfc');
  return {
    alignment: 2 * P,
    behind: ({ large }) => (large ? [] : tail),
    fresh: (at, from, { bytes, large }) => (!free || large ? undefined : freshByte(at, from, bytes)),
    // A freed block is part of a free one, or its pages are gone: free blocks are looked at one by one.
    freed: () => null,
    free: ({ address, bytes }) => {
      const filled = process.memory.readBytes(address + 2 * P, free ? bytes - 2 * P : 0);
      const wrong = filled.findIndex((byte, at) => byte !== FEEEFEEE[at % 4]);
      return wrong < 0 ? null : `byte ${wrong} behind the links is ${filled[wrong]}`;
    },
  };
}

const THRESHOLD = 0x6000;
/** Whole words are filled; a word that was begun when a block grew is not promised. */
const freshByte = (at: number, from: number, bytes: number): number | undefined =>
  at >= ((from + 3) & ~3) && at < (bytes & ~3) ? BAADF00D[at % 4] : undefined;

/** What page heap puts around blocks (B-210 and heap.json). */
function pagePatternsOf({ arch, pageHeap }: Setting, process: UserProcess): Patterns {
  const alignment = arch === 'x64' ? 16 : 8;
  const isFull = pageHeap === 'full';
  return {
    alignment,
    behind: ({ bytes }) =>
      isFull ? new Array<number>(-bytes & (alignment - 1)).fill(0xd0) : new Array<number>(8).fill(0xa0),
    fresh: () => (isFull ? 0xc0 : 0xe0),
    freed: (address, { bytes }) => {
      if (bytes === 0) return null;
      const outcome = process.outcome(() => process.memory.readBytes(address, bytes));
      if (isFull) return outcome.kind === 'raised' ? null : 'a freed block can be read';
      // More than 1 MB of freed blocks is never held; this program frees less.
      const wrong = outcome.kind === 'returned' && outcome.value.every((byte) => byte === 0xf0);
      return wrong ? null : 'a freed block is not 0xF0';
    },
    free: () => null,
  };
}

function runProgram(setting: Setting, steps: readonly Step[]): void {
  const nt = boot({ arch: setting.arch, userBytes: 32 * MiB, kernelBytes: MiB, physicalMemory: 32 * MiB });
  const { pageHeap } = setting;
  const process = nt.startProcess({
    globalFlags: setting.names,
    ...(pageHeap === undefined ? {} : { pageHeap }),
  });
  const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0x10000, 0x2000, 0, {
    VirtualMemoryThreshold: THRESHOLD,
    DeCommitTotalFreeThreshold: 0x2000,
  });
  expect(heap).not.toBe(0);
  const model = new DebugModel(
    process,
    heap,
    THRESHOLD,
    (pageHeap === undefined ? patternsOf : pagePatternsOf)(setting, process),
  );
  const perform = (one: Step, fill: number): void => {
    if (one.op === 'a') model.allocate(one.bytes, fill, one.flags);
    else if (one.op === 'r') model.reallocate(one.at, one.bytes, fill, one.flags);
    else model.free(one.at);
  };
  steps.forEach((one, index) => {
    perform(one, 1 + (index % 0x7f));
    expectSame(nt, process, heap, model);
  });
  model.compareContents();
  while (model.blocks.size > 0) model.free(0);
  expectSame(nt, process, heap, model);
  expect(process.RtlDestroyHeap(heap)).toBe(0);
}

function expectSame(nt: Nt, process: UserProcess, heap: number, model: DebugModel): void {
  model.compare();
  same(nt.debug.heapFinding(process, heap), null);
  same(process.RtlValidateHeap(heap, 0, 0), 1);
  for (const piece of nt.debug.heapBlocks(process, heap))
    if (piece.state === 'free') same(model.patterns.free(piece), null);
  const now = nt.debug.heap(process, heap);
  expect([now.complete, now.liveBlocks, now.liveBytes]).toEqual([true, model.blocks.size, model.liveBytes]);
}

const settings: readonly GlobalFlagName[] = ['htc', 'hfc', 'hpc', 'hvc', 'dhc'];
const combinations = Array.from({ length: 2 ** settings.length }, (_, bits) =>
  settings.filter((_name, at) => ((bits >>> at) & 1) !== 0),
);

describe.each(['x64', 'x86'] as const)('page heap, %s', (arch) => {
  const rows = (['full', 'light'] as const).flatMap((pageHeap) =>
    ([[], ['hvc'], ['htc', 'hfc', 'hpc', 'dhc']] as const).map(
      (names) => [pageHeap, names.join(' ') || 'no other flag', names] as const,
    ),
  );
  test.each(rows)(
    '%s, %s',
    (pageHeap, _title, names) => {
      fc.assert(
        fc.property(program, (steps) => runProgram({ arch, names, pageHeap }, steps)),
        { numRuns: propertyRuns(1), seed: 20261121, endOnFailure: true },
      );
    },
    60_000,
  );
});

describe.each(['x64', 'x86'] as const)('%s', (arch) => {
  test.each(combinations.map((names) => [names.join(' ') || 'no flag', names] as const))(
    '%s',
    (_title, names) => {
      fc.assert(
        fc.property(program, (steps) => runProgram({ arch, names }, steps)),
        { numRuns: propertyRuns(1), seed: 20261121, endOnFailure: true },
      );
    },
    60_000,
  );
});
