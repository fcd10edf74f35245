/** Damage of every sort, against every setting: which call notices, and what becomes of it (BEHAVIOUR-DECISIONS 10). */
import {
  HEAP_GENERATE_EXCEPTIONS,
  type Outcome,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_PARAMETER,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import {
  type CallName,
  type Cell,
  calls,
  type HeapKind,
  heapKinds,
  makeScene,
  programs,
  rows,
  type Scene,
} from './corruption-table.ts';
import { architectures, type Caller, ended, siteOf, userOf } from './fixture.ts';

/** Who calls: a driver, a process that damage ends, and one that survives it. */
const places = ['kernel', 'ends', 'survives'] as const;

const settings = architectures.flatMap((arch) =>
  places.flatMap((place) =>
    (['documented', 'observed'] as const).flatMap((profile) =>
      [0, HEAP_GENERATE_EXCEPTIONS].flatMap((flags) =>
        heapKinds
          .filter((kind) => place !== 'kernel' || kind !== 'front end')
          .map((kind) => ({ arch, place, profile, flags, kind })),
      ),
    ),
  ),
);
type Setting = (typeof settings)[number];

const onlyUserMode: ReadonlySet<CallName> = new Set(['grow', 'check', 'validate']);

function prepare({ arch, place, profile, flags, kind }: Setting) {
  const made =
    place === 'kernel' ? siteOf(arch, 'kernel', { profile }) : userOf(arch, place === 'ends', { profile });
  const { nt, process } = made;
  const caller: Caller = process ?? nt;
  return { nt, process, caller, scene: makeScene(caller, process, kind, flags) };
}

/** What a call does that finds nothing: the same as without damage. */
function sound(outcome: Outcome<unknown>): void {
  expect(outcome).toMatchObject({ kind: 'returned' });
  if (outcome.kind === 'returned') expect([0, -1]).not.toContain(outcome.value);
}

/** What a finding leads to: the one table of the settings. */
function expectConsequence(
  { place, profile, flags }: Setting,
  name: CallName,
  cell: Exclude<Cell, 'no'>,
  { scene, pointer, outcome }: { scene: Scene; pointer: number; outcome: Outcome<unknown> },
): void {
  const [type = '', where = ''] = cell.split(' ');
  const address = where === 'pointer' ? pointer : scene[where as 'front' | 'block' | 'back' | 'large'];
  if (place === 'kernel') {
    const parameters = [Number.parseInt(type, 16), scene.heap, address, 0];
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x13a, parameters });
    return;
  }
  if (place === 'ends') {
    expect(outcome).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    return;
  }
  // A pointer that is refused is an argument that is wrong; damage that is met behind it is an access violation where
  // the result would be an address (S4-016), and a wrong argument of RtlFreeHeap (B-098).
  const refused = where === 'pointer' || address === pointer;
  const violation = name === 'allocate' || (name === 'grow' && !refused);
  const status = violation ? STATUS_ACCESS_VIOLATION : STATUS_INVALID_PARAMETER;
  if (violation && flags !== 0) {
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: status } });
  } else {
    const quirk = name === 'grow' && type === '8' && profile === 'observed'; // B-125
    expect(outcome).toEqual({ kind: 'returned', value: quirk ? pointer : 0 });
  }
  expect(scene.process?.lastStatus).toBe(status);
}

describe.each(settings)('$arch, $place, $profile, flags $flags, $kind', (setting) => {
  const { nt, process, caller, scene } = prepare(setting);
  const start = nt.snapshot();

  it.each(rows)('$name: what each call finds, and what becomes of it', ({ harm, found }) => {
    for (const [key, call] of Object.entries(calls)) {
      const name = key as CallName;
      if (process === null && onlyUserMode.has(name)) continue;
      nt.restore(start);
      const pointer = harm(scene);
      const outcome = caller.outcome(() => call(scene, pointer));
      const cell = found[setting.kind][name];
      if (cell === undefined) sound(outcome);
      else if (cell === 'no') expect(outcome).toEqual({ kind: 'returned', value: name === 'size' ? -1 : 0 });
      else expectConsequence(setting, name, cell, { scene, pointer, outcome });
    }
  });

  it.each(rows)('$name: the first call of a program that notices', ({ harm, harms, first }) => {
    nt.restore(start);
    const pointer = harm(scene);
    const notices = programs[harms].find((step) => {
      const outcome = caller.outcome(() => {
        if (step === 'destroy') return caller.RtlDestroyHeap(scene.heap) === 0;
        return calls[step === 'allocate again' ? 'allocate' : step](scene, pointer);
      });
      return outcome.kind !== 'returned' || outcome.value === 0;
    });
    expect(notices ?? null).toBe(first[setting.kind as HeapKind]);
  });
});
