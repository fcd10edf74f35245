/** docs/conformance.md names every statement of the seeds, with tests that exist and passed. `.ci/run` compares it with a test run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citations, type Ledger } from '../facts/coverage.mjs';
import { projectRoot } from '../structure/public-entries.ts';

const ledger = JSON.parse(readFileSync(join(projectRoot, 'test', 'facts.json'), 'utf8')) as Ledger;
const page = readFileSync(join(projectRoot, 'docs', 'conformance.md'), 'utf8');
const cited = citations(join(projectRoot, 'test'));

/** Statement, files that the row links to, result. */
const rows = [...page.matchAll(/^\| (S[1-5]-\d{3}) \| .* \| (.*) \| (.*) \|$/gm)].map(
  ([, fact = '', links = '', result]) => ({
    fact,
    files: [...links.matchAll(/\(\.\.\/test\/([^)]+)\)/g)].map(([, file]) => file),
    result,
  }),
);

describe('docs/conformance.md', () => {
  it('has a row for each of the 135 statements', () => {
    const statements = Object.keys(ledger).filter((fact) => /^S[1-5]-/.test(fact));
    expect(statements).toHaveLength(135);
    expect(rows.map(({ fact }) => fact)).toEqual(statements);
  });

  it('says that the tests of each statement pass, unless no program can observe it', () => {
    const wrong = rows.filter(
      ({ fact, result }) => (result === 'passes') !== (ledger[fact]?.observable === true),
    );
    expect(wrong).toEqual([]);
  });

  it('links to test files that name the statement', () => {
    const wrong = rows.filter(({ fact, files }) =>
      files.some((file) => file !== undefined && cited.get(fact)?.includes(file) !== true),
    );
    expect(wrong).toEqual([]);
  });
});
