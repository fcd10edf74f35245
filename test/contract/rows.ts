/** The columns of the fact tables that the contract test reads; copies of the rows stand in test/fixtures/contract. */
import { readFileSync } from 'node:fs';
import type { Mode } from '../../src/contract/contract.ts';
import { projectRoot } from '../structure/public-entries.ts';

/** A row of ddi.json: what the reference page says, and the header's annotations (`sal`). */
export interface PageRow {
  readonly name: string;
  readonly header: string;
  readonly includeHeader: string | null;
  readonly lib: string | null;
  readonly dll: string | null;
  readonly irqlText: string | null;
  readonly irqlMax: string | null;
  readonly irqlExactLevel?: string;
  readonly minClient: string | null;
  readonly params: readonly {
    readonly name: string;
    readonly in: boolean;
    readonly out: boolean;
    readonly optional: boolean;
    readonly annotated?: string;
  }[];
  readonly returnCodes: readonly string[];
  readonly sal?: {
    readonly max?: string;
    readonly conditional?: readonly string[];
    readonly checkResult?: boolean;
  };
}

/** A row of signatures.json: what the header declares for drivers or for user-mode programs. */
export interface SignatureRow {
  readonly name: string;
  readonly header: string;
  readonly mode: Mode;
  readonly returnType: string;
  readonly params: readonly { readonly name: string; readonly type: string | null }[];
  readonly library?: string;
  readonly only?: string;
  readonly inline?: boolean;
  readonly macro?: boolean;
}

/** Everything the tables say about one routine. */
export interface Rows {
  readonly pages: readonly PageRow[];
  readonly signatures: readonly SignatureRow[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(`${projectRoot}/test/fixtures/contract/${name}.json`, 'utf8')) as unknown;

/** All copied rows. */
export const fixtures: Rows = {
  pages: read('ddi') as PageRow[],
  signatures: read('signatures') as SignatureRow[],
};

/** The rows of one routine. */
export const rowsOf = (rows: Rows, routine: string): Rows => ({
  pages: rows.pages.filter(({ name }) => name === routine),
  signatures: rows.signatures.filter(({ name }) => name === routine),
});
