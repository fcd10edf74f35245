// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CHAR, LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { exchange } from './interlocked-operations.ts';

/** Stores a value in a 32-bit integer, atomically. */
export interface InterlockedExchange {
  /**
   * Stores a value in a 32-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchange = routine<InterlockedExchange>()(
  {
    name: 'InterlockedExchange',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: 'OneCoreUAP.lib on Windows 10',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedexchange',
    summary: 'Stores a value in a 32-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Target', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits32,
);

/** Stores a value in a 16-bit integer, atomically. */
export interface InterlockedExchange16 {
  /**
   * Stores a value in a 16-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @returns what the variable held before
   */
  (Destination: PVOID, ExChange: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchange16 = routine<InterlockedExchange16>()(
  {
    name: 'InterlockedExchange16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits16,
);

/** Stores a value in a 64-bit integer, atomically. */
export interface InterlockedExchange64 {
  /**
   * Stores a value in a 64-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchange64 = routine<InterlockedExchange64>()(
  {
    name: 'InterlockedExchange64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits64,
);

/** Stores a value in an 8-bit integer, atomically. */
export interface InterlockedExchange8 {
  /**
   * Stores a value in an 8-bit integer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchange8 = routine<InterlockedExchange8>()(
  {
    name: 'InterlockedExchange8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in an 8-bit integer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile CHAR *', direction: 'inout' },
      { name: 'Value', type: 'CHAR', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits8,
);

/** Stores a value in a 32-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAcquire {
  /**
   * Stores a value in a 32-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAcquire = routine<InterlockedExchangeAcquire>()(
  {
    name: 'InterlockedExchangeAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 32-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits32,
);

/** Stores a value in a 16-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAcquire16 {
  /**
   * Stores a value in a 16-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @returns what the variable held before
   */
  (Destination: PVOID, ExChange: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAcquire16 = routine<InterlockedExchangeAcquire16>()(
  {
    name: 'InterlockedExchangeAcquire16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits16,
);

/** Stores a value in a 64-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAcquire64 {
  /**
   * Stores a value in a 64-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAcquire64 = routine<InterlockedExchangeAcquire64>()(
  {
    name: 'InterlockedExchangeAcquire64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits64,
);

/** Stores a value in an 8-bit integer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangeAcquire8 {
  /**
   * Stores a value in an 8-bit integer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeAcquire8 = routine<InterlockedExchangeAcquire8>()(
  {
    name: 'InterlockedExchangeAcquire8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in an 8-bit integer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile CHAR *', direction: 'inout' },
      { name: 'Value', type: 'CHAR', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits8,
);

/** Stores a value in a 32-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeNoFence {
  /**
   * Stores a value in a 32-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeNoFence = routine<InterlockedExchangeNoFence>()(
  {
    name: 'InterlockedExchangeNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 32-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile LONG *', direction: 'inout' },
      { name: 'Value', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits32,
);

/** Stores a value in a 16-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeNoFence16 {
  /**
   * Stores a value in a 16-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @returns what the variable held before
   */
  (Destination: PVOID, ExChange: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeNoFence16 = routine<InterlockedExchangeNoFence16>()(
  {
    name: 'InterlockedExchangeNoFence16',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer, atomically; other accesses may move across it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits16,
);

/** Stores a value in a 64-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeNoFence64 {
  /**
   * Stores a value in a 64-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeNoFence64 = routine<InterlockedExchangeNoFence64>()(
  {
    name: 'InterlockedExchangeNoFence64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'Value', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits64,
);

/** Stores a value in an 8-bit integer, atomically; other accesses may move across it. */
export interface InterlockedExchangeNoFence8 {
  /**
   * Stores a value in an 8-bit integer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: CHAR): CHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangeNoFence8 = routine<InterlockedExchangeNoFence8>()(
  {
    name: 'InterlockedExchangeNoFence8',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in an 8-bit integer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile CHAR *', direction: 'inout' },
      { name: 'Value', type: 'CHAR', direction: 'in' },
    ],
    returns: 'CHAR',
    inline: true,
    since: '0.1.0',
  },
  exchange.bits8,
);

/** Stores a value in a pointer, atomically. */
export interface InterlockedExchangePointer {
  /**
   * Stores a value in a pointer, atomically. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangePointer = routine<InterlockedExchangePointer>()(
  {
    name: 'InterlockedExchangePointer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedexchangepointer',
    summary: 'Stores a value in a pointer, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Target', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Value', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  exchange.pointer,
);

/** Stores a value in a pointer, atomically; accesses that follow it stay behind it. */
export interface InterlockedExchangePointerAcquire {
  /**
   * Stores a value in a pointer, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangePointerAcquire = routine<InterlockedExchangePointerAcquire>()(
  {
    name: 'InterlockedExchangePointerAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Value', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  exchange.pointer,
);

/** Stores a value in a pointer, atomically; other accesses may move across it. */
export interface InterlockedExchangePointerNoFence {
  /**
   * Stores a value in a pointer, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Target address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Target: PVOID, Value: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangePointerNoFence = routine<InterlockedExchangePointerNoFence>()(
  {
    name: 'InterlockedExchangePointerNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Target', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Value', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  exchange.pointer,
);

/** Stores a value in a pointer, atomically; accesses that precede it stay before it. */
export interface InterlockedExchangePointerRelease {
  /**
   * Stores a value in a pointer, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Value value to store
   * @returns what the variable held before
   */
  (Destination: PVOID, Value: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedExchangePointerRelease = routine<InterlockedExchangePointerRelease>()(
  {
    name: 'InterlockedExchangePointerRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer, atomically; accesses that precede it stay before it.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Value', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    only: 'x86',
    inline: true,
    since: '0.1.0',
  },
  exchange.pointer,
);
