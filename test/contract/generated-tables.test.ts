/** Structure layouts and constants that were generated from the fact tables. */
import { readFileSync } from 'node:fs';
import { isStructureName, structure } from 'irqlab';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without declarations
import * as generator from '../../scripts/generate-kernel-tables.mjs';
import { projectRoot } from '../structure/public-entries.ts';

const names = ['structures.generated.ts', 'kernel-constants.generated.ts'];
const committed = new Map(
  names.map((name) => [name, readFileSync(`${projectRoot}/src/contract/${name}`, 'utf8')] as const),
);
const facts = generator.readFacts();

describe('src/contract/*.generated.ts', () => {
  it('have the recorded SHA-256, also where the facts are not at hand', () => {
    const recorded = readFileSync(`${projectRoot}/test/contract/generated-tables.sha256.json`, 'utf8');
    expect(JSON.parse(generator.digests(committed))).toEqual(JSON.parse(recorded));
  });

  it(`are what the facts give, byte for byte (facts ${facts ? 'present' : 'absent: digests decide'})`, () => {
    const expected: Map<string, string> = facts ? generator.generate(facts) : committed;
    for (const [name, text] of expected) expect(committed.get(name) === text, name).toBe(true);
  });
});

describe('structure', () => {
  it.each([
    ['x64', 'KSPIN_LOCK', 8, 8],
    ['x86', 'KSPIN_LOCK', 4, 4],
    ['x64', 'KEVENT', 24, 8],
    ['x86', 'KEVENT', 16, 4],
    ['x64', 'ERESOURCE', 104, 8],
    ['x86', 'ERESOURCE', 56, 4],
  ] as const)('gives size and alignment on %s of %s', (architecture, name, bytes, align) =>
    expect(structure(architecture, name)).toMatchObject({ name, bytes, align }),
  );

  it('opens nested structures', () => {
    expect(structure('x64', 'KEVENT').at).toMatchObject({
      'Header.SignalState': 4,
      'Header.WaitListHead.Flink': 8,
    });
    expect(structure('x86', 'FAST_MUTEX').at['Event.Header.SignalState']).toBe(16);
    expect(structure('x86', 'FAST_MUTEX').memberBytes.OldIrql).toBe(4);
  });

  it('gives -1 for a member that an architecture does not have', () =>
    expect(structure('x86', 'KTIMER').at.Processor).toBe(-1));

  it('knows its names', () =>
    expect([isStructureName('KDPC'), isStructureName('toString')]).toEqual([true, false]));
});
