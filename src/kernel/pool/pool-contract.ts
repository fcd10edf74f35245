/** What the declarations of the pool routines share: rules about the level, and their documented failure. */
import type { Condition, DocumentedCode } from '../../contract/contract.ts';
import { levelNumber } from '../../contract/irql.ts';
import { pointerSized } from '../../machine/addresses.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import { kindAt } from './find-block.ts';
import { kindTypes, PAGED_POOL, type PoolKind } from './kinds.ts';
import type { Pool } from './pool.ts';
import { fail } from './pool-calls.ts';
import type { SpecialWish } from './pool-front.ts';
import { specialOf } from './pool-priority.ts';
import { kindOfFlags, kindOfType, raisesByFlags, specialOfFlags, wishOfType } from './pool-requests.ts';
import { NO_TAG } from './pool-tags.ts';

/** The arguments of a routine as a condition sees them. */
type Arguments = readonly unknown[];

const bytesIn = (pool: Pool, size: unknown): number =>
  pointerSized(pool.host.architecture, size as number | bigint, 'NumberOfBytes');

/** Whether special pool would take a request: another bug check than that of the pools stops it then (D-104). */
type GoesToSpecialPool = (pool: Pool, args: Arguments) => boolean;

const PAGED_TEXT = 'Paged pool: IRQL <= APC_LEVEL.';
const NONPAGED_TEXT = 'Nonpaged pool: IRQL <= DISPATCH_LEVEL.';

/** Two rules: paged pool at APC_LEVEL or below, nonpaged pool at DISPATCH_LEVEL or below (F-017, F-018). */
const allocationLevels = (
  pagedOf: (args: Arguments) => boolean,
  typeOf: (args: Arguments) => number,
  isSpecial: GoesToSpecialPool,
): readonly Condition<Pool>[] => {
  const values = (pool: Pool, args: Arguments): readonly number[] => [typeOf(args), bytesIn(pool, args[1])];
  return [
    {
      text: PAGED_TEXT,
      above: 'APC_LEVEL',
      violation: (pool, args) =>
        isSpecial(pool, args) ? 'special-pool-paged-allocate-level' : 'pool-paged-allocate-level',
      holds: (_, args) => !pagedOf(args),
      values,
    },
    {
      text: NONPAGED_TEXT,
      above: 'DISPATCH_LEVEL',
      violation: (pool, args) =>
        isSpecial(pool, args) ? 'special-pool-nonpaged-allocate-level' : 'pool-nonpaged-allocate-level',
      holds: (_, args) => pagedOf(args),
      values,
    },
  ];
};

/** Special pool as the arguments choose it; a routine without a parameter for the tag has NO_TAG. */
const specialBy =
  (specialIn: (args: Arguments) => SpecialWish): GoesToSpecialPool =>
  (pool, args) => {
    const tag = typeof args[2] === 'number' ? args[2] >>> 0 : NO_TAG;
    return pool.front?.takes({ bytes: bytesIn(pool, args[1]), tag, special: specialIn(args) }) ?? false;
  };

/** The level rules of a routine whose first argument is a POOL_TYPE. */
export const typeLevels: readonly Condition<Pool>[] = allocationLevels(
  ([type]) => kindOfType(Number(type)) === PAGED_POOL,
  ([type]) => Number(type),
  specialBy(([, , , priority]) => (typeof priority === 'number' ? specialOf(priority) : 'none')),
);

const kindIn = ([flags]: Arguments): PoolKind | undefined => kindOfFlags(flags as number | bigint);

/** The level rules of a routine whose first argument is POOL_FLAGS. The report names the POOL_TYPE of the pool. */
export const flagLevels: readonly Condition<Pool>[] = allocationLevels(
  (args) => kindIn(args) === PAGED_POOL,
  (args) => kindTypes[kindIn(args) ?? 0],
  specialBy(([flags]) => specialOfFlags(flags as number | bigint)),
);

/** Pool of the block that is freed; undefined where there is no pool. */
function kindFreed(pool: Pool, [address]: Arguments): PoolKind | undefined {
  const special = pool.front?.kindAt(Number(address));
  if (special !== undefined || pool.engine === null) return special;
  return kindAt(pool.engine, Number(address));
}

const isSpecialBlock: GoesToSpecialPool = (pool, [address]) =>
  pool.front?.kindAt(Number(address)) !== undefined;

const freeValues = (pool: Pool, args: Arguments): readonly number[] => [
  kindTypes[kindFreed(pool, args) ?? 0],
  Number(args[0]),
];

/** The level rules of a free, which depend on where the block lies (D-106). */
export const freeLevels: readonly Condition<Pool>[] = [
  {
    text: PAGED_TEXT,
    above: 'APC_LEVEL',
    violation: (pool, args) =>
      isSpecialBlock(pool, args) ? 'special-pool-paged-free-level' : 'pool-paged-free-level',
    holds: (pool, args) => kindFreed(pool, args) !== PAGED_POOL,
    values: freeValues,
  },
  {
    text: NONPAGED_TEXT,
    above: 'DISPATCH_LEVEL',
    violation: (pool, args) =>
      isSpecialBlock(pool, args) ? 'special-pool-nonpaged-free-level' : 'pool-nonpaged-free-level',
    holds: (pool, args) => kindFreed(pool, args) === PAGED_POOL,
    values: freeValues,
  },
];

/** Checks the level rules of a routine of pool that another routine of the kernel calls: no door does it there. */
export function checkLevels(
  pool: Pool,
  routine: string,
  levels: readonly Condition<Pool>[],
  args: Arguments,
): void {
  const { host } = pool;
  const irql = host.irql();
  for (const { above, holds, violation, values } of levels) {
    if (above === undefined || irql <= levelNumber(host.architecture, above) || holds(pool, args)) continue;
    const rule = typeof violation === 'string' ? violation : violation(pool, args);
    host.violation({ rule, routine, values: [irql, ...(values?.(pool, args) ?? [])] });
  }
}

/** Codes of the routines that allocate by POOL_TYPE (F-015, F-019). */
export const codesByType: readonly DocumentedCode[] = [
  {
    code: 'STATUS_INSUFFICIENT_RESOURCES',
    when: 'there is no memory; raised when the type asks for an exception, else NULL',
    modelled: 'produced',
  },
];

/** Fails as a routine that allocates by POOL_TYPE fails. */
export const failByType =
  (routine: string, quota: boolean) =>
  (pool: Pool, [type]: readonly [number, ...unknown[]]): number =>
    fail(pool, routine, STATUS_INSUFFICIENT_RESOURCES, wishOfType(type, quota).raise);

/** Codes of the routines that allocate by POOL_FLAGS (F-002). */
export const codesByFlags: readonly DocumentedCode[] = [
  {
    code: 'STATUS_INSUFFICIENT_RESOURCES',
    when: 'there is no memory; raised with POOL_FLAG_RAISE_ON_FAILURE, else NULL',
    modelled: 'produced',
  },
];

/** Fails as a routine that allocates by POOL_FLAGS fails. */
export const failByFlags =
  (routine: string) =>
  (pool: Pool, [flags]: readonly [number | bigint, ...unknown[]]): number =>
    fail(pool, routine, STATUS_INSUFFICIENT_RESOURCES, raisesByFlags(flags));
