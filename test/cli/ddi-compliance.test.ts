/** The table of DDI compliance rules, which was generated from the fact tables. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error: a script without declarations
import * as generator from '../../scripts/generate-ddi-compliance.mjs';
import { projectRoot } from '../structure/public-entries.ts';

const committed = readFileSync(`${projectRoot}/src/cli/ddi-compliance.generated.ts`, 'utf8');
const facts = generator.readFacts();

it('has the recorded SHA-256, also where the facts are not at hand', () =>
  expect(generator.digest(committed)).toBe(
    readFileSync(`${projectRoot}/test/cli/ddi-compliance.sha256`, 'utf8'),
  ));

it(`is what the facts give, byte for byte (facts ${facts ? 'present' : 'absent: the digest decides'})`, () =>
  expect(facts ? generator.generate(facts) === committed : true).toBe(true));
