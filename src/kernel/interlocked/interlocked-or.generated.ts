// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CHAR, LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { or } from './interlocked-operations.ts';

/** Combines a 32-bit integer bit by bit with a mask by OR, atomically. */
export interface InterlockedOr {
  /**
   * Combines a 32-bit integer bit by bit with a mask by OR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr = routine<InterlockedOr>()(
  {
    name: 'InterlockedOr',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-interlockedor',
    summary: 'Combines a 32-bit integer bit by bit with a mask by OR, atomically.',
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
  or.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by OR, atomically. */
export interface InterlockedOr16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by OR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr16 = routine<InterlockedOr16>()(
  {
    name: 'InterlockedOr16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by OR, atomically.',
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
  or.bits16,
);

/** Combines a 64-bit integer bit by bit with a mask by OR, atomically. */
export interface InterlockedOr64 {
  /**
   * Combines a 64-bit integer bit by bit with a mask by OR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr64 = routine<InterlockedOr64>()(
  {
    name: 'InterlockedOr64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by OR, atomically.',
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
  or.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. */
export interface InterlockedOr64Acquire {
  /**
   * Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr64Acquire = routine<InterlockedOr64Acquire>()(
  {
    name: 'InterlockedOr64Acquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it.',
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
  or.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. */
export interface InterlockedOr64NoFence {
  /**
   * Combines a 64-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr64NoFence = routine<InterlockedOr64NoFence>()(
  {
    name: 'InterlockedOr64NoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it.',
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
  or.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. */
export interface InterlockedOr64Release {
  /**
   * Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr64Release = routine<InterlockedOr64Release>()(
  {
    name: 'InterlockedOr64Release',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it.',
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
  or.bits64,
);

/** Combines an 8-bit integer bit by bit with a mask by OR, atomically. */
export interface InterlockedOr8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by OR, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOr8 = routine<InterlockedOr8>()(
  {
    name: 'InterlockedOr8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by OR, atomically.',
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
  or.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. */
export interface InterlockedOrAcquire {
  /**
   * Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrAcquire = routine<InterlockedOrAcquire>()(
  {
    name: 'InterlockedOrAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it.',
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
  or.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. */
export interface InterlockedOrAcquire16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrAcquire16 = routine<InterlockedOrAcquire16>()(
  {
    name: 'InterlockedOrAcquire16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it.',
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
  or.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. */
export interface InterlockedOrAcquire8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrAcquire8 = routine<InterlockedOrAcquire8>()(
  {
    name: 'InterlockedOrAcquire8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that follow it stay behind it.',
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
  or.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. */
export interface InterlockedOrNoFence {
  /**
   * Combines a 32-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrNoFence = routine<InterlockedOrNoFence>()(
  {
    name: 'InterlockedOrNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it.',
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
  or.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. */
export interface InterlockedOrNoFence16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrNoFence16 = routine<InterlockedOrNoFence16>()(
  {
    name: 'InterlockedOrNoFence16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it.',
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
  or.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. */
export interface InterlockedOrNoFence8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrNoFence8 = routine<InterlockedOrNoFence8>()(
  {
    name: 'InterlockedOrNoFence8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by OR, atomically; other accesses may move across it.',
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
  or.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. */
export interface InterlockedOrRelease {
  /**
   * Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrRelease = routine<InterlockedOrRelease>()(
  {
    name: 'InterlockedOrRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it.',
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
  or.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. */
export interface InterlockedOrRelease16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrRelease16 = routine<InterlockedOrRelease16>()(
  {
    name: 'InterlockedOrRelease16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it.',
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
  or.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. */
export interface InterlockedOrRelease8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that get set
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedOrRelease8 = routine<InterlockedOrRelease8>()(
  {
    name: 'InterlockedOrRelease8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by OR, atomically; accesses that precede it stay before it.',
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
  or.bits8,
);
