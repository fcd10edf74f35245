/**
 * What the declared pool routines do: the rules of a request, and how it fails.
 * Most calls never come here: short-path.ts does the same for requests and frees
 * that nothing is special about.
 */
import { pointerSized } from '../../machine/addresses.ts';
import { asObserved } from '../../machine/profile-differences.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import { freeBlock } from './free-block.ts';
import type { Pool } from './pool.ts';
import type { SpecialWish } from './pool-front.ts';
import {
  isMustSucceed,
  type PoolWish,
  plainFlags,
  plainTypes,
  raisesByFlags,
  specialOfFlags,
  wishOfFlags,
  wishOfType,
} from './pool-requests.ts';
import { hasLetterOrDigit, isBigTag, isPrintable, rememberTag } from './pool-tags.ts';

/** Allocates by POOL_TYPE: the older routines. */
export const allocateByType = (
  pool: Pool,
  caller: PoolCaller,
  type: number,
  size: number | bigint,
  tag: number,
  special: SpecialWish = 'none',
): number => {
  const quick = special === 'none' ? allocateShort(pool, caller, plainTypes, type, size, tag) : 0;
  if (quick !== 0) return quick;
  return pool.inRoutine(caller, () =>
    allocateLegacy(pool, caller, wishOfType(type, false, special), type, size, tag),
  );
};

/** Allocates by POOL_TYPE and charges the current process. */
export const allocateWithQuota = (
  pool: Pool,
  caller: PoolCaller,
  type: number,
  size: number | bigint,
  tag: number,
): number =>
  pool.inRoutine(caller, () => allocateLegacy(pool, caller, wishOfType(type, true), type, size, tag));

/** Allocates by POOL_FLAGS: ExAllocatePool2 and ExAllocatePool3. */
export const allocateByFlags = (
  pool: Pool,
  caller: PoolCaller,
  flags: number | bigint,
  size: number | bigint,
  tag: number,
  special: SpecialWish = specialOfFlags(flags),
): number => {
  const quick = special === 'none' ? allocateShort(pool, caller, plainFlags, flags, size, tag) : 0;
  if (quick !== 0) return quick;
  return pool.inRoutine(caller, () => allocateModern(pool, caller, flags, size, tag, special));
};

/** Frees a block. A tag of 0 is not compared (F-034). */
export const free = (pool: Pool, caller: PoolCaller, address: number, tag: number): void => {
  pool.caller = caller;
  if (pool.shortWithin?.freeWithin(caller, address, tag) !== true)
    pool.inRoutine(caller, () => freeBlock(pool, caller, address, tag));
};

/** Allocates as the short way does, which a call that somebody sees at the door has not taken; 0 when it cannot. */
function allocateShort(
  pool: Pool,
  caller: PoolCaller,
  kinds: Int8Array,
  what: number | bigint,
  size: number | bigint,
  tag: number,
): number {
  pool.caller = caller;
  return pool.shortWithin?.allocateWithin(caller, kinds, what, size, tag) ?? 0;
}

/** Fails as a request of a routine fails: NULL, or an exception where one was asked for (F-002, F-015, F-019). */
export function fail({ host }: Pool, routine: string, status: number, raise: boolean): 0 {
  host.setLastStatus(status, routine);
  if (raise) host.raise({ code: status });
  return 0; // also where a filter went on after the exception
}

function allocateLegacy(
  pool: Pool,
  caller: PoolCaller,
  wish: PoolWish,
  type: number,
  size: number | bigint,
  tag: number,
): number {
  const bytes = pointerSized(pool.host.architecture, size, 'NumberOfBytes');
  checkLegacy(pool, caller, type, bytes, tag >>> 0);
  return allocate(pool, caller, wish, bytes, tag >>> 0);
}

/** The rules of the older routines (F-016, F-023, BEHAVIOUR-DECISIONS 11). */
function checkLegacy(pool: Pool, { routine }: PoolCaller, type: number, bytes: number, tag: number): void {
  const { host } = pool;
  const report = (rule: string, values: readonly number[]): void => host.violation({ rule, routine, values });
  if (isMustSucceed(type)) report('pool-must-succeed', [type, bytes]);
  if (tag === 0) report('pool-tag-zero', [type, bytes]);
  else if (isBigTag(tag)) report('pool-tag-big', [type, bytes]);
  else if (!hasLetterOrDigit(tag)) report('pool-tag-unreadable', [tag, type]);
  if (bytes === 0) report('pool-zero-bytes', [host.irql(), type, 0]);
}

function allocateModern(
  pool: Pool,
  caller: PoolCaller,
  flags: number | bigint,
  size: number | bigint,
  tag: number,
  special: SpecialWish,
): number {
  const bytes = pointerSized(pool.host.architecture, size, 'NumberOfBytes');
  const wish = wishOfFlags(flags, special);
  // BEHAVIOUR-DECISIONS 11: a tag of 0 or invalid flags give NULL. Which status is *ours*.
  if (wish === undefined || tag === 0) {
    return fail(pool, caller.routine, STATUS_INVALID_PARAMETER, raisesByFlags(flags));
  }
  if (!modernAllowed(pool, caller, wish, bytes, tag >>> 0)) {
    return fail(pool, caller.routine, STATUS_INVALID_PARAMETER, wish.raise);
  }
  return allocate(pool, caller, wish, bytes, tag >>> 0);
}

/**
 * What the page asks for and names no result of: at least one byte, and printable characters (F-005). NULL and a
 * finding; where findings are collected, and in the observed profile, the call goes on (*ours*).
 */
function modernAllowed(
  { host }: Pool,
  { routine }: PoolCaller,
  wish: PoolWish,
  bytes: number,
  tag: number,
): boolean {
  const goesOn = (rule: string, values: readonly number[]): boolean =>
    host.finding({ rule, routine, values }) || asObserved(host.profile, 'pool-odd-requests');
  if (bytes === 0 && !goesOn('pool-no-bytes', [wish.kind])) return false;
  return isPrintable(tag) || goesOn('pool-tag-characters', [tag]);
}

function allocate(pool: Pool, caller: PoolCaller, wish: PoolWish, bytes: number, tag: number): number {
  if (wish.session) pool.host.notModelled(`${caller.routine} of session pool`);
  // A negative size is one above half of the address space.
  const address = bytes < 0 ? 0 : pool.allocate(caller, wish, bytes, tag);
  if (address === 0) return fail(pool, caller.routine, STATUS_INSUFFICIENT_RESOURCES, wish.raise);
  if (hasLetterOrDigit(tag) && !isBigTag(tag) && isPrintable(tag)) rememberTag(pool.tags, tag);
  return address;
}
