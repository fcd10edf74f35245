/**
 * Hide sets of Prosser's algorithm: the macros that a token came out of and that must not expand it again. A set is
 * a chain of names with the newest first; null is the empty one. Chains are short, so walking them is cheap.
 */
export class HideSet {
  readonly name: string;
  readonly rest: HideSet | null;
  /** Names in it. */
  readonly size: number;
  /** Sets that were made from this one, so that equal histories share one object. */
  readonly #longer = new Map<string, HideSet>();

  private constructor(name: string, rest: HideSet | null) {
    this.name = name;
    this.rest = rest;
    this.size = rest === null ? 1 : rest.size + 1;
  }

  /** `set` and one more name. */
  static with(set: HideSet | null, name: string): HideSet {
    if (set === null) return new HideSet(name, null);
    if (hides(set, name)) return set;
    let longer = set.#longer.get(name);
    if (longer === undefined) {
      longer = new HideSet(name, set);
      set.#longer.set(name, longer);
    }
    return longer;
  }
}

/** True when the set has the name. */
export function hides(set: HideSet | null, name: string): boolean {
  for (let rest = set; rest !== null; rest = rest.rest) if (rest.name === name) return true;
  return false;
}

/** Names of either set. */
export function union(left: HideSet | null, right: HideSet | null): HideSet | null {
  if (left === null || left === right) return right;
  let all = left;
  for (let rest = right; rest !== null; rest = rest.rest) all = HideSet.with(all, rest.name);
  return all;
}

/** Names of both sets. */
export function intersection(left: HideSet | null, right: HideSet | null): HideSet | null {
  if (left === right) return left;
  let both: HideSet | null = null;
  for (let rest = left; rest !== null; rest = rest.rest)
    if (hides(right, rest.name)) both = HideSet.with(both, rest.name);
  return both;
}
