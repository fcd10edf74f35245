/**
 * A heap whose bytes a guest writes at random: headers with a right checksum and copied ones, links, the heap's own
 * header, those of segments and large blocks, slots and their chains; between calls, and inside of them from a
 * commit routine that lies. Whatever is called then returns, raises or stops, and soon: within 4 x blocks + 1,000
 * header reads (ENGINEERING-DECISIONS 19). Never a JavaScript error of ours, never without end.
 */

import fc from 'fast-check';
import {
  HEAP_CREATE_ALIGN_16,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
} from 'irqlab';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { kernelSets, userSets } from '../../src/routine-sets.ts';
import { propertyRuns } from '../property-runs.ts';
import { counted, countWords } from './counted-words.ts';
import { architectures } from './fixture.ts';
import {
  inBothModes,
  inUserMode,
  type Kind,
  makeScene,
  perform,
  program,
  type Scene,
  spoil,
} from './hostile-scene.ts';

// Test files share the modules of their worker (vitest.config.ts). What is mocked must not be: neither taken from
// the files before this one, nor left to those after it.
vi.hoisted(() => {
  vi.resetModules();
});
afterAll(() => {
  vi.doUnmock('../../src/memory/address-space.ts');
  vi.resetModules();
});

vi.mock(import('../../src/memory/address-space.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    createUserRegion: (...args) => countWords(original.createUserRegion(...args)),
    createKernelRegion: (...args) => countWords(original.createKernelRegion(...args)),
  };
});

const kinds: readonly Kind[] = [
  { name: 'kernel mode', mode: 'kernel', terminate: true, flags: HEAP_GROWABLE, memory: 'own' },
  { name: 'kernel mode, kernel range', mode: 'kernel', terminate: true, flags: 0, memory: 'system' },
  { name: 'a process', mode: 'user', terminate: true, flags: HEAP_GROWABLE, memory: 'own' },
  { name: 'termination off', mode: 'user', terminate: false, flags: HEAP_GROWABLE, memory: 'own' },
  {
    name: 'termination off, unserialized, aligned to 16, nothing merges',
    mode: 'user',
    terminate: false,
    flags: HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_CREATE_ALIGN_16 | HEAP_DISABLE_COALESCE_ON_FREE,
    memory: 'own',
  },
  { name: 'termination off, caller memory', mode: 'user', terminate: false, flags: 0, memory: 'user' },
  {
    name: 'kernel mode, commit routine',
    mode: 'kernel',
    terminate: true,
    flags: 0,
    memory: 'user',
    routine: true,
  },
  {
    name: 'termination off, commit routine',
    mode: 'user',
    terminate: false,
    flags: 0,
    memory: 'user',
    routine: true,
  },
];

/** True when a walk finds damage; false when it finds none, or no heap. */
function isDamaged({ nt, process, heap }: Scene): boolean {
  try {
    return nt.debug.heapFinding(process, heap) !== null;
  } catch (thrown) {
    if (thrown instanceof TypeError) return false;
    throw thrown;
  }
}

describe.each(architectures)('hostile bytes, %s', (arch) => {
  it.each(kinds)(
    '$name: every call ends, and soon',
    (kind) => {
      const scene = makeScene(arch, kind);
      const { nt, caller, blocks } = scene;
      const start = nt.snapshot();
      const count = blocks.length;
      const bound = 4 * scene.payloads.length + 1000;
      const seen = { endings: new Set<string>(), damaged: 0, most: 0 };
      const within = <T>(block: () => T): T => {
        Object.assign(counted, { words: 0, most: 2 * bound }); // a walk without end ends here
        const result = block();
        counted.most = Number.POSITIVE_INFINITY;
        seen.most = Math.max(seen.most, counted.words / 2);
        return result;
      };
      fc.assert(
        fc.property(program, ({ damages, inside: insides, calls }) => {
          nt.restore(start);
          blocks.length = count;
          scene.inside.splice(0, scene.inside.length, ...insides);
          for (const one of damages) spoil(scene, one);
          if (within(() => isDamaged(scene))) seen.damaged += 1;
          for (const one of calls) {
            const { kind: ending } = within(() => caller.outcome(() => perform(scene, one)));
            seen.endings.add(ending);
            expect(seen.most).toBeLessThanOrEqual(bound);
            if (ending === 'bugcheck' || ending === 'stopped') return;
          }
        }),
        { numRuns: propertyRuns(200), seed: 20261121 },
      );
      expect(seen.endings).toContain('returned');
      if (kind.terminate) expect(seen.endings).toContain(kind.mode === 'kernel' ? 'bugcheck' : 'stopped');
      expect(seen.damaged).toBeGreaterThan(100); // else the damage never hits anything
      expect(seen.most).toBeGreaterThan(scene.payloads.length); // else reads are not counted: a walk reads every header
    },
    120_000,
  );
});

it('every heap routine is called here: a new one needs a line in `inBothModes` or `inUserMode`', () => {
  const names = [...Object.keys(inBothModes), ...Object.keys(inUserMode)];
  expect(names).toEqual(expect.arrayContaining(Object.keys(userSets.heap)));
  expect(Object.keys(inBothModes)).toEqual(expect.arrayContaining(Object.keys(kernelSets.heap)));
});
