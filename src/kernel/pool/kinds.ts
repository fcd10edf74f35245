/**
 * The pools of the machine. Each is memory of its own: a block of one never
 * shares a page with a block of another.
 */
import type { Architecture } from '../../contract/c-types.ts';
import { PAGE_EXECUTE_READWRITE, PAGE_READWRITE } from '../../memory/constants.ts';

/** Number of a pool. */
export type PoolKind = 0 | 1 | 2;

/** Nonpaged pool that may be executed (NonPagedPool, POOL_FLAG_NON_PAGED_EXECUTE). */
export const EXECUTE_POOL = 0;
/** Paged pool. */
export const PAGED_POOL = 1;
/** Nonpaged pool that may not be executed (NonPagedPoolNx, POOL_FLAG_NON_PAGED). */
export const NX_POOL = 2;
/** All of them. */
export const poolKinds: readonly PoolKind[] = [EXECUTE_POOL, PAGED_POOL, NX_POOL];

/** Names as POOL_TYPE has them. */
export const kindNames = ['NonPagedPool', 'PagedPool', 'NonPagedPoolNx'] as const;

/** POOL_TYPE of a pool. */
export const kindTypes = [0, 1, 0x200] as const;

/** PoolType as the headers of a pool store it, without option bits: base type plus 1 (F-041). */
export const storedTypes = [1, 2, 1] as const;

/** PAGE_* value of a pool's pages: NonPagedPoolNx is no-execute, paged pool is executable on x86 only (F-010). */
export function protectionOf(architecture: Architecture, kind: PoolKind): number {
  const executable = kind === EXECUTE_POOL || (kind === PAGED_POOL && architecture === 'x86');
  return executable ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
}
