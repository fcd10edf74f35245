/**
 * Every routine of user-mode heaps at random, on two heaps at once, against a
 * plain model: after each step a full walk, a validation, every size, user value,
 * flag and tag. Snapshots are taken and restored in between.
 */

import fc from 'fast-check';
import {
  type BootOptions,
  boot,
  type GlobalFlagName,
  HEAP_CREATE_ALIGN_16,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_TAG_SHIFT,
  NULL,
} from 'irqlab';
import { describe, test } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { architectures, reserveFor } from './fixture.ts';
import { RoutinesModel, type Saved } from './routines-model.ts';

interface Kind {
  readonly name: string;
  readonly flags: number;
  readonly fixed?: true;
  readonly globalFlags?: readonly GlobalFlagName[];
  readonly pageHeap?: 'full' | 'light';
  /** Greatest request. */
  readonly most: number;
  readonly runs: number;
}

const kinds: readonly Kind[] = [
  { name: 'growable', flags: HEAP_GROWABLE, most: 0xa0000, runs: 10 },
  { name: 'fixed', flags: 0, fixed: true, most: 30_000, runs: 8 },
  {
    name: 'unserialized, nothing merges, aligned to 16',
    flags: HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_DISABLE_COALESCE_ON_FREE | HEAP_CREATE_ALIGN_16,
    most: 60_000,
    runs: 8,
  },
  { name: 'debug', flags: HEAP_GROWABLE, globalFlags: ['htc', 'hfc', 'ust'], most: 0x90000, runs: 6 },
  { name: 'light page heap', flags: HEAP_GROWABLE, pageHeap: 'light', most: 20_000, runs: 3 },
  { name: 'full page heap', flags: HEAP_GROWABLE, pageHeap: 'full', most: 20_000, runs: 3 },
];

const sizes = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(24, 24, 40, 100) },
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { weight: 2, arbitrary: fc.integer({ min: 900, max: 6000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: most }) },
  );

/** Flags of an allocation: zeroes, room for a value, user flags, a tag that may not exist. */
const flags = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constantFrom(0x8, 0x100, 0x200, 0xd00, 0x108) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, 0x100, 0x600))
      .map(([tag, more]) => (tag << HEAP_TAG_SHIFT) | more),
  },
);

type Step = (model: RoutinesModel, fill: number) => void;

function steps(most: number, length: number): fc.Arbitrary<(Step | 'save' | 'load')[]> {
  const index = fc.nat();
  const step = <T extends unknown[]>(
    weight: number,
    args: fc.Arbitrary<T>,
    run: (model: RoutinesModel, fill: number, ...all: T) => void,
  ) => ({
    weight,
    arbitrary: args.map(
      (all): Step =>
        (model, fill) =>
          run(model, fill, ...all),
    ),
  });
  return fc.array(
    fc.oneof(
      step(8, fc.tuple(index, sizes(most), flags), (m, fill, at, bytes, f) => m.allocate(at, bytes, fill, f)),
      step(2, fc.tuple(index, sizes(600), flags, fc.nat(20)), (m, fill, at, bytes, f, count) =>
        m.allocateMany(at, bytes, fill, f, count),
      ),
      step(6, fc.tuple(index, index), (m, _fill, at, n) => m.free(at, n)),
      step(2, fc.tuple(index, index, fc.nat(12)), (m, _fill, at, n, count) => m.freeMany(at, n, count)),
      step(
        6,
        fc.tuple(index, index, sizes(most), flags, fc.constantFrom(0, 0, 0x10)),
        (m, fill, at, n, bytes, f, place) => m.reallocate(at, n, bytes, fill, f | place),
      ),
      step(4, fc.tuple(index, index, fc.nat(0x7fff_ffff)), (m, _fill, at, n, value) =>
        m.setValue(at, n, value),
      ),
      step(4, fc.tuple(index, index, fc.nat(0xfff), fc.nat(0xfff)), (m, _fill, at, n, clear, set) =>
        m.setFlags(at, n, clear, set),
      ),
      step(1, fc.tuple(index, fc.integer({ min: 1, max: 2 })), (m, _fill, at, count) =>
        m.createTags(at, count),
      ),
      step(1, fc.tuple(index, index), (m, _fill, at, n) => m.resetTag(at, n)),
      step(2, fc.tuple(index, fc.constantFrom('compact', 'zero', 'optimize')), (m, _fill, at, which) =>
        m.tidy(at, which),
      ),
      step(1, fc.tuple(fc.nat(40)), (m, _fill, at) => (at > 36 ? m.replace(at) : undefined)),
      { weight: 1, arbitrary: fc.constantFrom('save' as const, 'load' as const) },
    ),
    { minLength: length, maxLength: length, size: 'max' },
  );
}

const ROOM: BootOptions = { userBytes: 256 * 2 ** 20, kernelBytes: 2 ** 20, physicalMemory: 128 * 2 ** 20 };

describe.each(architectures.flatMap((arch) => kinds.map((kind) => ({ arch, ...kind }))))(
  '$arch heaps, $name',
  ({ arch, flags: heapFlags, fixed, globalFlags = [], pageHeap, most, runs }) => {
    test('every routine at random, against a plain model', () => {
      fc.assert(
        fc.property(steps(most, 80), (program) => {
          const nt = boot({ arch, ...ROOM });
          const process = nt.startProcess({ globalFlags, ...(pageHeap === undefined ? {} : { pageHeap }) });
          const make = () =>
            process.RtlCreateHeap(
              heapFlags,
              fixed === true ? reserveFor(process, 0x20000) : NULL,
              fixed === true ? 0x20000 : 0,
              0,
              NULL,
              { DeCommitTotalFreeThreshold: 0x2000 },
            );
          const alignment = arch === 'x64' || (heapFlags & HEAP_CREATE_ALIGN_16) !== 0 ? 16 : 8;
          const maker = { make, alignment, roomAlways: globalFlags.includes('ust') };
          const model = new RoutinesModel(
            nt,
            process,
            maker,
            reserveFor(process, 0x4000, 0x4000),
            arch === 'x64' ? 8 : 4,
          );
          let saved: { readonly image: ReturnType<typeof nt.snapshot>; readonly state: Saved } | null = null;
          program.forEach((step, at) => {
            if (step === 'save') saved = { image: nt.snapshot(), state: model.save() };
            else if (step === 'load') {
              if (saved !== null) {
                nt.restore(saved.image);
                model.load(saved.state);
              }
            } else step(model, 1 + (at % 250));
            model.compare();
          });
          model.compareContents();
          model.end();
        }),
        { numRuns: propertyRuns(runs / 3), seed: 20261121 },
      );
    }, 120_000);
  },
);
