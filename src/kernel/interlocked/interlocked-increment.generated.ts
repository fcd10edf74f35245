// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { increment } from './interlocked-operations.ts';

/** Adds 1 to a 32-bit integer, atomically. */
export interface InterlockedIncrement {
  /**
   * Adds 1 to a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrement = routine<InterlockedIncrement>()(
  {
    name: 'InterlockedIncrement',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: 'OneCoreUAP.lib on Windows 10',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedincrement',
    summary: 'Adds 1 to a 32-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  increment.bits32,
);

/** Adds 1 to a 16-bit integer, atomically. */
export interface InterlockedIncrement16 {
  /**
   * Adds 1 to a 16-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrement16 = routine<InterlockedIncrement16>()(
  {
    name: 'InterlockedIncrement16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 16-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  increment.bits16,
);

/** Adds 1 to a 64-bit integer, atomically. */
export interface InterlockedIncrement64 {
  /**
   * Adds 1 to a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrement64 = routine<InterlockedIncrement64>()(
  {
    name: 'InterlockedIncrement64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 64-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  increment.bits64,
);

/** Adds 1 to a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedIncrementAcquire {
  /**
   * Adds 1 to a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementAcquire = routine<InterlockedIncrementAcquire>()(
  {
    name: 'InterlockedIncrementAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 32-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  increment.bits32,
);

/** Adds 1 to a 16-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedIncrementAcquire16 {
  /**
   * Adds 1 to a 16-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementAcquire16 = routine<InterlockedIncrementAcquire16>()(
  {
    name: 'InterlockedIncrementAcquire16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 16-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  increment.bits16,
);

/** Adds 1 to a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedIncrementAcquire64 {
  /**
   * Adds 1 to a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementAcquire64 = routine<InterlockedIncrementAcquire64>()(
  {
    name: 'InterlockedIncrementAcquire64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 64-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  increment.bits64,
);

/** Adds 1 to a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedIncrementNoFence {
  /**
   * Adds 1 to a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementNoFence = routine<InterlockedIncrementNoFence>()(
  {
    name: 'InterlockedIncrementNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 32-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  increment.bits32,
);

/** Adds 1 to a 16-bit integer, atomically; other accesses may move across it. */
export interface InterlockedIncrementNoFence16 {
  /**
   * Adds 1 to a 16-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementNoFence16 = routine<InterlockedIncrementNoFence16>()(
  {
    name: 'InterlockedIncrementNoFence16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 16-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  increment.bits16,
);

/** Adds 1 to a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedIncrementNoFence64 {
  /**
   * Adds 1 to a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementNoFence64 = routine<InterlockedIncrementNoFence64>()(
  {
    name: 'InterlockedIncrementNoFence64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 64-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  increment.bits64,
);

/** Adds 1 to a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedIncrementRelease {
  /**
   * Adds 1 to a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementRelease = routine<InterlockedIncrementRelease>()(
  {
    name: 'InterlockedIncrementRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 32-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  increment.bits32,
);

/** Adds 1 to a 16-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedIncrementRelease16 {
  /**
   * Adds 1 to a 16-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementRelease16 = routine<InterlockedIncrementRelease16>()(
  {
    name: 'InterlockedIncrementRelease16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 16-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  increment.bits16,
);

/** Adds 1 to a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedIncrementRelease64 {
  /**
   * Adds 1 to a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementRelease64 = routine<InterlockedIncrementRelease64>()(
  {
    name: 'InterlockedIncrementRelease64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a 64-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  increment.bits64,
);

/** Adds 1 to a pointer-sized integer, atomically. */
export interface InterlockedIncrementSizeT {
  /**
   * Adds 1 to a pointer-sized integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param a address of the variable; any memory that is valid at the current IRQL
   * @returns the sum
   */
  (a: PVOID): SIZE_T;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedIncrementSizeT = routine<InterlockedIncrementSizeT>()(
  {
    name: 'InterlockedIncrementSizeT',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Adds 1 to a pointer-sized integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'a', type: 'SIZE_T volatile *', direction: 'inout' },
    ],
    returns: 'SIZE_T',
    inline: true,
    since: '0.1.0',
  },
  increment.sizeT,
);
