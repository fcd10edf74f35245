// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { decrement } from './interlocked-operations.ts';

/** Subtracts 1 from a 32-bit integer, atomically. */
export interface InterlockedDecrement {
  /**
   * Subtracts 1 from a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrement = routine<InterlockedDecrement>()(
  {
    name: 'InterlockedDecrement',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: 'OneCoreUAP.lib on Windows 10',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockeddecrement',
    summary: 'Subtracts 1 from a 32-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits32,
);

/** Subtracts 1 from a 16-bit integer, atomically. */
export interface InterlockedDecrement16 {
  /**
   * Subtracts 1 from a 16-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrement16 = routine<InterlockedDecrement16>()(
  {
    name: 'InterlockedDecrement16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 16-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits16,
);

/** Subtracts 1 from a 64-bit integer, atomically. */
export interface InterlockedDecrement64 {
  /**
   * Subtracts 1 from a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrement64 = routine<InterlockedDecrement64>()(
  {
    name: 'InterlockedDecrement64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 64-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits64,
);

/** Subtracts 1 from a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedDecrementAcquire {
  /**
   * Subtracts 1 from a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementAcquire = routine<InterlockedDecrementAcquire>()(
  {
    name: 'InterlockedDecrementAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 32-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits32,
);

/** Subtracts 1 from a 16-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedDecrementAcquire16 {
  /**
   * Subtracts 1 from a 16-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementAcquire16 = routine<InterlockedDecrementAcquire16>()(
  {
    name: 'InterlockedDecrementAcquire16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 16-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits16,
);

/** Subtracts 1 from a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedDecrementAcquire64 {
  /**
   * Subtracts 1 from a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementAcquire64 = routine<InterlockedDecrementAcquire64>()(
  {
    name: 'InterlockedDecrementAcquire64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 64-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits64,
);

/** Subtracts 1 from a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedDecrementNoFence {
  /**
   * Subtracts 1 from a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementNoFence = routine<InterlockedDecrementNoFence>()(
  {
    name: 'InterlockedDecrementNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 32-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits32,
);

/** Subtracts 1 from a 16-bit integer, atomically; other accesses may move across it. */
export interface InterlockedDecrementNoFence16 {
  /**
   * Subtracts 1 from a 16-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementNoFence16 = routine<InterlockedDecrementNoFence16>()(
  {
    name: 'InterlockedDecrementNoFence16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 16-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits16,
);

/** Subtracts 1 from a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedDecrementNoFence64 {
  /**
   * Subtracts 1 from a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementNoFence64 = routine<InterlockedDecrementNoFence64>()(
  {
    name: 'InterlockedDecrementNoFence64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 64-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits64,
);

/** Subtracts 1 from a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedDecrementRelease {
  /**
   * Subtracts 1 from a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementRelease = routine<InterlockedDecrementRelease>()(
  {
    name: 'InterlockedDecrementRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 32-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG *', direction: 'inout' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits32,
);

/** Subtracts 1 from a 16-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedDecrementRelease16 {
  /**
   * Subtracts 1 from a 16-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementRelease16 = routine<InterlockedDecrementRelease16>()(
  {
    name: 'InterlockedDecrementRelease16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 16-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile SHORT *', direction: 'inout' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits16,
);

/** Subtracts 1 from a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedDecrementRelease64 {
  /**
   * Subtracts 1 from a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Addend address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (Addend: PVOID): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementRelease64 = routine<InterlockedDecrementRelease64>()(
  {
    name: 'InterlockedDecrementRelease64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a 64-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Addend', type: 'volatile LONG64 *', direction: 'inout' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  decrement.bits64,
);

/** Subtracts 1 from a pointer-sized integer, atomically. */
export interface InterlockedDecrementSizeT {
  /**
   * Subtracts 1 from a pointer-sized integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param a address of the variable; any memory that is valid at the current IRQL
   * @returns the difference
   */
  (a: PVOID): SIZE_T;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedDecrementSizeT = routine<InterlockedDecrementSizeT>()(
  {
    name: 'InterlockedDecrementSizeT',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Subtracts 1 from a pointer-sized integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'a', type: 'SIZE_T volatile *', direction: 'inout' },
    ],
    returns: 'SIZE_T',
    inline: true,
    since: '0.1.0',
  },
  decrement.sizeT,
);
