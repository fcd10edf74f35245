/** The generated interlocked operations: what the tables give, and every row of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script without declarations
import * as generator from '../../../scripts/generate-interlocked.mjs';
import { fixtures } from '../../contract/rows.ts';
import { projectRoot } from '../../structure/public-entries.ts';

describe('src/kernel/interlocked/*.generated.ts', () => {
  const rows = { pages: fixtures.pages, signatures: fixtures.signatures };
  it.each([
    ['the copies of the rows', rows],
    ['the fact tables, where they are at hand', generator.readFacts()],
  ])('are what %s give, byte for byte', (_, facts) => {
    const texts: Map<string, string> = generator.generate(facts);
    expect(texts.size).toBe(13);
    for (const [name, text] of texts)
      expect(readFileSync(`${projectRoot}/${name}`, 'utf8') === text, `${name}: npm run generate`).toBe(true);
  });
});

describe('the name of an operation', () => {
  it.each([
    ['InterlockedAdd', { operation: 'Add', width: '32', order: null }],
    ['InterlockedAddAcquire64', { operation: 'Add', width: '64', order: 'Acquire' }],
    ['InterlockedAnd64Acquire', { operation: 'And', width: '64', order: 'Acquire' }],
    ['InterlockedExchangeAddSizeT', { operation: 'ExchangeAdd', width: 'SizeT', order: null }],
    ['InterlockedExchangePointerNoFence', { operation: 'Exchange', width: 'Pointer', order: 'NoFence' }],
    ['InterlockedPopEntrySList', null],
    ['InterlockedAndAffinity', null],
  ])('%s', (name, expected) => expect(generator.parts(name)).toEqual(expected));
});
