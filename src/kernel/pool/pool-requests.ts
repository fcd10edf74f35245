/** What the type or the flags of a request ask for. */
import {
  POOL_FLAG_CACHE_ALIGNED,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_NON_PAGED_EXECUTE,
  POOL_FLAG_PAGED,
  POOL_FLAG_RAISE_ON_FAILURE,
  POOL_FLAG_SESSION,
  POOL_FLAG_SPECIAL_POOL,
  POOL_FLAG_UNINITIALIZED,
  POOL_FLAG_USE_QUOTA,
  POOL_NX_ALLOCATION,
  POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
  POOL_RAISE_IF_ALLOCATION_FAILURE,
  POOL_ZERO_ALLOCATION,
} from '../../contract/kernel-constants.generated.ts';
import { EXECUTE_POOL, NX_POOL, PAGED_POOL, type PoolKind } from './kinds.ts';
import type { SpecialWish } from './pool-front.ts';

/** What a caller asks for, whichever way it says so. */
export interface PoolWish {
  readonly kind: PoolKind;
  readonly zero: boolean;
  readonly aligned: boolean;
  /** Raise instead of giving NULL. */
  readonly raise: boolean;
  /** Charge the current process. */
  readonly quota: boolean;
  /** Memory of the session, which is not modelled. */
  readonly session: boolean;
  readonly special: SpecialWish;
}

const PAGED_TYPE = 1;
const MUST_SUCCEED_TYPE = 2;
const CACHE_ALIGNED_TYPE = 4;
const SESSION_TYPE = 0x20;

/** Pool of a POOL_TYPE. Option bits that nobody knows are passed over, as Windows does. */
export function kindOfType(type: number): PoolKind {
  if ((type & PAGED_TYPE) !== 0) return PAGED_POOL;
  return (type & POOL_NX_ALLOCATION) !== 0 ? NX_POOL : EXECUTE_POOL;
}

/** What a POOL_TYPE asks for. */
export const wishOfType = (type: number, quota: boolean, special: SpecialWish = 'none'): PoolWish => ({
  kind: kindOfType(type),
  zero: (type & POOL_ZERO_ALLOCATION) !== 0,
  aligned: (type & CACHE_ALIGNED_TYPE) !== 0,
  // A quota request raises unless told otherwise (F-019); the bit that says so means nothing elsewhere.
  raise: quota
    ? (type & POOL_QUOTA_FAIL_INSTEAD_OF_RAISE) === 0
    : (type & POOL_RAISE_IF_ALLOCATION_FAILURE) !== 0,
  quota,
  session: (type & SESSION_TYPE) !== 0,
  special,
});

/** Whether a POOL_TYPE asks for must-succeed pool, which Windows no longer has (F-023). DontUseThisType has the bit too. */
export const isMustSucceed = (type: number): boolean => (type & MUST_SUCCEED_TYPE) !== 0;

/** The pool flags that a caller may set; each optional one (above the low 32 bits) may be passed over. */
const KNOWN_FLAGS =
  POOL_FLAG_USE_QUOTA |
  POOL_FLAG_UNINITIALIZED |
  POOL_FLAG_SESSION |
  POOL_FLAG_CACHE_ALIGNED |
  POOL_FLAG_RAISE_ON_FAILURE |
  POOL_FLAG_NON_PAGED |
  POOL_FLAG_NON_PAGED_EXECUTE |
  POOL_FLAG_PAGED;

const flagKinds = new Map<number, PoolKind>([
  [POOL_FLAG_NON_PAGED, NX_POOL],
  [POOL_FLAG_NON_PAGED_EXECUTE, EXECUTE_POOL],
  [POOL_FLAG_PAGED, PAGED_POOL],
]);
const KIND_FLAGS = POOL_FLAG_NON_PAGED | POOL_FLAG_NON_PAGED_EXECUTE | POOL_FLAG_PAGED;

/** The low 32 bits of POOL_FLAGS: the ones that must be understood (F-009). */
const requiredFlags = (flags: number | bigint): number =>
  typeof flags === 'bigint' ? Number(BigInt.asUintN(32, flags)) : (flags % 2 ** 32) >>> 0;

/** Pool that POOL_FLAGS name; undefined when they name none, or more than one. */
export const kindOfFlags = (flags: number | bigint): PoolKind | undefined =>
  flagKinds.get(requiredFlags(flags) & KIND_FLAGS);

/** Whether POOL_FLAGS ask for special pool. */
export const specialOfFlags = (flags: number | bigint): SpecialWish =>
  asksForSpecial(flags) ? 'asked' : 'none';

const asksForSpecial = (flags: number | bigint): boolean => {
  // The flags of most calls fit into 32 bits, which have no such bit.
  if (typeof flags === 'number' && flags >= 0 && flags < 2 ** 32) return false;
  return (BigInt(flags) & BigInt(POOL_FLAG_SPECIAL_POOL)) !== 0n;
};

/** What POOL_FLAGS ask for; undefined when they are invalid: an unknown required bit, no pool, or two. */
export function wishOfFlags(flags: number | bigint, special: SpecialWish = 'none'): PoolWish | undefined {
  const required = requiredFlags(flags);
  const kind = kindOfFlags(required);
  if (kind === undefined || (required & ~KNOWN_FLAGS) !== 0) return undefined;
  return {
    kind,
    zero: (required & POOL_FLAG_UNINITIALIZED) === 0,
    aligned: (required & POOL_FLAG_CACHE_ALIGNED) !== 0,
    raise: raisesByFlags(required),
    quota: (required & POOL_FLAG_USE_QUOTA) !== 0,
    session: (required & POOL_FLAG_SESSION) !== 0,
    special,
  };
}

/** Whether POOL_FLAGS ask for an exception where the result would be NULL. */
export const raisesByFlags = (flags: number | bigint): boolean =>
  (requiredFlags(flags) & POOL_FLAG_RAISE_ON_FAILURE) !== 0;

/** Bits of what `plainTypes` and `plainFlags` hold, and what stands for "ask the long way". */
export const PLAIN_KIND = 3;
export const PLAIN_ZERO = 4;
const NOT_PLAIN = -1;

const plainOf = (wish: PoolWish | undefined): number => {
  if (wish === undefined || wish.aligned || wish.raise || wish.quota || wish.session) return NOT_PLAIN;
  return wish.kind | (wish.zero ? PLAIN_ZERO : 0);
};

/** By POOL_TYPE: pool and zeroing of the requests that ask for nothing else, for the short way. */
export const plainTypes: Int8Array = Int8Array.from({ length: 0x800 }, (_, type) =>
  isMustSucceed(type) ? NOT_PLAIN : plainOf(wishOfType(type, false)),
);

/** By POOL_FLAGS, as `plainTypes`. */
export const plainFlags: Int8Array = Int8Array.from({ length: 0x200 }, (_, flags) =>
  plainOf(wishOfFlags(flags)),
);
