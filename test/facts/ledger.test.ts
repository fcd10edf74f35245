/** The ledger of facts (test/facts.json, ENGINEERING-DECISIONS 12): complete, and kept by the tests. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { citations, factNumbers, factsCited, type Ledger, uncited } from './coverage.mjs';

/** Issues whose facts must all be cited by a test. */
const DONE_ISSUES: readonly number[] = [2, 3, 4, 5, 6];

/** Issues that a fact may be assigned to. */
const ISSUES = [2, 3, 4, 5, 6, 7, 8, 9];

const readJson = (path: string): unknown => JSON.parse(readFileSync(`${projectRoot}/${path}`, 'utf8'));
const ledger = readJson('test/facts.json') as Ledger;
const numbers = readJson('test/fixtures/facts-numbers.json') as readonly string[];
const behaviour = `${projectRoot}/../shared/facts/behaviour.md`;

/** What is wrong with the rows of a ledger. */
function malformed(rows: Ledger): string[] {
  return Object.entries(rows).flatMap(([fact, { issue, observable, why, aspect, ...rest }]) => [
    ...(ISSUES.includes(issue) ? [] : [`${fact}: no issue ${issue}`]),
    ...(observable || (why ?? '').length > 20 ? [] : [`${fact}: not observable, and no reason`]),
    ...(observable && why !== undefined ? [`${fact}: observable, so it needs no reason`] : []),
    ...(aspect === '' ? [`${fact}: an empty aspect`] : []),
    ...Object.keys(rest).map((key) => `${fact}: unknown key ${key}`),
  ]);
}

describe('test/facts.json', () => {
  it('has a row for every fact and no other', () => expect(Object.keys(ledger)).toEqual(numbers));

  it(`lists the numbers of behaviour.md (${existsSync(behaviour) ? 'present' : 'absent: the copy decides'})`, () => {
    const text = existsSync(behaviour) ? readFileSync(behaviour, 'utf8') : undefined;
    const present = text?.split('\n').flatMap((line) => /^- \*\*(\S+)\*\*/.exec(line)?.[1] ?? []);
    expect(numbers).toEqual(present ?? numbers);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.flatMap(factNumbers)).toEqual(numbers);
  });

  it('has well-formed rows', () => expect(malformed(ledger)).toEqual([]));
});

describe('the tests', () => {
  const cited = citations(`${projectRoot}/test`);

  it('cite every observable fact of the issues that are done', () => {
    const missing = uncited(ledger, DONE_ISSUES, cited);
    const advice = `node test/facts/coverage.mjs ${DONE_ISSUES.join(' ')} prints their texts`;
    expect(missing, `${missing.length} facts in no test title: ${missing.join(', ')}. ${advice}`).toEqual([]);
  });

  it('cite no fact that does not exist', () => {
    const unknown = [...cited].filter(([fact]) => ledger[fact] === undefined);
    expect(unknown.map(([fact, files]) => `${fact} in ${files.join(', ')}`)).toEqual([]);
  });

  it('cite no fact that the ledger calls not observable', () => {
    const hidden = [...cited].filter(([fact]) => ledger[fact]?.observable === false);
    expect(hidden.map(([fact, files]) => `${fact} in ${files.join(', ')}`)).toEqual([]);
  });
});

describe('the checker', () => {
  const fake: Ledger = {
    'S4-001': { issue: 2, observable: true },
    'S4-002': { issue: 2, observable: false, why: 'a reason that is long enough' },
    'S4-003': { issue: 3, observable: true },
    'B-002': { issue: 2, observable: true, aspect: 'x64' },
  };

  it('misses what is observable, done and in no title', () => {
    expect(uncited(fake, [], new Map())).toEqual([]);
    expect(uncited(fake, [2], new Map())).toEqual(['S4-001', 'B-002']);
    expect(uncited(fake, [2, 3], new Set(['S4-001']))).toEqual(['S4-003', 'B-002']);
  });

  it.each([
    ['another issue', { issue: 1, observable: true }],
    ['no reason', { issue: 2, observable: false }],
    ['a reason too short to be one', { issue: 2, observable: false, why: 'internal' }],
    ['a reason without need', { issue: 2, observable: true, why: 'a reason that is long enough' }],
    ['an empty aspect', { issue: 2, observable: true, aspect: '' }],
    ['an unknown key', { issue: 2, observable: true, note: 'x' }],
  ])('refuses a row with %s', (_what, row) => expect(malformed({ 'S4-001': row })).toHaveLength(1));

  it('accepts good rows', () => expect(malformed(fake)).toEqual([]));

  it.each([
    ['a title', `it('S4-001: allocates', () => {});`, ['S4-001']],
    ['several in one', `test('S4-001, B-002 hold', () => {});`, ['S4-001', 'B-002']],
    ['describe', `describe('D-010', () => {});`, ['D-010']],
    ['documented', `documented(page, 'Remarks', 'S4-001: it allocates', () => {});`, ['S4-001']],
    ['a template', 'it(`S4-001 on $'.concat('{arch}`, () => {});'), ['S4-001']],
    ['the title of a table', `it.each([[1]])('B-002 for %s', () => {});`, ['B-002']],
    [
      'the first column',
      `it.each([['B-002', 1], ['B-003', 2]] as const)('%s', () => {});`,
      ['B-002', 'B-003'],
    ],
    ['a later column that is printed', `it.each([[1, 'B-002']])('%i (%s)', () => {});`, ['B-002']],
    ['a list of values', `it.each(['B-002', 'B-003'])('%s', () => {});`, ['B-002', 'B-003']],
    ['a printed property', `it.each([{ why: 'B-002', tag: 'B-003' }])('$why', () => {});`, ['B-002']],
    ['a tagged table by its title', 'it.each`a\n1`("B-002 $a", () => {});', ['B-002']],
    ['a named table', `const rows = [['B-002', 1]];\nit.for(rows)('%s', () => {});`, ['B-002']],
    ['a fact property', `test.each([{ fact: 'F-005', tag: 1 }])('$fact', () => {});`, ['F-005']],
    ['a fact property of a loop', `for (const r of [{ fact: 'F-005' }]) it(r.fact, () => {});`, ['F-005']],
    ['modifiers', `it.concurrent('S4-001', () => {});`, ['S4-001']],
    ['no comment', `// S4-001\nit('allocates', () => {});`, []],
    ['no body', `it('allocates', () => { expect('S4-001').toBe(1); });`, []],
    ['no column that is not printed', `it.each([['x', 'B-002']])('%s', () => {});`, []],
    ['no skipped test', `it.skip('S4-001', () => {});`, []],
    ['nothing below a skipped group', `describe.skip('x', () => { it('S4-001', () => {}); });`, []],
    ['no planned test', `it.todo('S4-001');`, []],
    ['no other call', `heading('S4-001');`, []],
    ['no longer number', `it('XS4-001 and B-0021', () => {});`, []],
  ])('reads %s', (_what, text, expected) => {
    expect([...factsCited('x.test.ts', text)]).toEqual(expected);
  });
});
