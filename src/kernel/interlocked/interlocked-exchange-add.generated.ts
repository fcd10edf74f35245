// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CHAR, LONGLONG } from '../../contract/kernel-types.ts';
import { exchangeAdd } from './interlocked-operations.ts';

/** Adds a value to a 32-bit integer, atomically. */
export interface InterlockedExchangeAdd {
  /**
   * Adds a value to a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAdd = routine<InterlockedExchangeAdd>()(
  {
    name: 'InterlockedExchangeAdd',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: 'OneCoreUAP.lib on Windows 10',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedexchangeadd',
    summary: 'Adds a value to a 32-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits32,
);

/** Adds a value to a 64-bit integer, atomically. */
export interface InterlockedExchangeAdd64 {
  /**
   * Adds a value to a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAdd64 = routine<InterlockedExchangeAdd64>()(
  {
    name: 'InterlockedExchangeAdd64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 64-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits64,
);

/** Adds a value to an 8-bit integer, atomically. */
export interface InterlockedExchangeAdd8 {
  /**
   * Adds a value to an 8-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param _Addend address of the variable; any memory that is valid at the current IRQL
   * @param _Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (_Addend: PVOID, _Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAdd8 = routine<InterlockedExchangeAdd8>()(
  {
    name: 'InterlockedExchangeAdd8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to an 8-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: '_Addend', type: 'volatile char *', direction: 'inout' },
      { name: '_Value', type: 'char', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits8,
);

/** Adds a value to a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAddAcquire {
  /**
   * Adds a value to a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddAcquire = routine<InterlockedExchangeAddAcquire>()(
  {
    name: 'InterlockedExchangeAddAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 32-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits32,
);

/** Adds a value to a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAddAcquire64 {
  /**
   * Adds a value to a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddAcquire64 = routine<InterlockedExchangeAddAcquire64>()(
  {
    name: 'InterlockedExchangeAddAcquire64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 64-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits64,
);

/** Adds a value to a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeAddNoFence {
  /**
   * Adds a value to a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddNoFence = routine<InterlockedExchangeAddNoFence>()(
  {
    name: 'InterlockedExchangeAddNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 32-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits32,
);

/** Adds a value to a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeAddNoFence64 {
  /**
   * Adds a value to a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddNoFence64 = routine<InterlockedExchangeAddNoFence64>()(
  {
    name: 'InterlockedExchangeAddNoFence64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 64-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits64,
);

/** Adds a value to a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedExchangeAddRelease {
  /**
   * Adds a value to a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddRelease = routine<InterlockedExchangeAddRelease>()(
  {
    name: 'InterlockedExchangeAddRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 32-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits32,
);

/** Adds a value to a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedExchangeAddRelease64 {
  /**
   * Adds a value to a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns what the variable held before
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddRelease64 = routine<InterlockedExchangeAddRelease64>()(
  {
    name: 'InterlockedExchangeAddRelease64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 64-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.bits64,
);

/** Adds a value to a pointer-sized integer, atomically. */
export interface InterlockedExchangeAddSizeT {
  /**
   * Adds a value to a pointer-sized integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param a address of the variable; any memory that is valid at the current IRQL
   * @param b what is added; the sum wraps around
   * @returns what the variable held before
   */
  (a: PVOID, b: SIZE_T | bigint): SIZE_T;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAddSizeT = routine<InterlockedExchangeAddSizeT>()(
  {
    name: 'InterlockedExchangeAddSizeT',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a pointer-sized integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'a', type: 'SIZE_T volatile *', direction: 'inout' },
      { name: 'b', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'SIZE_T',
    inline: true,
    since: '0.1.0',
  },
  exchangeAdd.sizeT,
);
