// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, UCHAR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG } from '../../contract/kernel-types.ts';
import { bitTestAndReset } from './interlocked-operations.ts';

/** Clears one bit of a 32-bit integer, atomically. */
export interface InterlockedBitTestAndReset {
  /**
   * Clears one bit of a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndReset = routine<InterlockedBitTestAndReset>()(
  {
    name: 'InterlockedBitTestAndReset',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 32-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Offset', type: 'LONG', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits32,
);

/** Clears one bit of a 64-bit integer, atomically. */
export interface InterlockedBitTestAndReset64 {
  /**
   * Clears one bit of a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndReset64 = routine<InterlockedBitTestAndReset64>()(
  {
    name: 'InterlockedBitTestAndReset64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 64-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Offset', type: 'LONG64', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits64,
);

/** Clears one bit of a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedBitTestAndReset64Acquire {
  /**
   * Clears one bit of a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndReset64Acquire = routine<InterlockedBitTestAndReset64Acquire>()(
  {
    name: 'InterlockedBitTestAndReset64Acquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 64-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Offset', type: 'LONG64', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits64,
);

/** Clears one bit of a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedBitTestAndReset64NoFence {
  /**
   * Clears one bit of a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndReset64NoFence = routine<InterlockedBitTestAndReset64NoFence>()(
  {
    name: 'InterlockedBitTestAndReset64NoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 64-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Offset', type: 'LONG64', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits64,
);

/** Clears one bit of a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedBitTestAndReset64Release {
  /**
   * Clears one bit of a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndReset64Release = routine<InterlockedBitTestAndReset64Release>()(
  {
    name: 'InterlockedBitTestAndReset64Release',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 64-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Offset', type: 'LONG64', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits64,
);

/** Clears one bit of a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedBitTestAndResetAcquire {
  /**
   * Clears one bit of a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndResetAcquire = routine<InterlockedBitTestAndResetAcquire>()(
  {
    name: 'InterlockedBitTestAndResetAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 32-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Offset', type: 'LONG', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits32,
);

/** Clears one bit of a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedBitTestAndResetNoFence {
  /**
   * Clears one bit of a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndResetNoFence = routine<InterlockedBitTestAndResetNoFence>()(
  {
    name: 'InterlockedBitTestAndResetNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 32-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Offset', type: 'LONG', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits32,
);

/** Clears one bit of a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedBitTestAndResetRelease {
  /**
   * Clears one bit of a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndResetRelease = routine<InterlockedBitTestAndResetRelease>()(
  {
    name: 'InterlockedBitTestAndResetRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Clears one bit of a 32-bit integer, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Base', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Offset', type: 'LONG', direction: 'in' },
    ],
    returns: 'unsigned char',
    inline: true,
    since: '0.1.0',
  },
  bitTestAndReset.bits32,
);
