/** Which calls a fault is injected into: the conditions of a rule, all of which must hold. */
import { type LevelName, levelNumber } from '../contract/irql.ts';
import type { DoorCall } from '../kernel/door.ts';

/** A number of bytes, or a range of them; both ends belong to it. */
export type SizeRange = number | { readonly min?: number; readonly max?: number };

/** Which calls fail, and how. A condition that is left out holds for every call. */
export interface FaultRule {
  /** Name of the routine, several names, or a pattern: `'ExAllocatePool2'`, `/^ExAllocate/`. */
  readonly routine?: string | readonly string[] | RegExp;
  /**
   * Name of the failure, as the routine documents it: `'STATUS_NO_MEMORY'`. Left out: the first that is not the
   * caller's doing, else the first.
   */
  readonly failure?: string;
  /** Pool tag, as the constant in C or as its four characters: `0x46726564` or `'Fred'`. */
  readonly tag?: string | number;
  /** Bytes that the call asks for. */
  readonly size?: SizeRange;
  /** Code that calls, anywhere on the call stack: a part of `driver!AddItem+0x12 [driver.c @ 42]`, or a pattern. */
  readonly caller?: string | RegExp;
  /** IRQL of the call, by name or number. */
  readonly irql?: LevelName | number;
  /** Process whose program calls, or `'kernel'` for kernel-mode code. */
  readonly process?: { readonly id: number } | 'kernel';
  /** Which of the calls for which all the above holds, from 1; several numbers are possible. */
  readonly call?: number | readonly number[];
  /** How likely each of these calls fails, from 0 to 1; needs no luck: `seed` decides. */
  readonly probability?: number;
  /** Seed of the probability; 1 when left out. */
  readonly seed?: number;
  /** How often at most. */
  readonly times?: number;
}

/** A call, and what the machine knows of it. */
export interface SeenCall {
  readonly call: DoorCall;
  readonly architecture: 'x64' | 'x86';
  readonly irql: number;
  /** The call stack, innermost first. Made only for a rule that asks for it. */
  stack(): readonly string[];
}

/** Parameters that say how many bytes are asked for. */
const SIZE_PARAMETERS: ReadonlySet<string> = new Set([
  'NumberOfBytes',
  'Size',
  'dwBytes',
  'uBytes',
  'dwSize',
  'cb',
  'size',
  'Length',
]);

/** Value of the first parameter with one of the names, when it is a number. */
function numberOf({ contract, args }: DoorCall, names: ReadonlySet<string>): number | null {
  const index = contract.parameters.findIndex(({ name }) => names.has(name));
  const value = index < 0 ? undefined : args[index];
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}

const TAG_PARAMETERS: ReadonlySet<string> = new Set(['Tag', 'PoolTag']);

/** Bytes that a call asks for, or null. */
export const sizeOf = (call: DoorCall): number | null => numberOf(call, SIZE_PARAMETERS);

/** Pool tag of a call as a number, or null. */
export const tagOf = (call: DoorCall): number | null => numberOf(call, TAG_PARAMETERS);

/** `'Fred'` as the compiler makes a number of it. */
const tagNumber = (tag: string | number): number =>
  typeof tag === 'number'
    ? tag >>> 0
    : [...tag].reduce((number, letter) => ((number << 8) | letter.charCodeAt(0)) >>> 0, 0);

/** Throws TypeError or RangeError for a rule that can never mean anything. */
export function assertFaultRule(rule: FaultRule): void {
  const { tag, probability, times, call } = rule;
  if (typeof tag === 'string' && !/^[\x20-\x7e]{1,4}$/.test(tag))
    throw new TypeError(`tag ${JSON.stringify(tag)}: a pool tag has 1 to 4 printable characters`);
  if (probability !== undefined && !(probability >= 0 && probability <= 1))
    throw new RangeError(`probability ${probability}: give a number from 0 to 1`);
  if (times !== undefined && !(Number.isInteger(times) && times >= 1))
    throw new RangeError(`times ${times}: give a whole number, 1 or more`);
  for (const number of call === undefined ? [] : [call].flat())
    if (!(Number.isInteger(number) && number >= 1))
      throw new RangeError(`call ${number}: calls are counted from 1`);
}

/** True when every condition about the call itself holds; counting and luck are the injector's. */
export function matches(rule: FaultRule, seen: SeenCall): boolean {
  const { call } = seen;
  return (
    isNamed(rule.routine, call.contract.name) &&
    (rule.failure === undefined || call.failures.includes(rule.failure)) &&
    (rule.tag === undefined || (tagOf(call) ?? -1) >>> 0 === tagNumber(rule.tag)) &&
    (rule.size === undefined || isInRange(rule.size, sizeOf(call))) &&
    (rule.irql === undefined || seen.irql === levelOf(rule.irql, seen.architecture)) &&
    (rule.process === undefined || isOf(rule.process, call)) &&
    (rule.caller === undefined || calls(rule.caller, seen.stack()))
  );
}

function isNamed(wanted: FaultRule['routine'], name: string): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'string') return wanted === name;
  return wanted instanceof RegExp ? wanted.test(name) : wanted.includes(name);
}

function isInRange(wanted: SizeRange, size: number | null): boolean {
  if (size === null) return false;
  if (typeof wanted === 'number') return size === wanted;
  return size >= (wanted.min ?? 0) && size <= (wanted.max ?? Number.POSITIVE_INFINITY);
}

const levelOf = (level: LevelName | number, architecture: 'x64' | 'x86'): number =>
  typeof level === 'number' ? level : levelNumber(architecture, level);

const isOf = (wanted: Exclude<FaultRule['process'], undefined>, { process }: DoorCall): boolean =>
  wanted === 'kernel' ? process === null : process?.id === wanted.id;

/** A caller is looked for behind the routine itself. */
const calls = (wanted: string | RegExp, stack: readonly string[]): boolean =>
  stack.slice(1).some((frame) => (typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame)));
