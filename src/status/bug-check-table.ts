import { bugCheckDetails, undocumentedBugChecks } from './bug-check.generated.ts';

/** One known value of a bug check parameter. */
export interface BugCheckSubtype {
  /** Unsigned value of the parameter. */
  readonly value: number;
  /** What it says, in our words. */
  readonly label: string;
  /** Which parameter holds it, 1 to 4. */
  readonly parameter: number;
  /** Name in a header (`FAST_FAIL_CORRUPT_LIST_ENTRY`), where there is one. */
  readonly symbol?: string;
  /** Driver Verifier DDI rule (`IrqlDispatch`), where there is one. */
  readonly rule?: string;
  /** Bits of the parameter to compare with `value`; absent: all of them. */
  readonly mask?: number;
  /** Whether the bug check's page lists the value; absent where no source was compared. */
  readonly documentedForBugCheck?: boolean;
}

/** What the pages add to the name of a bug check. */
export interface BugCheckDetails {
  /** Name on the page where it differs from bugcodes.h. */
  readonly pageName?: string;
  /** Labels of the four parameters; empty when no source gives them. */
  readonly parameters: readonly string[];
  /** Known values of the parameters. */
  readonly subtypes: readonly BugCheckSubtype[];
}

/** Codes that only bugcodes.h has, and details of those that have some. */
export interface BugCheckTable {
  readonly undocumented: ReadonlySet<number>;
  readonly details: ReadonlyMap<number, BugCheckDetails>;
}

let table: BugCheckTable | undefined;

/**
 * The decoded details, made at the first call and kept; everything in them is frozen.
 *
 * Undocumented codes: base 36, separated by white space. Details are lines, by first character:
 *
 * | line                                                    | meaning                              |
 * | ------------------------------------------------------- | ------------------------------------ |
 * | `@code pageName`                                        | starts a bug check; name optional    |
 * | `pA\|B\|C\|D`                                           | labels of the four parameters        |
 * | `svalue\|label\|parameter\|symbol\|rule\|mask\|y or n`  | subtype; empty fields are absent     |
 *
 * Code, value and mask are base 36; an absent parameter is 1.
 */
export function bugCheckTable(): BugCheckTable {
  table ??= {
    undocumented: new Set(undocumentedBugChecks.trim().split(/\s+/).map(base36)),
    details: decodeDetails(bugCheckDetails),
  };
  return table;
}

function base36(digits: string): number {
  return Number.parseInt(digits, 36);
}

function decodeDetails(text: string): Map<number, BugCheckDetails> {
  const details = new Map<number, BugCheckDetails>();
  for (const block of text.trim().slice(1).split('\n@')) {
    const [head = '', ...lines] = block.split('\n');
    const [code = '', pageName] = head.split(' ');
    const bodies = (kind: string) =>
      lines.filter((line) => line.startsWith(kind)).map((line) => line.slice(1));
    const entry: BugCheckDetails = {
      ...(pageName === undefined ? {} : { pageName }),
      parameters: Object.freeze(bodies('p').flatMap((body) => body.split('|'))),
      subtypes: Object.freeze(bodies('s').map(decodeSubtype)),
    };
    details.set(base36(code), Object.freeze(entry));
  }
  return details;
}

function decodeSubtype(body: string): BugCheckSubtype {
  const [value = '', label = '', parameter, symbol, rule, mask, documented] = body.split('|');
  return Object.freeze({
    value: base36(value),
    label,
    parameter: parameter ? Number(parameter) : 1,
    ...(symbol ? { symbol } : {}),
    ...(rule ? { rule } : {}),
    ...(mask ? { mask: base36(mask) } : {}),
    ...(documented ? { documentedForBugCheck: documented === 'y' } : {}),
  });
}
