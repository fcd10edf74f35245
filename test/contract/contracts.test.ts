/** Every declared routine against its reference page, its header and its own documentation. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { compare, type Deviation, review } from './compare.ts';
import { loadDeclaredRoutines } from './declared.ts';
import { proseFindings } from './interfaces.ts';
import { fixtures, rowsOf } from './rows.ts';

interface Extractor {
  readonly defaultFactsDirectory: string;
  readonly declaredRoutines: () => string[];
  readonly fixtures: (facts: string, routines: readonly string[]) => Map<string, string>;
}

// A script without type declarations, so it is loaded by address and given its type here.
const script = pathToFileURL(join(projectRoot, 'scripts', 'extract-contract-fixtures.mjs')).href;
const extractor = (await import(/* @vite-ignore */ script)) as Extractor;

const routines = await loadDeclaredRoutines();
const names = routines.map(({ contract }) => contract.name);
const deviations = JSON.parse(
  readFileSync(join(projectRoot, 'test', 'contract', 'deviations.json'), 'utf8'),
) as Deviation[];
const reviewed = review(
  routines.flatMap((routine) => compare(routine, rowsOf(fixtures, routine.contract.name))),
  deviations,
);

/** Names as an interface has them: what follows the last one of a variadic routine is `args`. */
const parameterNames = (contract: Contract | undefined): string[] => [
  ...(contract?.parameters.map(({ name }) => name) ?? []),
  ...(contract?.variadic === true ? ['args'] : []),
];

describe('the declared routines', () => {
  it('are found', () => expect(names).toContain('RtlAllocateHeap'));
  it('have one declaration each', () => expect(names).toEqual([...new Set(names)]));

  it('are the ones the package lists', async () => {
    const { routineContracts } = await import('irqlab');
    expect(routineContracts.map(({ name }) => name).sort()).toEqual([...names].sort());
    const listed = new Map(routineContracts.map((contract) => [contract.name, contract]));
    for (const { contract } of routines) expect(listed.get(contract.name)).toBe(contract);
  });

  it.each(names)('%s: agrees with its page and header, or deviates for a recorded reason', (name) => {
    expect(reviewed.unexplained.filter(({ routine }) => routine === name)).toEqual([]);
  });

  it.each(names)('%s: has parameter names and documentation where an editor shows them', (name) => {
    const own = routines.filter(({ contract }) => contract.name === name);
    const parametersOf = (at: number) => parameterNames(own[at]?.contract);
    expect(own.flatMap(({ source }, at) => proseFindings(source, name, parametersOf(at)))).toEqual([]);
  });

  it.each(names)('%s: has a summary and a version', (name) => {
    const contract = routines.find((routine) => routine.contract.name === name)?.contract;
    expect(contract?.summary).toMatch(/^[A-Z].{10,}\.$/);
    expect(contract?.since).toMatch(/^\d+\.\d+\.\d+$/);
    expect(contract?.modes.length).toBeGreaterThan(0);
    expect((contract?.codes ?? []).filter(({ when }) => when.length < 5)).toEqual([]);
  });
});

describe('test/contract/deviations.json', () => {
  it('explains nothing that agrees', () => expect(reviewed.unused).toEqual([]));
  it('gives a reason each', () => {
    expect(deviations.filter(({ why }) => !/\w.{15,}/.test(why))).toEqual([]);
  });
});

describe('test/fixtures/contract', () => {
  const advice = 'run node scripts/extract-contract-fixtures.mjs';

  it('has rows of declared routines only', () => {
    const known = new Set(names);
    const rows = [...fixtures.pages, ...fixtures.signatures].map(({ name }) => name);
    expect(
      rows.filter((name) => !known.has(name)),
      advice,
    ).toEqual([]);
  });

  it('is made for the routines that are declared', () => {
    expect(extractor.declaredRoutines()).toEqual([...names].sort());
  });

  const present = existsSync(extractor.defaultFactsDirectory);
  it(`is what the fact tables give (${present ? 'present' : 'absent: the copies decide'})`, () => {
    const texts = present ? extractor.fixtures(extractor.defaultFactsDirectory, names) : new Map();
    for (const [file, text] of texts) {
      const copy = readFileSync(join(projectRoot, 'test', 'fixtures', file), 'utf8');
      expect(copy === text, `test/fixtures/${file}: ${advice}`).toBe(true);
    }
  });
});
