/** Names and values of one family of codes. Values are unsigned 32-bit numbers. */
export interface NameTable {
  /** Every name, by value; the canonical name of a value comes before its aliases. Frozen. */
  readonly names: readonly string[];
  /** Value of every name, aliases included. */
  readonly values: ReadonlyMap<string, number>;
  /** Canonical name of every value. */
  readonly canonical: ReadonlyMap<number, string>;
}

/**
 * A name table that is decoded at the first call of the returned function and kept.
 *
 * Row format, one per line: `NAME` or `NAME delta`.
 *
 * | part    | meaning                                                                         |
 * | ------- | ------------------------------------------------------------------------------- |
 * | `NAME`  | the name without `prefix`; with a leading `.` it is the whole name              |
 * | `delta` | base 36: value minus the value of the line above (-1 for the first); absent: 1  |
 *
 * A delta of 0 is an alias, so the first line of a value has its canonical name.
 *
 * @param prefix what most names of the family start with; may be empty
 * @param rows text written by scripts/generate-status.mjs
 */
export function lazyNameTable(prefix: string, rows: string): () => NameTable {
  let table: NameTable | undefined;
  return () => {
    table ??= decode(prefix, rows);
    return table;
  };
}

function decode(prefix: string, rows: string): NameTable {
  const names: string[] = [];
  const values = new Map<string, number>();
  const canonical = new Map<number, string>();
  let value = -1;
  for (const row of rows.trim().split('\n')) {
    const [short = '', delta = '1'] = row.split(' ');
    const name = short.startsWith('.') ? short.slice(1) : prefix + short;
    value += Number.parseInt(delta, 36);
    names.push(name);
    values.set(name, value);
    if (!canonical.has(value)) canonical.set(value, name);
  }
  return { names: Object.freeze(names), values, canonical };
}
