/**
 * Debug heaps and page heaps whose bytes a guest writes at random: headers, links, fill patterns, the headers of page
 * heap. Whatever is called then returns, raises or stops; never a JavaScript error of ours, never without end.
 */

import fc from 'fast-check';
import {
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GROWABLE,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';
import { architectures } from './fixture.ts';
import { type Kind, makeScene, perform, program, type Scene, spoil } from './hostile-scene.ts';

const PATTERNS = HEAP_GROWABLE | HEAP_TAIL_CHECKING_ENABLED | HEAP_FREE_CHECKING_ENABLED;
const own = { memory: 'own', flags: HEAP_GROWABLE } as const;

const kinds: readonly Kind[] = [
  { ...own, name: 'patterns, kernel mode', mode: 'kernel', terminate: true, flags: PATTERNS },
  { ...own, name: 'patterns, a process', mode: 'user', terminate: true, flags: PATTERNS },
  { ...own, name: 'patterns, termination off', mode: 'user', terminate: false, flags: PATTERNS },
  {
    ...own,
    name: 'everything validated, termination off',
    mode: 'user',
    terminate: false,
    flags: HEAP_GROWABLE | HEAP_VALIDATE_ALL_ENABLED,
  },
  {
    name: 'patterns, commit routine, termination off',
    mode: 'user',
    terminate: false,
    flags: PATTERNS & ~HEAP_GROWABLE,
    memory: 'user',
    routine: true,
  },
  ...(['full', 'light'] as const).flatMap((pageHeap) =>
    [true, false].map((terminate) => ({
      ...own,
      name: `${pageHeap} page heap, termination ${terminate ? 'on' : 'off'}`,
      mode: 'user' as const,
      terminate,
      start: { pageHeap },
    })),
  ),
];

/** Adds what debug flags put around blocks to the places that are written to. */
function addPatterns({ nt, process, heap, spots }: Scene): void {
  for (const { address, bytes, state } of nt.debug.heapBlocks(process, heap)) {
    if (state === 'uncommitted') continue;
    const end = address + (state === 'free' ? 0x40 : bytes + 0x10);
    for (let at = address - 0x48; at < address; at += 4) spots.push(at);
    for (let at = end - 0x18; at < end; at += 4) spots.push(at & ~3);
  }
}

describe.each(architectures)('hostile bytes, %s', (arch) => {
  it.each(kinds)(
    '$name: every call ends',
    (kind) => {
      const scene = makeScene(arch, kind);
      const { nt, caller, process, heap, blocks } = scene;
      addPatterns(scene);
      const start = nt.snapshot();
      const count = blocks.length;
      const seen = { endings: new Set<string>(), damaged: 0 };
      fc.assert(
        fc.property(program, ({ damages, inside, calls }) => {
          nt.restore(start);
          blocks.length = count;
          scene.inside.splice(0, scene.inside.length, ...inside);
          expect(nt.debug.heapFinding(process, heap)).toBeNull();
          for (const one of damages) spoil(scene, one);
          if (isDamaged(scene)) seen.damaged += 1;
          for (const one of calls) {
            const { kind: ending } = caller.outcome(() => perform(scene, one));
            seen.endings.add(ending);
            if (ending === 'bugcheck' || ending === 'stopped') return;
          }
        }),
        { numRuns: propertyRuns(120), seed: 20261121 },
      );
      expect(seen.endings).toContain('returned');
      if (kind.terminate) expect(seen.endings).toContain(kind.mode === 'kernel' ? 'bugcheck' : 'stopped');
      expect(seen.damaged).toBeGreaterThan(40); // else the damage never hits anything
    },
    120_000,
  );
});

/** True when a walk finds damage; false when it finds none, or no heap. */
function isDamaged({ nt, process, heap }: Scene): boolean {
  try {
    return nt.debug.heapFinding(process, heap) !== null;
  } catch (thrown) {
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}
