/** One line of test/facts.json. */
export interface LedgerRow {
  /** Issue after which the fact has a test. */
  readonly issue: number;
  /** False when no program can see it; `why` then says why. */
  readonly observable: boolean;
  /** Why it cannot be observed. */
  readonly why?: string;
  /** What of it is tested, or how, when that is not plain. */
  readonly aspect?: string;
}

/** Fact number to its row. */
export type Ledger = Readonly<Record<string, LedgerRow>>;

/** The fact numbers in a text, in order. */
export function factNumbers(text: string): string[];

/** The fact numbers that the titles of one test file name. */
export function factsCited(fileName: string, text: string): Set<string>;

/** Fact number to the test files that cite it, for every `*.test.ts` below a folder. */
export function citations(folder: string): Map<string, string[]>;

/** Facts of the given issues that a test must cite and none does, in the order of the ledger. */
export function uncited(
  ledger: Ledger,
  issues: readonly number[],
  cited: ReadonlyMap<string, unknown> | ReadonlySet<string>,
): string[];
