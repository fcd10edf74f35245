// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CHAR, LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { xor } from './interlocked-operations.ts';

/** Combines a 32-bit integer bit by bit with a mask by XOR, atomically. */
export interface InterlockedXor {
  /**
   * Combines a 32-bit integer bit by bit with a mask by XOR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor = routine<InterlockedXor>()(
  {
    name: 'InterlockedXor',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-interlockedxor',
    summary: 'Combines a 32-bit integer bit by bit with a mask by XOR, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  xor.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by XOR, atomically. */
export interface InterlockedXor16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by XOR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor16 = routine<InterlockedXor16>()(
  {
    name: 'InterlockedXor16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by XOR, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'Value', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  xor.bits16,
);

/** Combines a 64-bit integer bit by bit with a mask by XOR, atomically. */
export interface InterlockedXor64 {
  /**
   * Combines a 64-bit integer bit by bit with a mask by XOR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor64 = routine<InterlockedXor64>()(
  {
    name: 'InterlockedXor64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by XOR, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  xor.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. */
export interface InterlockedXor64Acquire {
  /**
   * Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor64Acquire = routine<InterlockedXor64Acquire>()(
  {
    name: 'InterlockedXor64Acquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  xor.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. */
export interface InterlockedXor64NoFence {
  /**
   * Combines a 64-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor64NoFence = routine<InterlockedXor64NoFence>()(
  {
    name: 'InterlockedXor64NoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  xor.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. */
export interface InterlockedXor64Release {
  /**
   * Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor64Release = routine<InterlockedXor64Release>()(
  {
    name: 'InterlockedXor64Release',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  xor.bits64,
);

/** Combines an 8-bit integer bit by bit with a mask by XOR, atomically. */
export interface InterlockedXor8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by XOR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXor8 = routine<InterlockedXor8>()(
  {
    name: 'InterlockedXor8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by XOR, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile char *', direction: 'inout' },
      { name: 'Value', type: 'char', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  xor.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. */
export interface InterlockedXorAcquire {
  /**
   * Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorAcquire = routine<InterlockedXorAcquire>()(
  {
    name: 'InterlockedXorAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  xor.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. */
export interface InterlockedXorAcquire16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorAcquire16 = routine<InterlockedXorAcquire16>()(
  {
    name: 'InterlockedXorAcquire16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'Value', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  xor.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. */
export interface InterlockedXorAcquire8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorAcquire8 = routine<InterlockedXorAcquire8>()(
  {
    name: 'InterlockedXorAcquire8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile char *', direction: 'inout' },
      { name: 'Value', type: 'char', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  xor.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. */
export interface InterlockedXorNoFence {
  /**
   * Combines a 32-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorNoFence = routine<InterlockedXorNoFence>()(
  {
    name: 'InterlockedXorNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  xor.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. */
export interface InterlockedXorNoFence16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorNoFence16 = routine<InterlockedXorNoFence16>()(
  {
    name: 'InterlockedXorNoFence16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'Value', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  xor.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. */
export interface InterlockedXorNoFence8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorNoFence8 = routine<InterlockedXorNoFence8>()(
  {
    name: 'InterlockedXorNoFence8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by XOR, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile char *', direction: 'inout' },
      { name: 'Value', type: 'char', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  xor.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. */
export interface InterlockedXorRelease {
  /**
   * Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorRelease = routine<InterlockedXorRelease>()(
  {
    name: 'InterlockedXorRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  xor.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. */
export interface InterlockedXorRelease16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorRelease16 = routine<InterlockedXorRelease16>()(
  {
    name: 'InterlockedXorRelease16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'Value', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  xor.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. */
export interface InterlockedXorRelease8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that are inverted
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedXorRelease8 = routine<InterlockedXorRelease8>()(
  {
    name: 'InterlockedXorRelease8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by XOR, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile char *', direction: 'inout' },
      { name: 'Value', type: 'char', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  xor.bits8,
);
