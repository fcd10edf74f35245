import { readFileSync } from 'node:fs';
import { routineContracts } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { profileDifferences } from '../../src/machine/profile-differences.ts';
import { projectRoot, sourceRoot } from '../structure/public-entries.ts';
import { readSourceTree } from '../structure/source-graph.ts';

const OWN = 'machine/profile-differences.ts';
const sources = [...readSourceTree(sourceRoot)].filter(([file]) => file !== OWN);
const asked = sources.flatMap(([, text]) =>
  [...text.matchAll(/asObserved\([^,()]*,\s*'([\w-]+)'\s*\)/g)].map(([, key]) => key),
);

describe('the table of profiles', () => {
  it('is the only place that looks at the profile', () => {
    const looks = /\bprofile\s*[!=]==?|[!=]==?\s*\w*\.?profile\b|switch \(\w*\.?profile\)/;
    expect(sources.filter(([, text]) => looks.test(text)).map(([file]) => file)).toEqual([]);
    expect(looks.test("machine.profile === 'observed'")).toBe(true);
  });

  it('has a row for every difference, once, and no other', () => {
    expect([...asked].sort()).toEqual(Object.keys(profileDifferences).sort());
  });

  it('names routines and facts that there are', () => {
    const names = new Set(routineContracts.map(({ name }) => name));
    const rows = JSON.parse(
      readFileSync(`${projectRoot}/test/fixtures/facts-numbers.json`, 'utf8'),
    ) as readonly string[];
    const facts = new Set(rows);
    const differences = Object.values(profileDifferences);
    expect(differences.flatMap(({ routines }) => routines.filter((name) => !names.has(name)))).toEqual([]);
    expect(differences.flatMap((one) => one.facts.filter((fact) => !facts.has(fact)))).toEqual([]);
  });
});
