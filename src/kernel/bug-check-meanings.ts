/**
 * What the four parameters of a bug check mean, given their values: the labels
 * of the page (src/status), with subtypes resolved.
 */
import type { BugCheckParameters } from '../machine/stop.ts';
import type { BugCheckSubtype } from '../status/bug-check-table.ts';
import { bugCheckInfo } from '../status/bug-checks.ts';
import { OWN_SUBTYPE } from './violations/row.ts';

type Meanings = readonly [string, string, string, string];

/** Label of the first parameter of a 0xC4 where it is irqlab's own subtype. */
const ownSubtypes: Readonly<Record<number, string>> = {
  [OWN_SUBTYPE + 1]: 'irqlab: fixed heap without memory of its own',
  [OWN_SUBTYPE + 2]: 'irqlab: heap lock that would never be used',
  [OWN_SUBTYPE + 0x10]: 'irqlab: wait for what is no dispatcher object',
  [OWN_SUBTYPE + 3]: 'irqlab: two threads use a heap without serialization',
  [OWN_SUBTYPE + 4]: 'irqlab: heap destroyed inside of a call on it',
  [OWN_SUBTYPE + 5]: 'irqlab: heap destroyed while another thread holds its lock',
  [OWN_SUBTYPE + 6]: 'irqlab: heap of a process used without serialization',
  [OWN_SUBTYPE + 0x11]: 'irqlab: address that is no thread object',
  [OWN_SUBTYPE + 0x12]: 'irqlab: priority outside of 1 to 31',
  [OWN_SUBTYPE + 0x14]: 'irqlab: address that is no process object',
  [OWN_SUBTYPE + 0x13]: 'irqlab: address that is no work item',
  [OWN_SUBTYPE + 0x20]: 'irqlab: more acquires of a remove lock than its limit',
  [OWN_SUBTYPE + 0x21]: 'irqlab: remove lock held for longer than its limit',
  [OWN_SUBTYPE + 0x60]: 'irqlab: DPC initialised while it is queued',
  [OWN_SUBTYPE + 0x61]: 'irqlab: DPC for a processor that does not exist',
  [OWN_SUBTYPE + 0x62]: 'irqlab: address that is no timer',
  [OWN_SUBTYPE + 0x63]: 'irqlab: timer initialised while it is set',
  [OWN_SUBTYPE + 0x70]: 'irqlab: address that is no connected interrupt object',
  [OWN_SUBTYPE + 0x40]: 'irqlab: pool request of no bytes',
  [OWN_SUBTYPE + 0x50]: 'irqlab: address in no section of the driver',
  [OWN_SUBTYPE + 0x52]: 'irqlab: freed block holds an object with waiters',
  [OWN_SUBTYPE + 0x53]: 'irqlab: contiguous memory freed with another size',
  [OWN_SUBTYPE + 0x51]: 'irqlab: section that is not locked',
  [OWN_SUBTYPE + 0x80]: 'irqlab: STATUS_PENDING for an IRP that is not marked pending',
  [OWN_SUBTYPE + 0x81]: 'irqlab: another status for an IRP that is marked pending',
  [OWN_SUBTYPE + 0x82]: 'irqlab: device object freed as pool',
  [OWN_SUBTYPE + 0x83]: 'irqlab: address that is no device object',
  [OWN_SUBTYPE + 0x84]: 'irqlab: address that is no driver object',
  [OWN_SUBTYPE + 0x85]: 'irqlab: address that is no IRP',
  [OWN_SUBTYPE + 0x86]: 'irqlab: IRP of a driver completed to the end',
  [OWN_SUBTYPE + 0x87]: 'irqlab: driver gone, devices left',
  [OWN_SUBTYPE + 0x88]: 'irqlab: MDL freed with locked pages',
  [OWN_SUBTYPE + 0x89]: 'irqlab: address that is no MDL',
  [OWN_SUBTYPE + 0x8a]: 'irqlab: wide characters printed above PASSIVE_LEVEL',
  [OWN_SUBTYPE + 0x90]: 'irqlab: access outside of an object',
  [OWN_SUBTYPE + 0x91]: 'irqlab: use of a freed block',
  [OWN_SUBTYPE + 0x92]: 'irqlab: use of a variable of a function that has returned',
  [OWN_SUBTYPE + 0x93]: 'irqlab: use of a value that nobody stored',
  [OWN_SUBTYPE + 0x94]: 'irqlab: a failure that nobody looked at',
  [OWN_SUBTYPE + 0x95]: 'irqlab: memory of a program outside of __try',
  [OWN_SUBTYPE + 0x96]: 'irqlab: memory of a program fetched twice',
  [OWN_SUBTYPE + 0xa0]: 'irqlab: CompareRoutine of a generic table gave no result that it may give',
  [OWN_SUBTYPE + 0xa1]: 'irqlab: RestartKey that leads to no element of a generic table',
  [OWN_SUBTYPE + 0xa2]: 'irqlab: place in a generic table that is taken',
  [OWN_SUBTYPE + 0xa3]: 'irqlab: address that is no registration of a callback',
  [OWN_SUBTYPE + 0x41]: 'irqlab: pool tag with unprintable characters',
};

