// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG } from '../../contract/kernel-types.ts';
import { add } from './interlocked-operations.ts';

/** Adds a value to a 32-bit integer, atomically. */
export interface InterlockedAdd {
  /**
   * Adds a value to a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAdd = routine<InterlockedAdd>()(
  {
    name: 'InterlockedAdd',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds a value to a 32-bit integer, atomically.',
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
  add.bits32,
);

/** Adds a value to a 64-bit integer, atomically. */
export interface InterlockedAdd64 {
  /**
   * Adds a value to a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAdd64 = routine<InterlockedAdd64>()(
  {
    name: 'InterlockedAdd64',
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
  add.bits64,
);

/** Adds a value to a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedAddAcquire {
  /**
   * Adds a value to a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddAcquire = routine<InterlockedAddAcquire>()(
  {
    name: 'InterlockedAddAcquire',
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
  add.bits32,
);

/** Adds a value to a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedAddAcquire64 {
  /**
   * Adds a value to a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddAcquire64 = routine<InterlockedAddAcquire64>()(
  {
    name: 'InterlockedAddAcquire64',
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
  add.bits64,
);

/** Adds a value to a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedAddNoFence {
  /**
   * Adds a value to a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddNoFence = routine<InterlockedAddNoFence>()(
  {
    name: 'InterlockedAddNoFence',
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
  add.bits32,
);

/** Adds a value to a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedAddNoFence64 {
  /**
   * Adds a value to a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddNoFence64 = routine<InterlockedAddNoFence64>()(
  {
    name: 'InterlockedAddNoFence64',
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
  add.bits64,
);

/** Adds a value to a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedAddRelease {
  /**
   * Adds a value to a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddRelease = routine<InterlockedAddRelease>()(
  {
    name: 'InterlockedAddRelease',
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
  add.bits32,
);

/** Adds a value to a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedAddRelease64 {
  /**
   * Adds a value to a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @param Value what is added; the sum wraps around
   * @returns the sum
   */
  (Addend: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAddRelease64 = routine<InterlockedAddRelease64>()(
  {
    name: 'InterlockedAddRelease64',
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
  add.bits64,
);
