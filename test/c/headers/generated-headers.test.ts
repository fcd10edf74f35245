/** Types and constants of the headers that were generated from the fact tables. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without declarations
import * as generator from '../../../scripts/generate-headers.mjs';
import { projectRoot } from '../../structure/public-entries.ts';

const names = ['types.generated.ts', 'constants.generated.ts', 'conventions.generated.ts'];
const committed = new Map(
  names.map((name) => [name, readFileSync(`${projectRoot}/src/c/headers/${name}`, 'utf8')] as const),
);
const facts = generator.readFacts();

describe('src/c/headers/*.generated.ts', () => {
  it('have the recorded SHA-256, also where the facts are not at hand', () => {
    const recorded = readFileSync(`${projectRoot}/test/c/headers/generated-headers.sha256.json`, 'utf8');
    expect(JSON.parse(generator.digests(committed))).toEqual(JSON.parse(recorded));
  });

  it(`are what the facts give, byte for byte (facts ${facts ? 'present' : 'absent: digests decide'})`, () => {
    const expected: Map<string, string> = facts ? generator.generate(facts) : committed;
    for (const [name, text] of expected) expect(committed.get(name) === text, name).toBe(true);
  });
});
