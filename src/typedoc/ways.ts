/** How a routine gives one of its codes. */
import type { Contract } from '../index.ts';

/** How a code reaches the caller. */
export type Way = 'returned' | 'raised' | 'last status' | 'last error' | 'NULL' | 'FALSE';

type Code = NonNullable<Contract['codes']>[number];

/**
 * The ways in which a routine gives a code. A declaration says them in the words of `when`: "raised", "last status",
 * "last error …", "the result is NULL". A routine whose result is a number returns the others.
 */
export function waysOf({ returns }: Contract, { when }: Code): readonly Way[] {
  const said: (readonly [Way, RegExp])[] = [
    ['raised', /\braised\b/i],
    ['last status', /\blast status\b/],
    ['last error', /\blast error\b/],
    ['NULL', /\b(?:result is|else|with) NULL\b/],
    ['FALSE', /\bresult is FALSE\b/],
  ];
  const ways = said.filter(([, words]) => words.test(when)).map(([way]) => way);
  if (ways.length > 0) return ways;
  return /^(?:NTSTATUS|HRESULT|ULONG|DWORD)$/.test(returns) ? ['returned'] : [];
}
