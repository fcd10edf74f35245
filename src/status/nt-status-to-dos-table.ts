import { ntStatusToDosPairs } from './nt-status-to-dos.generated.ts';

let table: ReadonlyMap<number, number> | undefined;

/**
 * The rows of the status to Win32 error table, decoded at the first call: unsigned status to unsigned
 * result. A row that says "no mapping" holds 317 like any other result.
 *
 * Format: tokens separated by white space, `result` or `delta:result`, both base 36. `delta` is the
 * status minus the one before (-1 before the first); absent: 1.
 */
export function ntStatusToDosTable(): ReadonlyMap<number, number> {
  table ??= decode(ntStatusToDosPairs);
  return table;
}

function decode(pairs: string): Map<number, number> {
  const results = new Map<number, number>();
  let status = -1;
  for (const token of pairs.trim().split(/\s+/)) {
    const colon = token.indexOf(':');
    status += colon < 0 ? 1 : Number.parseInt(token.slice(0, colon), 36);
    results.set(status, Number.parseInt(token.slice(colon + 1), 36));
  }
  return results;
}