const MEMORY_ACCESS = ['address', 'bytes', '0: read, 1: write'] as const;
const LEVEL_ONLY = ['current IRQL', 'zero', 'zero'] as const;
const LOCK_ONLY = ['lock address', 'zero', 'zero'] as const;
const POOL_REQUEST = ['current IRQL', 'pool type', 'bytes requested'] as const;
const POOL_FREE = ['current IRQL', 'pool type', 'address'] as const;
const LOOKASIDE = ['address of the lookaside list', 'zero', 'zero'] as const;
const POOL_ADDRESS = ['address', 'zero', 'zero'] as const;
const POOL_HEADER = ['pool header', 'first word of the header', 'zero'] as const;
const QUOTA_POINTER = ['address', 'tag', 'process pointer found there'] as const;

/** Parameters 2 to 4 of 0xC2 by subtype. Where no source gives them they are *ours* (violations.ts). */
const poolCallerParameters: Readonly<Record<number, readonly [string, string, string]>> = {
  1: POOL_HEADER,
  2: POOL_HEADER,
  4: POOL_HEADER,
  6: ['zero', 'pool header', 'zero'], // F-035
  7: ['zero', 'zero', 'address'], // F-035
  8: POOL_REQUEST, // F-018
  9: POOL_FREE,
  10: ['address', 'tag of the allocation', 'tag of the free'], // F-034
  11: QUOTA_POINTER,
  12: QUOTA_POINTER,
  13: QUOTA_POINTER,
  80: ['address', 'offset in pages', 'zero'],
  154: ['pool type', 'bytes requested', 'zero'],
  155: ['pool type', 'bytes requested', 'zero'],
  156: ['pool type', 'bytes requested', 'zero'],
  157: ['tag', 'pool type', 'zero'],
  ...Object.fromEntries(
    [0x40, 0x41, 0x42, 0x43, 0x44, 0x46, 0x47, 0x48, 0x60, 0x99, 0x4_1286].map((form) => [
      form,
      POOL_ADDRESS,
    ]),
  ),
};

/** Parameters 2 to 4 of 0x19 by subtype; of the others the header, its first word and zero. */
const poolHeaderParameters: Readonly<Record<number, readonly [string, string, string]>> = {
  3: ['entry', 'what Flink->Blink holds', 'what Blink->Flink holds'],
  32: ['pool header', 'next pool header', 'first word of the next header'], // F-038
  33: ['address', 'bytes requested', 'byte found behind them'],
  ...Object.fromEntries(
    [0x05, 0x06, 0x07, 0x08, 0x09, 0x0d, 0x0e, 0x0f, 0x23, 0x24, 0x25].map((form) => [form, POOL_HEADER]),
  ),
};

