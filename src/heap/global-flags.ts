/**
 * Global flags: what gflags sets for a machine or for the image of a process,
 * and the heap flags that follow from them.
 *
 * Values and abbreviations: heap.json (gflags); heap flags: B-193. irqlab
 * models the flags of heaps; every other one is known by name and not modelled.
 */
import {
  HEAP_CAPTURE_STACK_BACKTRACES,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_FLAG_PAGE_ALLOCS,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
} from './flags.ts';

/** `htc`: a pattern behind each block shows overruns. */
export const FLG_HEAP_ENABLE_TAIL_CHECK = 0x10;
/** `hfc`: a pattern in free blocks shows late writes. */
export const FLG_HEAP_ENABLE_FREE_CHECK = 0x20;
/** `hpc`: each call that names a block checks it first. */
export const FLG_HEAP_VALIDATE_PARAMETERS = 0x40;
/** `hvc`: each call checks the whole heap first. */
export const FLG_HEAP_VALIDATE_ALL = 0x80;
/** `ust`: each block remembers who allocated it. */
export const FLG_USER_STACK_TRACE_DB = 0x1000;
/** `dhc`: free blocks are not merged. */
export const FLG_HEAP_DISABLE_COALESCING = 0x20_0000;
/** `hpa`: page heap. */
export const FLG_HEAP_PAGE_ALLOCS = 0x200_0000;

/** The global flags that irqlab models, by their gflags abbreviations. */
const modelled = {
  htc: FLG_HEAP_ENABLE_TAIL_CHECK,
  hfc: FLG_HEAP_ENABLE_FREE_CHECK,
  hpc: FLG_HEAP_VALIDATE_PARAMETERS,
  hvc: FLG_HEAP_VALIDATE_ALL,
  ust: FLG_USER_STACK_TRACE_DB,
  dhc: FLG_HEAP_DISABLE_COALESCING,
  hpa: FLG_HEAP_PAGE_ALLOCS,
} as const;

/** The others (heap.json: gflags). FLG_MONITOR_SILENT_PROCESS_EXIT, 0x200, has no abbreviation. */
const notModelled: Readonly<Record<string, number>> = {
  soe: 0x1,
  sls: 0x2,
  dic: 0x4,
  shg: 0x8,
  vrf: 0x100,
  ptg: 0x400,
  htg: 0x800,
  kst: 0x2000,
  otl: 0x4000,
  htd: 0x8000,
  dse: 0x1_0000,
  d32: 0x2_0000,
  ksl: 0x4_0000,
  dps: 0x8_0000,
  scb: 0x10_0000,
  ece: 0x40_0000,
  eel: 0x80_0000,
  eot: 0x100_0000,
  dwl: 0x400_0000,
  ddp: 0x800_0000,
  cse: 0x1000_0000,
  sue: 0x2000_0000,
  bhd: 0x4000_0000,
  dpd: 0x8000_0000,
};

/** gflags abbreviation of a global flag: `htc` tail checking, `hfc` free checking, `hpc` parameters, `hvc` everything at each call, `dhc` no coalescing, `hpa` page heap, `ust` stack traces. */
export type GlobalFlagName = keyof typeof modelled;

/** Global flags: their sum, or a list of gflags abbreviations. */
export type GlobalFlags = number | readonly GlobalFlagName[];

/** What page heap does: `full` gives each block pages of its own, `light` puts patterns around it. */
export type PageHeapKind = 'full' | 'light';

/**
 * The sum of global flags.
 * @throws TypeError for a value of another type and for an abbreviation that gflags does not know; RangeError for a
 *   number that is not an unsigned 32-bit integer
 */
export function globalFlagsValue(given: GlobalFlags): number {
  if (typeof given === 'number') {
    if (given >>> 0 === given) return given;
    throw new RangeError(`globalFlags is ${given}; a number must be a whole one from 0 to 0xFFFFFFFF`);
  }
  if (!Array.isArray(given))
    throw new TypeError(`globalFlags is ${typeof given}; it can be a number or a list of abbreviations`);
  return (given as readonly unknown[]).reduce<number>((sum, name) => (sum | flagValue(name)) >>> 0, 0);
}

function flagValue(name: unknown): number {
  for (const table of [modelled, notModelled] as readonly Readonly<Record<string, number>>[]) {
    const value = typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
    if (value !== undefined) return value;
  }
  throw new TypeError(
    `globalFlags: gflags has no '${String(name)}'; it can be ${Object.keys(modelled).join(', ')}`,
  );
}

/** The first flag of a sum that is not modelled, in words; null when all are. */
export function notModelledFlag(flags: number): string | null {
  const all = Object.values(modelled).reduce((sum, value) => sum | value, 0);
  const rest = (flags & ~all) >>> 0;
  if (rest === 0) return null;
  const found = Object.entries(notModelled).find(([, value]) => (rest & value) !== 0);
  return found === undefined
    ? `the global flag 0x${rest.toString(16)}`
    : `the global flag ${found[0]} (0x${found[1].toString(16)})`;
}

/**
 * What a process may say about page heap. `gflags /p` sets the flag with the kind, so naming a kind turns it on; the
 * flag alone asks for the full one (*ours*: docs/decisions/0012-debug-heaps.md).
 */
export function pageHeapFlags(flags: number, kind: PageHeapKind | undefined): number {
  if (kind !== undefined && kind !== 'full' && kind !== 'light')
    throw new TypeError(`pageHeap is '${String(kind)}'; it can be 'full' or 'light'`);
  return kind === undefined ? flags : (flags | FLG_HEAP_PAGE_ALLOCS) >>> 0;
}

/** The heap flags that global flags bring (B-193). Checking parameters or everything brings both patterns with it. */
export function heapFlagsOf(globalFlags: number): number {
  const has = (flag: number): boolean => (globalFlags & flag) !== 0;
  return (
    (has(FLG_HEAP_ENABLE_TAIL_CHECK) ? HEAP_TAIL_CHECKING_ENABLED : 0) |
    (has(FLG_HEAP_ENABLE_FREE_CHECK) ? HEAP_FREE_CHECKING_ENABLED : 0) |
    (has(FLG_HEAP_VALIDATE_PARAMETERS) ? HEAP_VALIDATE_PARAMETERS_ENABLED : 0) |
    (has(FLG_HEAP_VALIDATE_ALL) ? HEAP_VALIDATE_ALL_ENABLED : 0) |
    (has(FLG_USER_STACK_TRACE_DB) ? HEAP_CAPTURE_STACK_BACKTRACES : 0) |
    (has(FLG_HEAP_DISABLE_COALESCING) ? HEAP_DISABLE_COALESCE_ON_FREE : 0) |
    (has(FLG_HEAP_PAGE_ALLOCS) ? HEAP_FLAG_PAGE_ALLOCS : 0)
  );
}
