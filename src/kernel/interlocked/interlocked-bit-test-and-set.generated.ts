// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, UCHAR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG } from '../../contract/kernel-types.ts';
import { bitTestAndSet } from './interlocked-operations.ts';

/** Sets one bit of a 32-bit integer, atomically. */
export interface InterlockedBitTestAndSet {
  /**
   * Sets one bit of a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSet = routine<InterlockedBitTestAndSet>()(
  {
    name: 'InterlockedBitTestAndSet',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 32-bit integer, atomically.',
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
  bitTestAndSet.bits32,
);

/** Sets one bit of a 64-bit integer, atomically. */
export interface InterlockedBitTestAndSet64 {
  /**
   * Sets one bit of a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSet64 = routine<InterlockedBitTestAndSet64>()(
  {
    name: 'InterlockedBitTestAndSet64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 64-bit integer, atomically.',
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
  bitTestAndSet.bits64,
);

/** Sets one bit of a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedBitTestAndSet64Acquire {
  /**
   * Sets one bit of a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSet64Acquire = routine<InterlockedBitTestAndSet64Acquire>()(
  {
    name: 'InterlockedBitTestAndSet64Acquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 64-bit integer, atomically; accesses that follow it stay behind it.',
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
  bitTestAndSet.bits64,
);

/** Sets one bit of a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedBitTestAndSet64NoFence {
  /**
   * Sets one bit of a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSet64NoFence = routine<InterlockedBitTestAndSet64NoFence>()(
  {
    name: 'InterlockedBitTestAndSet64NoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 64-bit integer, atomically; other accesses may move across it.',
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
  bitTestAndSet.bits64,
);

/** Sets one bit of a 64-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedBitTestAndSet64Release {
  /**
   * Sets one bit of a 64-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONGLONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSet64Release = routine<InterlockedBitTestAndSet64Release>()(
  {
    name: 'InterlockedBitTestAndSet64Release',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 64-bit integer, atomically; accesses that precede it stay before it.',
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
  bitTestAndSet.bits64,
);

/** Sets one bit of a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedBitTestAndSetAcquire {
  /**
   * Sets one bit of a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSetAcquire = routine<InterlockedBitTestAndSetAcquire>()(
  {
    name: 'InterlockedBitTestAndSetAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 32-bit integer, atomically; accesses that follow it stay behind it.',
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
  bitTestAndSet.bits32,
);

/** Sets one bit of a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedBitTestAndSetNoFence {
  /**
   * Sets one bit of a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSetNoFence = routine<InterlockedBitTestAndSetNoFence>()(
  {
    name: 'InterlockedBitTestAndSetNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 32-bit integer, atomically; other accesses may move across it.',
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
  bitTestAndSet.bits32,
);

/** Sets one bit of a 32-bit integer, atomically; accesses that precede it stay before it. */
export interface InterlockedBitTestAndSetRelease {
  /**
   * Sets one bit of a 32-bit integer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Base address of the variable; any memory that is valid at the current IRQL
   * @param Offset number of the bit, counted from the lowest; beyond the variable it names a bit of its neighbours (*ours*)
   * @returns 1 when the bit was set before, else 0
   */
  (Base: PVOID, Offset: LONG): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedBitTestAndSetRelease = routine<InterlockedBitTestAndSetRelease>()(
  {
    name: 'InterlockedBitTestAndSetRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Sets one bit of a 32-bit integer, atomically; accesses that precede it stay before it.',
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
  bitTestAndSet.bits32,
);