/** Parameters 2 to 4 of 0xC4 by subtype, where a source gives them. */
const verifierParameters: Readonly<Record<number, readonly [string, string, string]>> = {
  0: POOL_REQUEST, // D-106
  1: POOL_REQUEST,
  2: POOL_REQUEST,
  16: POOL_ADDRESS, // 0x10 to 0x16: no source, *ours*
  17: POOL_FREE,
  18: POOL_FREE,
  19: POOL_ADDRESS,
  20: ['header of the free block', 'zero', 'zero'],
  22: POOL_ADDRESS,
  23: ['resource address', 'block address', 'bytes'],
  48: ['current IRQL', 'requested IRQL', 'zero'], // D-026
  49: ['current IRQL', 'requested IRQL', '0: bad value, 1: inside a DPC routine below DISPATCH_LEVEL'], // D-027
  50: ['current IRQL', 'spin lock address', 'zero'], // D-045
  51: LEVEL_ONLY,
  52: LEVEL_ONLY,
  55: ['current IRQL', 'count that disables APCs', 'resource address'],
  56: ['current IRQL', 'count that disables APCs', 'resource address'],
  61: LOCK_ONLY,
  208: LOCK_ONLY,
  213: ['remove lock address', 'tag', 'zero'],
  214: ['remove lock address', 'tag', 'zero'],
  215: LOCK_ONLY,
  234: ['current IRQL', 'push lock address', 'zero'],
  235: ['current IRQL', 'push lock address', 'zero'],
  209: LOCK_ONLY,
  57: LEVEL_ONLY,
  58: LEVEL_ONLY,
  59: ['current IRQL', 'object address', 'timeout address'],
  128: LEVEL_ONLY,
  4096: ['lock address', 'thread', 'zero'],
  4098: LOCK_ONLY,
  4100: ['lock address', 'thread that holds it', 'thread that called'],
  4101: LOCK_ONLY,
  4103: LOCK_ONLY,
  [OWN_SUBTYPE + 0x20]: ['remove lock address', 'acquires held', 'limit'],
  [OWN_SUBTYPE + 0x21]: ['remove lock address', 'tag', 'limit in minutes'],
  4104: LOCK_ONLY,
  4105: LOCK_ONLY,
  4107: LOCK_ONLY,
  4106: ['lock address', 'thread address', 'zero'],
  273: ['service routine', 'IRQL at which it was called', 'IRQL at which it returned'], // D-029; *ours*
  282: LEVEL_ONLY,
  283: LEVEL_ONLY,
  202: LOOKASIDE,
  203: LOOKASIDE,
  204: ['address of the lookaside list', 'address of the block', 'bytes of the block'],
  205: ['address of the lookaside list', 'bytes of a block', 'least bytes'],
  229: LEVEL_ONLY, // BEHAVIOUR-DECISIONS 1
  230: LEVEL_ONLY,
  60: ['handle', 'zero', 'zero'],
  63: ['object address', 'zero', 'zero'],
  245: ['handle', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x11]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x13]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x14]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x60]: ['KDPC', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x61]: ['KDPC', 'processor', 'zero'],
  [OWN_SUBTYPE + 0x62]: ['address', 'type byte found there', 'zero'],
  [OWN_SUBTYPE + 0x63]: ['timer', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x12]: ['priority', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x10]: ['object address', 'type byte found there', 'zero'],
  240: ['address of the target', 'address of the source', 'bytes to copy'],
  [OWN_SUBTYPE + 0x70]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x40]: ['pool', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x50]: ['address or handle', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x52]: ['object address', 'address of the block', 'bytes of the block'],
  [OWN_SUBTYPE + 0x53]: ['address', 'bytes of the memory', 'bytes given'],
  [OWN_SUBTYPE + 0x51]: ['handle of the section', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x80]: ['IRP', 'status returned', 'zero'],
  [OWN_SUBTYPE + 0x81]: ['IRP', 'status returned', 'zero'],
  [OWN_SUBTYPE + 0x82]: ['device object', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x83]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x84]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x85]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x86]: ['IRP', 'status', 'zero'],
  [OWN_SUBTYPE + 0x87]: ['driver object', 'first device object', 'number of devices'],
  [OWN_SUBTYPE + 0x88]: ['MDL', 'MdlFlags', 'zero'],
  [OWN_SUBTYPE + 0x89]: ['address', 'zero', 'zero'],
  [OWN_SUBTYPE + 0x8a]: LEVEL_ONLY,
  [OWN_SUBTYPE + 0x90]: MEMORY_ACCESS,
  [OWN_SUBTYPE + 0x91]: MEMORY_ACCESS,
  [OWN_SUBTYPE + 0x92]: MEMORY_ACCESS,
  [OWN_SUBTYPE + 0x93]: MEMORY_ACCESS,
  98: ['name of the driver', 'zero', 'number of blocks'],
  261: ['IRP', 'zero', 'zero'],
  ...Object.fromEntries(
    [0x7c, 0x7d, 0x7f, 0x81, 0xb0, 0xb2, 0xb3, 0xb4, 0xb6, 0xb8].map((of) => [
      of,
      ['MDL', 'MdlFlags', 'zero'],
    ]),
  ),
  [OWN_SUBTYPE + 0x41]: ['tag', 'zero', 'zero'],
  [OWN_SUBTYPE + 1]: ['heap flags', 'reserve size', 'commit size'],
  [OWN_SUBTYPE + 2]: ['heap flags', 'lock address', 'zero'],
  [OWN_SUBTYPE + 3]: ['heap address', 'thread that used it', 'thread that called'],
  [OWN_SUBTYPE + 4]: ['heap address', 'thread inside', 'thread that called'],
  [OWN_SUBTYPE + 5]: ['heap address', 'thread that holds the lock', 'thread that called'],
};

