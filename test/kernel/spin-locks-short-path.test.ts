/**
 * The short way of KeAcquireSpinLock and KeReleaseSpinLock: a machine that somebody listens to takes the long way,
 * so two machines that run one program, one of them heard, must end alike.
 */

import fc from 'fast-check';
import { boot, KIRQL, out, PagedPool } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';

const step = fc.record({
  what: fc.constantFrom(
    'acquire',
    'acquire',
    'acquire',
    'release',
    'release',
    'release',
    'release at',
    'queued',
    'from queued',
    'at DPC',
    'from DPC',
    'raise',
    'lower',
    'value',
    'upper',
    'snapshot',
    'restore',
    'DPC',
    'processor',
  ),
  lock: fc.nat(7),
  level: fc.constantFrom<number[]>(0, 0, 0, 1, 2, 2, 3, 15, 40),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A machine and eight places that a program takes for spin locks: four are, the others are not. */
function scene(arch: 'x64' | 'x86', verifier: 'on' | 'off', profile: 'documented' | 'observed') {
  const nt = boot({ arch, verifier, profile, processors: 2 });
  const locks = [0, 1, 2, 3].map(() => nt.variable('KSPIN_LOCK'));
  for (const lock of locks) nt.KeInitializeSpinLock(lock);
  const paged = nt.ExAllocatePoolWithTag(PagedPool, 64, 0x6b636f4c);
  nt.memory.fill(paged, 64, 0);
  const user = nt.reserve({ bytes: 4096, commit: 4096, space: 'user' });
  const places = [...locks, locks[0]! + 2, paged, user, 0];
  const handle = nt.variable('KLOCK_QUEUE_HANDLE');
  const dpc = nt.variable('KDPC');
  const ran: number[] = [];
  nt.KeInitializeDpc(dpc, () => void ran.push(nt.irql), 0);
  const saved = nt.snapshot();
  // A page that a snapshot holds is no page for the short way until it was written.
  for (const lock of locks) nt.KeInitializeSpinLock(lock);
  return { nt, places, handle, dpc, ran, saved, halted: false, level: out(KIRQL) };
}

type Scene = ReturnType<typeof scene>;

/** What a step does. Snapshots are taken outside of `outcome`. */
const steps: Record<Step['what'], (all: Scene, lock: number, level: number) => unknown> = {
  acquire: ({ nt, level: old }, lock) => nt.KeAcquireSpinLock(lock, old),
  release: ({ nt, level: old }, lock) => nt.KeReleaseSpinLock(lock, old.value),
  'release at': ({ nt }, lock, level) => nt.KeReleaseSpinLock(lock, level),
  queued: ({ nt, handle }, lock) => nt.KeAcquireInStackQueuedSpinLock(lock, handle),
  'from queued': ({ nt, handle }) => nt.KeReleaseInStackQueuedSpinLock(handle),
  'at DPC': ({ nt }, lock) => nt.KeAcquireSpinLockAtDpcLevel(lock),
  'from DPC': ({ nt }, lock) => nt.KeReleaseSpinLockFromDpcLevel(lock),
  raise: ({ nt, level: old }, _, level) => nt.KeRaiseIrql(level, old),
  lower: ({ nt }, _, level) => nt.KeLowerIrql(level),
  value: ({ nt }, lock, level) => nt.memory.writeUint32(lock, level & 1),
  upper: ({ nt }, lock, level) => nt.memory.writeUint32(lock + 4, level & 1),
  snapshot: () => undefined,
  restore: () => undefined,
  DPC: ({ nt, dpc }) => nt.KeInsertQueueDpc(dpc, 0, 0),
  processor: ({ nt, level: old }, lock, level) =>
    nt.onProcessor(level & 1, () => nt.KeAcquireSpinLock(lock, old)),
};

/** What can be seen of a machine. */
const seen = ({ nt, places, ran, level }: Scene) => ({
  levels: [nt.irql, nt.processor(0).irql, nt.processor(1).irql, level.value],
  values: places.slice(0, 4).map((lock) => nt.memory.readPointer(lock)),
  ran: [...ran],
});

/** Runs a step, and says how it ended. A machine that halted goes back to its snapshot. */
function result(all: Scene, one: Step): unknown {
  const { nt } = all;
  if (all.halted) nt.restore(all.saved);
  if (one.what === 'snapshot') all.saved = nt.snapshot();
  if (one.what === 'restore') nt.restore(all.saved);
  const outcome = nt.outcome(() => steps[one.what](all, all.places[one.lock] as number, one.level));
  all.halted = outcome.kind === 'bugcheck' || outcome.kind === 'stopped';
  if (outcome.kind === 'bugcheck') return [outcome.kind, outcome.code, ...outcome.parameters];
  return [outcome.kind, outcome.kind === 'returned' ? outcome.value : ''];
}

function compare(program: readonly Step[], ...options: Parameters<typeof scene>): void {
  const [plain, heard] = [0, 1].map(() => scene(...options)) as [Scene, Scene];
  heard.nt.events.on(() => {});
  for (const one of program) {
    const results = [plain, heard].map((all) => result(all, one));
    expect(results[0]).toEqual(results[1]);
    expect(seen(plain)).toEqual(seen(heard));
  }
  expect(plain.nt.debug.fingerprints()).toEqual(heard.nt.debug.fingerprints());
}

/** What, place, level. */
type Short = readonly [what: Step['what'], lock?: number, level?: number];

const directed: readonly (readonly [string, readonly Short[]])[] = [
  [
    'a lock that is not the last',
    [
      ['acquire', 0],
      ['acquire', 1],
      ['release at', 0, 2],
      ['release at', 1, 0],
    ],
  ],
  [
    'a lock of another processor',
    [
      ['processor', 0, 1],
      ['raise', 0, 2],
      ['release at', 0, 0],
    ],
  ],
  [
    'above DISPATCH_LEVEL',
    [
      ['acquire', 0],
      ['raise', 0, 3],
      ['release at', 0, 2],
      ['lower', 0, 0],
    ],
  ],
  [
    'a level above DISPATCH_LEVEL',
    [
      ['raise', 0, 3],
      ['acquire', 0],
      ['release at', 0, 3],
    ],
  ],
  [
    'a level that was not saved',
    [
      ['raise', 0, 1],
      ['acquire', 0],
      ['release at', 0, 0],
    ],
  ],
  [
    'a queued lock',
    [
      ['queued', 0],
      ['release at', 0, 0],
    ],
  ],
  [
    'a lock with an upper half',
    [
      ['acquire', 0],
      ['upper', 0, 1],
      ['release', 0],
      ['upper', 1, 1],
      ['acquire', 1],
    ],
  ],
  [
    'an address inside of a lock',
    [
      ['acquire', 4],
      ['release', 4],
    ],
  ],
  [
    'a page that a snapshot holds',
    [['acquire', 0], ['snapshot'], ['release', 0], ['restore'], ['release', 0]],
  ],
  ['a DPC that waits', [['acquire', 0], ['DPC'], ['release', 0]]],
  [
    'a free lock',
    [
      ['acquire', 0],
      ['value', 0, 0],
      ['release', 0],
    ],
  ],
];

describe.each(['x64', 'x86'] as const)('%s', (arch) => {
  describe.each([
    ['on', 'documented'],
    ['off', 'documented'],
  ] as const)('verifier %s', (verifier, profile) => {
    it.each(directed)('the short way and the long way end alike: %s', (_, program) =>
      compare(
        program.map(([what, lock = 0, level = 0]) => ({ what, lock, level })),
        arch,
        verifier,
        profile,
      ),
    );

    it('the short way and the long way end alike in random programs', () => {
      fc.assert(
        fc.property(fc.array(step, { size: 'max', maxLength: 50 }), (program) =>
          compare(program, arch, verifier, profile),
        ),
        { numRuns: propertyRuns(5) },
      );
    });
  });
});
