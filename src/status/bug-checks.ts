import { bugCheckPrefix, bugCheckRows } from './bug-check.generated.ts';
import { type BugCheckDetails, bugCheckTable } from './bug-check-table.ts';
import { lazyNameTable } from './name-table.ts';
import { unsigned32 } from './unsigned32.ts';

const names = /* @__PURE__ */ lazyNameTable(bugCheckPrefix, bugCheckRows);

/** Everything known about one bug check code. */
export interface BugCheckInfo extends BugCheckDetails {
  /** Unsigned 32-bit code. */
  readonly code: number;
  /** Name in bugcodes.h. */
  readonly name: string;
  /** Whether it has a page; false means that only bugcodes.h has the code. */
  readonly documented: boolean;
}

/**
 * The name of a bug check code.
 *
 * @param code 32-bit code, signed or unsigned
 * @returns name as in bugcodes.h, or undefined if the header has no such code
 * @throws RangeError if `code` is not a 32-bit whole number
 */
export function bugCheckName(code: number): string | undefined {
  return names().canonical.get(unsigned32(code, 'bugCheckName'));
}

/**
 * The code of a bug check name.
 *
 * @param name exactly as in bugcodes.h; the page's own spelling (`pageName`) is not looked up
 * @returns unsigned 32-bit code, or undefined if the header has no such name
 */
export function bugCheckCode(name: string): number | undefined {
  return names().values.get(name);
}

/** Every bug check name by code. Frozen. */
export function bugCheckNames(): readonly string[] {
  return names().names;
}

const noDetails: BugCheckDetails = { parameters: Object.freeze([]), subtypes: Object.freeze([]) };

/**
 * Name, parameters and subtypes of a bug check.
 *
 * @param code 32-bit code, signed or unsigned
 * @returns a new object, or undefined if bugcodes.h has no such code. `parameters` has four labels or,
 *   where no source gives them, none.
 * @throws RangeError if `code` is not a 32-bit whole number
 * @remarks Source: WDK bugcodes.h and the debugger pages; labels are in our words.
 */
export function bugCheckInfo(code: number): BugCheckInfo | undefined {
  const unsigned = unsigned32(code, 'bugCheckInfo');
  const name = names().canonical.get(unsigned);
  if (name === undefined) return undefined;
  const { undocumented, details } = bugCheckTable();
  return {
    code: unsigned,
    name,
    documented: !undocumented.has(unsigned),
    ...(details.get(unsigned) ?? noDetails),
  };
}