/** Parameters 1 to 3 of 0xC1 by subtype, which is its fourth parameter. Parameters 2 and 3 are *ours* (D-104). */
const specialPoolParameters: Readonly<Record<number, readonly [string, string, string]>> = {
  ...Object.fromEntries([0x20, 0x21, 0x22].map((form) => [form, ['address', 'bytes of the block', 'zero']])),
  ...Object.fromEntries(
    [0x23, 0x24, 0x32].map((form) => [form, ['address', 'address of the changed byte', 'zero']]),
  ),
  48: POOL_REQUEST,
  49: POOL_FREE,
};

const VERIFIER = 0xc4;
const SPECIAL_POOL = 0xc1;

/** The tables by bug check. */
const bySubtype: Readonly<Record<number, Readonly<Record<number, readonly [string, string, string]>>>> = {
  25: poolHeaderParameters,
  194: poolCallerParameters,
  [VERIFIER]: verifierParameters,
};

const applies = (subtype: BugCheckSubtype, parameter: number, value: number): boolean =>
  subtype.parameter === parameter &&
  subtype.value === (subtype.mask === undefined ? value : (value & subtype.mask) >>> 0);

/** Meaning of each parameter, in order; an empty text where no source gives one. */
export function parameterMeanings(code: number, parameters: BugCheckParameters): Meanings {
  const info = bugCheckInfo(code);
  const known =
    code === SPECIAL_POOL
      ? specialPoolParameters[parameters[3]]
      : (['', ...(bySubtype[code]?.[parameters[0]] ?? [])] as const);
  const meaning = (index: 0 | 1 | 2 | 3): string => {
    const own = code === VERIFIER && index === 0 ? ownSubtypes[parameters[0]] : undefined;
    const label = known?.[index] || (info?.parameters[index] ?? '');
    const value =
      own ?? info?.subtypes.find((subtype) => applies(subtype, index + 1, parameters[index]))?.label;
    return value === undefined ? label : `${label}: ${value}`;
  };
  return [meaning(0), meaning(1), meaning(2), meaning(3)];
}
