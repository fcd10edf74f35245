// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CHAR, LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { and } from './interlocked-operations.ts';

/** Combines a 32-bit integer bit by bit with a mask by AND, atomically. */
export interface InterlockedAnd {
  /**
   * Combines a 32-bit integer bit by bit with a mask by AND, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd = routine<InterlockedAnd>()(
  {
    name: 'InterlockedAnd',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedand',
    summary: 'Combines a 32-bit integer bit by bit with a mask by AND, atomically.',
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
  and.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by AND, atomically. */
export interface InterlockedAnd16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by AND, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd16 = routine<InterlockedAnd16>()(
  {
    name: 'InterlockedAnd16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by AND, atomically.',
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
  and.bits16,
);

/** Combines a 64-bit integer bit by bit with a mask by AND, atomically. */
export interface InterlockedAnd64 {
  /**
   * Combines a 64-bit integer bit by bit with a mask by AND, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd64 = routine<InterlockedAnd64>()(
  {
    name: 'InterlockedAnd64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by AND, atomically.',
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
  and.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. */
export interface InterlockedAnd64Acquire {
  /**
   * Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd64Acquire = routine<InterlockedAnd64Acquire>()(
  {
    name: 'InterlockedAnd64Acquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it.',
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
  and.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. */
export interface InterlockedAnd64NoFence {
  /**
   * Combines a 64-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd64NoFence = routine<InterlockedAnd64NoFence>()(
  {
    name: 'InterlockedAnd64NoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it.',
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
  and.bits64,
);

/** Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. */
export interface InterlockedAnd64Release {
  /**
   * Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd64Release = routine<InterlockedAnd64Release>()(
  {
    name: 'InterlockedAnd64Release',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 64-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it.',
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
  and.bits64,
);

/** Combines an 8-bit integer bit by bit with a mask by AND, atomically. */
export interface InterlockedAnd8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by AND, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAnd8 = routine<InterlockedAnd8>()(
  {
    name: 'InterlockedAnd8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by AND, atomically.',
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
  and.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. */
export interface InterlockedAndAcquire {
  /**
   * Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndAcquire = routine<InterlockedAndAcquire>()(
  {
    name: 'InterlockedAndAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it.',
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
  and.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. */
export interface InterlockedAndAcquire16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndAcquire16 = routine<InterlockedAndAcquire16>()(
  {
    name: 'InterlockedAndAcquire16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it.',
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
  and.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. */
export interface InterlockedAndAcquire8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndAcquire8 = routine<InterlockedAndAcquire8>()(
  {
    name: 'InterlockedAndAcquire8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that follow it stay behind it.',
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
  and.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. */
export interface InterlockedAndNoFence {
  /**
   * Combines a 32-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndNoFence = routine<InterlockedAndNoFence>()(
  {
    name: 'InterlockedAndNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it.',
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
  and.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. */
export interface InterlockedAndNoFence16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndNoFence16 = routine<InterlockedAndNoFence16>()(
  {
    name: 'InterlockedAndNoFence16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it.',
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
  and.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. */
export interface InterlockedAndNoFence8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndNoFence8 = routine<InterlockedAndNoFence8>()(
  {
    name: 'InterlockedAndNoFence8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by AND, atomically; other accesses may move across it.',
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
  and.bits8,
);

/** Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. */
export interface InterlockedAndRelease {
  /**
   * Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndRelease = routine<InterlockedAndRelease>()(
  {
    name: 'InterlockedAndRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 32-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it.',
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
  and.bits32,
);

/** Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. */
export interface InterlockedAndRelease16 {
  /**
   * Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndRelease16 = routine<InterlockedAndRelease16>()(
  {
    name: 'InterlockedAndRelease16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines a 16-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it.',
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
  and.bits16,
);

/** Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. */
export interface InterlockedAndRelease8 {
  /**
   * Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value bits that stay set if they are
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedAndRelease8 = routine<InterlockedAndRelease8>()(
  {
    name: 'InterlockedAndRelease8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Combines an 8-bit integer bit by bit with a mask by AND, atomically; accesses that precede it stay before it.',
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
  and.bits8,
);
